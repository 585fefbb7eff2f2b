import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, type JWK } from "jose";
import { beforeEach, describe, expect, it } from "vitest";
import { authenticate, getToken } from "../../../src/core/authenticate";
import type { Services } from "../../../src/core/flows/services";
import type { CachedTokens } from "../../../src/core/flows/stored-tokens";
import { deleteTokens } from "../../../src/core/flows/token-cache";
import type { Values } from "../../../src/core/form/types";
import { type HttpRequest, type HttpResponse, headerOf } from "../../../src/core/lib/http";
import { preview } from "../../../src/core/preview";
import type { RequestInfo } from "../../../src/core/token/request-values";
import { SECRET } from "../../support/keys";
import { refusal } from "../../support/refusal";
import { assertionOf, NOW, request, services } from "../../support/sign";

const grant = {
  flow: "client-assertion",
  key: SECRET,
  clientId: "client",
  tokenUrl: "https://as.example.com/token?tenant=a",
  dpop: "on",
};

const header = (name: string, value: string) => ({ name, value });
const token = (more: object = {}) =>
  JSON.stringify({ access_token: "bound-token", token_type: "DPoP", expires_in: 3600, ...more });
const challenge = (nonce: string, status = 400): Partial<HttpResponse> => ({
  status,
  headers: [header("dpop-nonce", nonce)],
  text: '{ "error": "use_dpop_nonce" }',
});

interface Proof {
  claims: Record<string, unknown>;
  thumbprint: string;
}

async function read(proof: string | undefined): Promise<Proof> {
  const { jwk } = decodeProtectedHeader(proof ?? "") as { jwk: JWK };
  return { claims: decodeJwt(proof ?? ""), thumbprint: await calculateJwkThumbprint(jwk) };
}

/** Settings with a store, and a server that gives one answer after the other. */
function open(answers: Partial<HttpResponse>[] = [], more: Partial<Services> = {}) {
  let stored: CachedTokens | undefined;
  let ids = 0;
  const asked: HttpRequest[] = [];
  const using: Services = {
    ...services,
    send: async (sent) => {
      asked.push(sent);
      return { status: 200, headers: [], text: token(), ...answers.shift() };
    },
    store: {
      read: async () => structuredClone(stored),
      write: async (tokens) => {
        stored = structuredClone(tokens);
      },
      delete: async () => false,
    },
    ...more,
  };
  const clockAt = (seconds: number) => ({
    now: NOW + seconds * 1000,
    time: () => NOW + (seconds + asked.length) * 1000,
    randomUUID: () => `id-${ids++}`,
    randomHex: () => "",
  });
  const send = async (values: Values = {}, seconds = 0, info: RequestInfo = request) =>
    authenticate({ ...grant, ...values }, info, clockAt(seconds), using);
  const proofs = () => Promise.all(asked.map(({ headers }) => read(headerOf(headers, "DPoP"))));
  return { send, asked, using, clockAt, proofs, stored: () => Object.values(stored ?? {}) };
}

beforeEach(async () => void (await deleteTokens(services.store)));

describe("with DPoP", () => {
  it("a proof is sent with the token request, and one with the token", async () => {
    const { send, proofs } = open();
    const placed = await send();
    const [toServer] = await proofs();
    expect(toServer?.claims).toEqual({
      jti: expect.any(String),
      htm: "POST",
      htu: "https://as.example.com/token",
      iat: Math.floor(NOW / 1000),
    });
    expect(placed).toMatchObject({ name: "Authorization", value: "DPoP bound-token" });
    const { claims, thumbprint } = await read(placed.proof);
    expect(claims).toMatchObject({ htm: "GET", htu: "https://api.example.com/reports" });
    expect(claims.ath).toBe("1UZzyLKzndbtZN8OcOiPRvW7SJ-rr1VMAPv_rM0MfgE");
    expect(thumbprint).toBe(toServer?.thumbprint);
    expect(claims.jti).not.toBe(toServer?.claims.jti);
  });

  it("token and key are kept together, and every request gets a new proof", async () => {
    const { send, asked, stored } = open();
    const [first, second] = [await send(), await send({}, 60)];
    expect(asked).toHaveLength(1);
    expect(stored()).toHaveLength(1);
    const [a, b] = [await read(first.proof), await read(second.proof)];
    expect(b.thumbprint).toBe(a.thumbprint);
    expect([a.claims.jti === b.claims.jti, Number(b.claims.iat) - Number(a.claims.iat)]).toEqual([false, 60]);
  });

  it("the key is also that of the next token, and of tokens whose lifetime is unknown", async () => {
    for (const expires_in of [3600, undefined]) {
      const { send, asked, proofs } = open(
        Array.from({ length: 2 }, () => ({ text: token({ expires_in }) })),
      );
      await send();
      await send({}, 3600);
      const [a, b] = await proofs();
      expect(asked).toHaveLength(2);
      expect(b?.thumbprint).toBe(a?.thumbprint);
    }
  });

  it("other settings have another key", async () => {
    const { send, proofs } = open();
    await send();
    await send({ scope: "other" });
    const [a, b] = await proofs();
    expect(b?.thumbprint).not.toBe(a?.thumbprint);
  });

  it("a token without its key is not used", async () => {
    const { send, asked, using } = open();
    await send();
    const kept = (await using.store.read()) as CachedTokens;
    for (const change of [{ proofKey: undefined }, { proofKey: "{}" }, { proofKey: `{"alg":"ES256"}` }]) {
      const damaged = Object.entries(kept).map(([id, each]) => [id, { ...each, ...change }]);
      await using.store.write(Object.fromEntries(damaged));
      expect((await send()).value).toBe("DPoP bound-token");
    }
    expect(asked).toHaveLength(4);
  });

  it("of an expired token, only the key is kept, and the newest tokens are at the end of the store", async () => {
    const { send, using } = open();
    await send({ scope: "a" });
    await send({ scope: "b" });
    await send({ scope: "a" }, 4000);
    const kept = Object.values((await using.store.read()) as CachedTokens);
    expect(kept.map(({ value }) => value)).toEqual(["", "bound-token"]);
  });

  it("a token whose lifetime is unknown is not stored, but its key is", async () => {
    const { send, stored } = open([{ text: token({ expires_in: undefined }) }]);
    await send();
    expect(stored()).toEqual([
      expect.objectContaining({ value: "", proofKey: expect.stringContaining("ES256") }),
    ]);
  });

  it("a proof has the time at which it is made", async () => {
    const { send } = open();
    expect((await read((await send()).proof)).claims.iat).toBe(Math.floor(NOW / 1000) + 1);
  });

  it.each(["wss://api.example.com/", "localhost:50051"])("no token is requested for %s", async (url) => {
    const { send, asked } = open();
    expect((await refusal(() => send({}, 0, { ...request, url }))).message).toBe(
      "DPoP: DPoP only works with HTTP requests. Give this request its own auth without DPoP.",
    );
    expect(asked).toEqual([]);
  });

  it("a token for other purposes comes with the key that it is bound to", async () => {
    const { using, clockAt } = open();
    const { value, proofKey } = await getToken(grant, async () => null, clockAt(0), using);
    expect(value).toBe("bound-token");
    expect(proofKey).toContain('"d":');
  });
});

describe("a nonce", () => {
  it.each([400, 401])(
    "that the server asks for with status %i is used in one more request",
    async (status) => {
      const { send, asked, proofs } = open([challenge("first", status)]);
      await send();
      const [a, b] = await proofs();
      expect(asked).toHaveLength(2);
      expect([a?.claims.nonce, b?.claims.nonce]).toEqual([undefined, "first"]);
      expect(b?.claims.jti).not.toBe(a?.claims.jti);
      expect(b?.thumbprint).toBe(a?.thumbprint);
      // Servers accept each assertion only once.
      const [first, second] = asked.map((each) => decodeJwt(assertionOf(each) ?? "").jti);
      expect(second).not.toBe(first);
    },
  );

  it("is also asked for as resource servers do", async () => {
    const challenges = ["Bearer", 'DPoP error="use_dpop_nonce"'].map((value) =>
      header("WWW-Authenticate", value),
    );
    const headers = [header("DPoP-Nonce", "n"), ...challenges];
    const { send, asked } = open([{ status: 401, headers, text: "" }]);
    await send();
    expect(asked).toHaveLength(2);
  });

  it("of a good response is used in the next request to this server, whatever the settings are", async () => {
    const { send, proofs } = open([challenge("first"), { headers: [header("DPoP-Nonce", "second")] }]);
    await send();
    await send({ scope: "other" });
    expect((await proofs()).map(({ claims }) => claims.nonce)).toEqual([undefined, "first", "second"]);
    const { send: sendTo, proofs: toOther } = open();
    await sendTo({ tokenUrl: "https://other.example.com/token" });
    expect((await toOther())[0]?.claims).not.toHaveProperty("nonce");
  });

  it.each(["", "two words", 'with"quote', "ü", "x".repeat(1001)])(
    "that is not one is ignored: %j",
    async (nonce) => {
      const { send } = open([challenge(nonce)]);
      expect((await refusal(() => send())).message).toBe(
        "Token URL: The server rejected the request: use_dpop_nonce. The server requires a DPoP nonce, but returned none. Contact whoever runs the server.",
      );
    },
  );

  it("is asked for only once", async () => {
    const { send, asked } = open([challenge("a"), challenge("b"), challenge("c")]);
    expect((await refusal(() => send())).message).toBe(
      "Token URL: The server rejected the request: use_dpop_nonce. The server rejected its own DPoP nonce. Send the request again.",
    );
    expect(asked).toHaveLength(2);
    await send({}, 1).catch(() => {});
    expect(decodeJwt(headerOf(asked[2]?.headers ?? [], "DPoP") ?? "").nonce).toBe("b");
  });

  it("of the API is that of its last response, if the host tells", async () => {
    const { send } = open([], {
      findNonces: async (url) => (url.includes("api.example.com") ? ["not valid", "api", "old"] : []),
    });
    expect((await read((await send()).proof)).claims.nonce).toBe("api");
    const { send: sendTo } = open([], { findNonces: async () => [] });
    const other = { ...request, url: "https://other.example.com/" };
    expect((await read((await sendTo({}, 0, other)).proof)).claims).not.toHaveProperty("nonce");
  });
});

describe("an error says what to do about DPoP if", () => {
  const message = async (values: Values, ...answers: Partial<HttpResponse>[]) =>
    (await refusal(() => open(answers).send(values))).message;

  it.each<[string, Values, Partial<HttpResponse>, string]>([
    [
      "the token is not bound to the key",
      {},
      { text: token({ token_type: "Bearer" }) },
      "DPoP: The server issued a Bearer token instead of a DPoP token. Turn on DPoP for this client on the server, or turn it off here.",
    ],
    [
      "the server rejects the proof",
      {},
      { status: 400, text: '{ "error": "invalid_dpop_proof" }' },
      "Token URL: The server rejected the request: invalid_dpop_proof. Check this computer's clock, and that the server accepts DPoP from this client.",
    ],
    [
      "it is off, but required",
      { dpop: "off" },
      challenge("n"),
      "Token URL: The server rejected the request: use_dpop_nonce. Turn on DPoP, which the server requires.",
    ],
    [
      "it is off, but the token is bound",
      { dpop: "off" },
      {},
      "Token URL: The server issued a DPoP token, which requires a new proof for every request. Turn on DPoP, or turn it off for this client on the server.",
    ],
    [
      "another token than the access token is to be sent",
      { tokenProperty: "id_token" },
      {},
      "Token Property: With DPoP, only the access_token can be sent. Clear this field, or turn off DPoP.",
    ],
    [
      "the token is to be sent in the header for proofs",
      { headerName: "dpop" },
      {},
      "Header Name: This header is already sent with another value. Use Authorization.",
    ],
    [
      "an exchange cannot have it",
      { flow: "exchange" },
      challenge("n"),
      "Token URL: The server rejected the request: use_dpop_nonce. Turn off DPoP for this client on the server.",
    ],
  ])("%s", async (_, values, answer, expected) => {
    expect(await message(values, answer)).toBe(expected);
  });

  it.each([
    ["query", "query"],
    ["cookie", "cookie"],
  ])("the token is to be sent as a %s", async (_, placement) => {
    expect(await message({ placement })).toBe(
      "Add Token To: A DPoP token can only be sent in a header. Choose Request Header.",
    );
  });
});

describe("a server that repeats what it got in a request before", () => {
  const METADATA = "https://as.example.com/.well-known/openid-configuration";

  it("is not quoted in the response to a nonce", async () => {
    let first = "";
    const { using, clockAt } = open();
    const answers = [
      challenge("n"),
      {
        status: 400,
        text: () => JSON.stringify({ error: "invalid_client", error_description: `you sent ${first}` }),
      },
    ];
    const send = async (sent: HttpRequest) => {
      first ||= (assertionOf(sent) ?? "").split(".")[2] ?? "";
      const { text = "", ...more } = answers.shift() as { text?: string | (() => string) };
      return { status: 200, headers: [], text: typeof text === "string" ? text : text(), ...more };
    };
    const { message } = await refusal(() =>
      authenticate(grant, request, clockAt(0), { ...using, send } as Services),
    );
    expect(message).toContain("invalid_client: you sent …");
  });

  it("is not quoted if it lists secrets as algorithms", async () => {
    const metadata = {
      issuer: "https://as.example.com",
      token_endpoint: "https://as.example.com/token",
      dpop_signing_alg_values_supported: [SECRET],
    };
    const { send } = open([{ text: JSON.stringify(metadata) }]);
    expect((await refusal(() => send({ tokenUrl: METADATA }))).message).toBe(
      "DPoP: The server doesn't accept any DPoP algorithm that this plugin supports. Turn off DPoP.",
    );
  });
});

describe("the preview", () => {
  it("shows where proofs are sent, but neither a key nor a proof", async () => {
    const { token: shown, warnings } = await preview(grant, NOW);
    expect(shown?.tokenRequest).toContain("DPoP: …");
    expect(shown?.place).toEqual(["Authorization: DPoP …", "DPoP: …"]);
    expect(warnings).toEqual([]);
  });

  it("warns about another prefix", async () => {
    expect((await preview({ ...grant, headerPrefix: "Bearer" }, NOW)).warnings).toEqual([
      "With DPoP, servers expect the header prefix DPoP. Clear Header Prefix unless yours is an exception.",
    ]);
  });
});
