import { decodeProtectedHeader } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AuthorizationServer, startAuthorizationServer } from "../contracts/authorization-server";
import type { DpopRules } from "../contracts/dpop";
import { claimsOf, type Grant } from "../contracts/grants";
import { metadataUrl } from "../contracts/metadata";
import { okta } from "../contracts/preset-assertions";
import { keyFor, SECRET } from "../support/keys";
import { filledIn } from "../support/preset-cases";
import { jwt, Scene } from "../support/scene";

type Values = Record<string, unknown>;

const grant = (dpop?: DpopRules): Grant => ({
  type: "client-assertion",
  issuer: "client",
  algorithm: "HS256",
  verifyWith: keyFor("HS256").verifyWith,
  dpop,
});

/** Servers by name. The proofs are judged exactly as RFC 9449 section 4.3 says. */
const SERVERS: Record<string, Grant> = {
  plain: grant({}),
  "two-workspaces": grant({}),
  bearer: grant({ flaw: "bearer" }),
  "no-nonce": grant({ challenge: 400, flaw: "no-nonce" }),
  echo: grant({ flaw: "echo" }),
  "bearer-only": grant(),
  required: grant({}),
  // As RFC 8414 says what a server supports.
  "only-ps256": { ...grant({}), metadata: { body: { dpop_signing_alg_values_supported: ["PS256"] } } },
  "only-unknown": { ...grant({}), metadata: { body: { dpop_signing_alg_values_supported: ["HS256"] } } },
};

/** Servers whose nonces are for their origin, so that the others have another one. */
const WITH_NONCES: Record<string, Grant> = {
  "challenge-400": grant({ challenge: 400 }),
  "challenge-401": grant({ challenge: 401 }),
  endless: grant({ challenge: 400, flaw: "endless" }),
  "api-nonce": grant({ hasApiNonce: true }),
  "jwt-bearer": { ...grant({ challenge: 400 }), type: "jwt-bearer" },
};

/** Settings that differ from those of the others. */
const OWN: Record<string, (server: AuthorizationServer, name: string) => Values> = {
  "only-ps256": (server, name) => ({ tokenUrl: metadataUrl(server.issuer(name)) }),
  "only-unknown": (server, name) => ({ tokenUrl: metadataUrl(server.issuer(name)) }),
  "jwt-bearer": () => ({ flow: "jwt-bearer", issuer: "client", subject: "robin", jwtId: "uuid" }),
  okta: (server, name) => ({
    ...filledIn.okta?.(),
    flow: "",
    preset: "okta",
    tokenUrl: server.tokenUrl(name),
    audience: "",
  }),
};

const ACCEPTED = ["plain", "challenge-400", "challenge-401", "jwt-bearer", "okta", "only-ps256"];

/** Servers with which DPoP cannot work, and the error that the user sees. */
const REJECTED: [server: string, title: string, values: Values, message: string, asked: number][] = [
  [
    "bearer",
    "a Bearer token in spite of the proof",
    {},
    "DPoP: The server issued a Bearer token instead of a DPoP token. Turn on DPoP for this client on the server, or turn it off here.",
    1,
  ],
  [
    "bearer-only",
    "a server that knows no DPoP",
    {},
    "DPoP: The server issued a Bearer token instead of a DPoP token. Turn on DPoP for this client on the server, or turn it off here.",
    1,
  ],
  [
    "no-nonce",
    "a challenge without a nonce",
    {},
    "Token URL: The server rejected the request: use_dpop_nonce: Authorization server requires nonce in DPoP proof. The server requires a DPoP nonce, but returned none. Contact whoever runs the server.",
    1,
  ],
  [
    "endless",
    "a second challenge after the retry",
    {},
    "Token URL: The server rejected the request: use_dpop_nonce: an old nonce. The server rejected its own DPoP nonce. Send the request again.",
    2,
  ],
  [
    "required",
    "a request without DPoP if the server requires it",
    { dpop: "off" },
    "Token URL: The server rejected the request: invalid_dpop_proof: The DPoP proof JWT header is missing. Turn on DPoP, which the server requires.",
    1,
  ],
  [
    "okta",
    "an Okta app that requires DPoP",
    { dpop: "off" },
    "Token URL: The server rejected the request: invalid_dpop_proof: The DPoP proof JWT header is missing. Turn on DPoP, which the server requires.",
    1,
  ],
  [
    "only-unknown",
    "a server that accepts no algorithm for proofs that the plugin has",
    {},
    "DPoP: The server doesn't accept any DPoP algorithm that this plugin supports. Turn off DPoP.",
    0,
  ],
  [
    "echo",
    "what a server repeats of the proof",
    {},
    "Token URL: The server rejected the request: invalid_dpop_proof: not … Check this computer's clock, and that the server accepts DPoP from this client.",
    1,
  ],
  [
    "plain",
    "a token that would be in the URL",
    { placement: "query" },
    "Add Token To: A DPoP token can only be sent in a header. Choose Request Header.",
    0,
  ],
];

describe("in the real client, a DPoP token", () => {
  let servers: AuthorizationServer[];
  let scene: Scene;
  let verbose: string;

  const serverOf = (name: string) => servers[name in SERVERS ? 0 : 1] as AuthorizationServer;
  const settings = (name: string, values: Values = {}) =>
    jwt({
      flow: "client-assertion",
      tokenUrl: `${serverOf(name).tokenUrl(name)}?tenant=1`,
      key: SECRET,
      clientId: "client",
      audience: serverOf(name).tokenUrl(name),
      dpop: "on",
      ...OWN[name]?.(serverOf(name), name),
      ...values,
    });
  const askedOf = (name: string) => serverOf(name).asked.filter((asked) => asked.grant === name);
  const receivedOf = (name: string) =>
    serverOf(name).received.filter((received) => received.replace("!", "") === name);
  const proofsOf = (name: string) =>
    serverOf(name).proofs.filter(({ claims }) =>
      String(claims.htu).startsWith(`${serverOf(name).issuer(name)}/`),
    );

  beforeAll(async () => {
    servers = [
      await startAuthorizationServer(() => SERVERS),
      await startAuthorizationServer((tokenUrl) => ({
        ...WITH_NONCES,
        okta: { ...okta(tokenUrl("okta")), dpop: { challenge: 400 } },
      })),
    ];
    scene = await Scene.open({});
    const add = (path: string, name: string, more: object = {}, values: Values = {}) =>
      scene.request(path, settings(name, values), { url: `${serverOf(name).issuer(name)}/api`, ...more });
    await add("/plain", "plain", {
      method: "PATCH",
      url: `${serverOf("plain").issuer("plain")}/api/a%20b?page=2#top`,
      urlParameters: [{ enabled: true, name: "q", value: "ü & x" }],
    });
    for (const name of [...ACCEPTED, "api-nonce"]) if (name !== "plain") await add(`/${name}`, name);
    for (const [name, title, values] of REJECTED) await add(`/refused/${title}`, name, {}, values);
    // The same settings in two workspaces.
    for (const workspace of ["first", "second"]) {
      const workspaceId = await scene.yaak.make("workspace", {
        name: workspace,
        ...settings("two-workspaces"),
      });
      const url = `${serverOf("two-workspaces").issuer("two-workspaces")}/api`;
      const id = await scene.yaak.make("request", { workspaceId, name: workspace, method: "GET", url });
      for (let run = 0; run < 2; run++) await scene.yaak.send(id);
    }
    await scene.sendAll();
    const { stdout, stderr } = await scene.sendAll();
    verbose = stdout + stderr;
  });
  afterAll(async () => {
    await scene.close();
    for (const server of servers) await server.close();
  });

  it.each(ACCEPTED)("is accepted with its proof: %s", (name) => {
    expect(scene.failure(`/${name}`)).toBeUndefined();
    expect(receivedOf(name)).toEqual([name, name]);
  });

  it.each(["challenge-400", "challenge-401"])(
    "is requested again exactly once if the server wants its nonce, with a new proof and assertion: %s",
    (name) => {
      const [first, second, ...others] = askedOf(name);
      expect(others).toEqual([]);
      expect([first?.error, second?.error]).toEqual(["use_dpop_nonce", undefined]);
      expect(second?.proof?.claims.nonce).toMatch(/^[\w-]{16}$/);
      const [before, after] = [first, second].map((asked) => String(asked?.headers.dpop));
      expect(before).not.toBe(after);
      expect(jwkOf(before)).toEqual(jwkOf(after));
      expect(claimsOf(first?.form ?? {}).jti).not.toBe(claimsOf(second?.form ?? {}).jti);
    },
  );

  it("has proofs with exactly the claims of the RFC", () => {
    const [asked] = askedOf("plain");
    const { jti, iat, ...atTokenEndpoint } = asked?.proof?.claims ?? {};
    expect(atTokenEndpoint).toEqual({ htm: "POST", htu: serverOf("plain").tokenUrl("plain") });
    const [proof] = proofsOf("plain");
    expect(proof?.claims).toEqual({
      jti: expect.stringMatching(/^[\da-f-]{36}$/),
      htm: "PATCH",
      htu: `${serverOf("plain").issuer("plain")}/api/a%20b`,
      iat: expect.any(Number),
      ath: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(decodeProtectedHeader(String(asked?.headers.dpop))).toEqual({
      typ: "dpop+jwt",
      alg: "ES256",
      jwk: { kty: "EC", crv: "P-256", x: expect.any(String), y: expect.any(String) },
    });
  });

  it("has proofs with an algorithm that the server supports", () => {
    const [asked] = askedOf("only-ps256");
    expect(decodeProtectedHeader(String(asked?.headers.dpop)).alg).toBe("PS256");
  });

  it("is reused by the next run of the client, with the same key and a new proof", () => {
    expect(askedOf("plain").filter(({ error }) => !error)).toHaveLength(1);
    const [first, second, ...others] = proofsOf("plain");
    expect(others).toEqual([]);
    expect(first?.jkt).toBe(second?.jkt);
    expect(first?.claims.ath).toBe(second?.claims.ath);
    expect(first?.claims.jti).not.toBe(second?.claims.jti);
  });

  it("and its key are not shared by two workspaces, each of which reuses its own", () => {
    expect(askedOf("two-workspaces")).toHaveLength(2);
    const keys = proofsOf("two-workspaces").map(({ jkt }) => jkt);
    expect([keys.length, keys[0], keys[2], new Set(keys).size]).toEqual([4, keys[1], keys[3], 2]);
  });

  it.each(REJECTED)("%s leads to an error: %s", (name, title, _, message, asked) => {
    expect(scene.failure(`/refused/${title}`)?.replace(/^.*Plugin error: /, "")).toBe(message);
    // Sent twice, because a rejected token is not cached.
    const isAccepted = ACCEPTED.includes(name);
    if (!isAccepted) expect(askedOf(name)).toHaveLength(2 * asked);
    expect(receivedOf(name)).toEqual(isAccepted ? [name, name] : []);
  });

  it("is accepted by an API with a nonce of its own once the client has a response with it", () => {
    expect(receivedOf("api-nonce")).toEqual(["!api-nonce", "api-nonce"]);
    expect(proofsOf("api-nonce")[0]?.claims.nonce).toMatch(/^[\w-]{16}$/);
    expect(askedOf("api-nonce")).toHaveLength(1);
  });

  it("never appears in what the client prints, nor does a proof", () => {
    const secrets = servers
      .flatMap(({ asked }) => asked)
      .flatMap(({ headers }) => String(headers.dpop ?? "").split("."));
    expect(secrets.length).toBeGreaterThan(20);
    for (const secret of secrets.filter((part) => part.length > 60)) expect(verbose).not.toContain(secret);
  });
});

const jwkOf = (proof = "") => decodeProtectedHeader(proof).jwk;
