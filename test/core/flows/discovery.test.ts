import { describe, expect, it } from "vitest";
import { authenticate } from "../../../src/core/authenticate";
import { deleteTokens } from "../../../src/core/flows/token-cache";
import type { Values } from "../../../src/core/form/types";
import { type HttpRequest, type HttpResponse, NoResponse } from "../../../src/core/lib/http";
import { preview } from "../../../src/core/preview";
import { jwk, pem, SECRET } from "../../support/keys";
import { refusal } from "../../support/refusal";
import { assertionOf, clock, failure, NOW, request, services, tokenServices } from "../../support/sign";

const assertion = { flow: "client-assertion", key: SECRET, clientId: "client" };
const ISSUER = "https://as.example.com/tenant";
const TOKEN = `${ISSUER}/oauth2/token`;
const OIDC = `${ISSUER}/.well-known/openid-configuration`;
const RFC8414 = "https://as.example.com/.well-known/oauth-authorization-server/tenant";
const metadata = (more: object = {}) => ({ issuer: ISSUER, token_endpoint: TOKEN, ...more });
const ok = (body: unknown) => ({ text: typeof body === "string" ? body : JSON.stringify(body) });

type Answers = Record<string, Partial<HttpResponse>>;

/** Every test has settings of its own, because metadata is kept. */
let holders = 0;

/** What is requested, and the header and claims of the assertion, for metadata by URL. All other URLs are not found. */
async function sent(values: Values, answers: Answers, holder = `holder ${holders++}`, now = NOW) {
  const using = tokenServices(({ method, url }) => {
    const isEndpoint = method === "POST" && url !== ISSUER && url !== `${ISSUER}/`;
    return answers[url] ?? (isEndpoint ? {} : { status: 404, text: "" });
  });
  await authenticate(
    { ...assertion, ...values },
    request,
    { ...clock, now, time: () => now },
    { ...using, holder },
  );
  const parts = (assertionOf(using.asked.at(-1)) ?? "").split(".");
  const [header, claims] = parts
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()));
  return { asked: using.asked.map(({ method, url }) => `${method} ${url}`), header, claims };
}

describe("the token endpoint", () => {
  it.each<[string, string, string[], string]>([
    ["a discovery URL of OpenID", OIDC, [OIDC], OIDC],
    ["a discovery URL of RFC 8414", RFC8414, [RFC8414], RFC8414],
    [
      "a discovery URL that ends like that of OpenID",
      `${ISSUER}/.well-known/oauth-authorization-server`,
      [`${ISSUER}/.well-known/oauth-authorization-server`],
      `${ISSUER}/.well-known/oauth-authorization-server`,
    ],
  ])("is found from %s, with the issuer as the audience", async (_, tokenUrl, gets, where) => {
    const { asked, claims } = await sent({ tokenUrl }, { [where]: ok(metadata()) });
    expect(asked).toEqual([...gets.map((url) => `GET ${url}`), `POST ${TOKEN}`]);
    expect(claims).toMatchObject({ iss: "client", sub: "client", aud: ISSUER });
  });

  it.each<[string, string, string[], string]>([
    ["metadata of OpenID", ISSUER, [OIDC], OIDC],
    ["metadata of RFC 8414", ISSUER, [OIDC, RFC8414], RFC8414],
    ["a slash at the end", `${ISSUER}/`, [OIDC], OIDC],
  ])("is found from an issuer with %s", async (_, url, gets, at) => {
    const holder = `holder ${holders++}`;
    const { asked, claims } = await sent({ tokenUrl: url }, { [at]: ok(metadata()) }, holder);
    expect(asked).toEqual([...gets.map((get) => `GET ${get}`), `POST ${TOKEN}`]);
    expect(claims.aud).toBe(ISSUER);
    expect((await sent({ tokenUrl: url }, {}, holder)).asked).toEqual([`POST ${TOKEN}`]);
  });

  it("is found from an issuer without a path, whose own name ends with a slash", async () => {
    const url = "https://tenant.auth0.example/.well-known/openid-configuration";
    const found = { issuer: "https://tenant.auth0.example/", token_endpoint: TOKEN };
    for (const tokenUrl of ["https://tenant.auth0.example", "https://tenant.auth0.example/", url])
      expect((await sent({ tokenUrl }, { [url]: ok(found) })).claims.aud).toBe(
        "https://tenant.auth0.example/",
      );
  });

  it.each([
    ["an audience that is entered", { audience: "urn:other" }, "urn:other"],
    ["a placeholder, which has the endpoint's value", { audience: "$tokenUrl" }, TOKEN],
    ["a claim in the JSON", { claims: '{ "aud": "x" }' }, "x"],
  ])("does not change %s", async (_, values, aud) => {
    expect((await sent({ tokenUrl: OIDC, ...values }, { [OIDC]: ok(metadata()) })).claims.aud).toBe(aud);
  });

  it("of a grant gives no audience, because a grant can be for another server", async () => {
    const { claims } = await sent({ flow: "jwt-bearer", tokenUrl: OIDC }, { [OIDC]: ok(metadata()) });
    expect(claims).not.toHaveProperty("aud");
  });

  it.each([
    ["a path with the name", "https://as.example.com/oauth2/token"],
    ["a path with the name in it", "https://as.example.com/oauth_token.do"],
    ["a query", "https://as.example.com/sts?tenant=a"],
  ])("is not searched for if the token URL has %s", async (_, tokenUrl) => {
    expect((await sent({ tokenUrl }, {})).asked).toEqual([`POST ${tokenUrl}`]);
  });

  const ROOT = "https://as.example.com";
  const ROOT_METADATA = ["openid-configuration", "oauth-authorization-server"].map(
    (name) => `${ROOT}/.well-known/${name}`,
  );

  it.each<[string, Partial<HttpResponse>]>([
    ["nothing", { status: 404, text: "" }],
    ["a web page", ok("<html>")],
    ["other JSON", ok({ message: "hello" })],
    ["a redirect", { status: 302, headers: [{ name: "Location", value: `${ROOT}/login` }] }],
    ["an error", { status: 500, text: "" }],
  ])("is the token URL itself if the server has %s where metadata would be", async (_, response) => {
    const answers = Object.fromEntries(ROOT_METADATA.map((url) => [url, response]));
    const found = await sent({ tokenUrl: ROOT }, answers);
    expect(found.asked).toEqual([...ROOT_METADATA.map((url) => `GET ${url}`), `POST ${ROOT}/`]);
    expect(found.claims.aud).toBe(ROOT);
  });

  it("is asked for soon again if it is not at the token URL either", async () => {
    const tokenUrl = "https://as.example.com/sts";
    const holder = `holder ${holders++}`;
    const asked = async (now: number) => {
      const using = { ...tokenServices(() => ({ status: 404, text: "" })), holder };
      const { message } = await refusal(() =>
        authenticate({ ...assertion, tokenUrl }, request, { ...clock, now }, using),
      );
      expect(message).toBe(`Token URL: The server at ${tokenUrl} returned status 404. Check the URL.`);
      return using.asked.length;
    };
    expect([await asked(NOW), await asked(NOW + 59_999), await asked(NOW + 60_000)]).toEqual([3, 1, 3]);
  });

  it("is the token URL itself, after one attempt, if the server does not respond", async () => {
    const tokenUrl = "https://as.example.com/sts";
    const asked: string[] = [];
    const send = async ({ method, url }: HttpRequest) => {
      asked.push(`${method} ${url}`);
      throw new NoResponse("can't be reached");
    };
    const { message } = await failure({ ...assertion, tokenUrl }, request, {
      ...services,
      send,
      holder: `holder ${holders++}`,
    });
    expect(message).toContain(`The server at ${tokenUrl} can't be reached.`);
    expect(asked).toEqual([`GET ${tokenUrl}/.well-known/openid-configuration`, `POST ${tokenUrl}`]);
  });

  it.each([
    `${ISSUER}/.well-known/smart-configuration`,
    `${ISSUER}/.well-known/openid-configurations`,
    "https://as.example.com/a/.well-known/openid-configuration/b",
    "https://as.example.com/.well-known/openid-configuration/.well-known/openid-configuration",
  ])("is never %s, so that nothing is sent there", async (tokenUrl) => {
    for (const flow of ["client-assertion", "jwt-bearer", "exchange"]) {
      const using = { ...tokenServices(), holder: `holder ${holders++}` };
      expect(await failure({ ...assertion, flow, tokenUrl }, request, using)).toEqual({
        field: "tokenUrl",
        message:
          "Token URL: Unknown discovery URL. Use /.well-known/openid-configuration, /.well-known/oauth-authorization-server, or the token endpoint.",
      });
      expect(using.asked).toEqual([]);
    }
  });

  it("of another flow stays the one that the form shows", async () => {
    const holder = `holder ${holders++}`;
    const tokenUrl = "https://as.example.com/";
    const url = `${tokenUrl}.well-known/openid-configuration`;
    const found = ok({ issuer: tokenUrl, token_endpoint: TOKEN });
    expect((await sent({ tokenUrl }, { [url]: found }, holder)).asked).toContain(`POST ${TOKEN}`);
    const values = { tokenUrl, flow: "exchange", exchangeAs: "form", exchangeName: "assertion" };
    expect((await sent(values, { [url]: found }, holder)).asked).toEqual([`POST ${tokenUrl}`]);
  });

  it("of an exchange is only searched for at a discovery URL", async () => {
    const values = { flow: "exchange", exchangeAs: "form", exchangeName: "assertion" };
    const login = "https://as.example.com/";
    expect((await sent({ ...values, tokenUrl: login }, {})).asked).toEqual([`POST ${login}`]);
    expect((await sent({ ...values, tokenUrl: OIDC }, { [OIDC]: ok(metadata()) })).asked).toEqual([
      `GET ${OIDC}`,
      `POST ${TOKEN}`,
    ]);
  });

  it("is taken literally", async () => {
    const endpoint = "https://as.example.com/$uuid/token";
    const found = { issuer: ISSUER, token_endpoint: endpoint };
    expect((await sent({ tokenUrl: OIDC }, { [OIDC]: ok(found) })).asked).toContain(`POST ${endpoint}`);
  });
});

describe("metadata is rejected", () => {
  const SERVER = `The server at ${OIDC}`;
  const CHECK = "instead of metadata. Check the URL, or enter the token endpoint.";
  const ENTER = "Enter the URL of the token endpoint.";
  const OTHER = (issuer: string) =>
    `returned metadata for a different issuer, ${issuer}. Check the URL, or enter the token endpoint.`;

  it.each<[string, Partial<HttpResponse>, string]>([
    ["without any", { status: 404, text: "" }, `returned status 404 ${CHECK}`],
    [
      "behind a redirect",
      { status: 302, headers: [{ name: "Location", value: "https://evil.example/" }] },
      "redirects (status 302). Enter the final URL.",
    ],
    ["that is a web page", ok("<html>"), `returned a web page ${CHECK}`],
    ["that is empty", ok(""), `returned an empty response ${CHECK}`],
    [
      "that the server does not have, in its words",
      { status: 404, text: '{ "error": "Realm does not exist" }' },
      "returned status 404 instead of metadata: Realm does not exist. Check the URL, or enter the token endpoint.",
    ],
    [
      "of every tenant of Microsoft Entra",
      ok(metadata({ issuer: "https://as.example.com/{tenantid}/v2.0" })),
      "returned metadata for a different issuer, https://as.example.com/{tenantid}/v2.0. Enter your tenant's ID in the URL.",
    ],
    [
      "of an issuer whose name only looks the same",
      ok(metadata({ issuer: "https://\u0430s.example.com/tenant" })),
      OTHER("https://xn--s-7sb.example.com/tenant"),
    ],
    [
      "of an issuer that is spelled differently",
      ok(metadata({ issuer: "HTTPS://as.example.com/x/../tenant" })),
      OTHER(ISSUER),
    ],
    ["that is a list", ok([metadata()]), `returned text ${CHECK}`],
    ["without an issuer", ok({ token_endpoint: TOKEN }), `returned other JSON ${CHECK}`],
    ["that is too large", { text: undefined }, `returned more than 1 MiB ${CHECK}`],
    ["of another issuer", ok(metadata({ issuer: "https://evil.example" })), OTHER("https://evil.example/")],
    ["of an issuer in another path", ok(metadata({ issuer: `${ISSUER}2` })), OTHER(`${ISSUER}2`)],
    [
      "of an issuer over http",
      ok(metadata({ issuer: ISSUER.replace("s", "") })),
      OTHER(ISSUER.replace("s", "")),
    ],
    ["of an issuer with a query", ok(metadata({ issuer: `${ISSUER}?a=b` })), OTHER(`${ISSUER}?a=b`)],
    [
      "that repeats the secret",
      ok(metadata({ issuer: `https://evil.example/${SECRET}` })),
      OTHER("https://evil.example/…"),
    ],
    [
      "without a token endpoint",
      ok(metadata({ token_endpoint: undefined })),
      `returned metadata without a token_endpoint. ${ENTER}`,
    ],
    [
      "with a token endpoint that has a password",
      ok(metadata({ token_endpoint: "https://a:b@as.example.com/token" })),
      `returned metadata without a token_endpoint. ${ENTER}`,
    ],
    [
      "with a token endpoint over http",
      ok(metadata({ token_endpoint: "http://as.example.com/token" })),
      `returned metadata whose token_endpoint doesn't start with https://. ${ENTER}`,
    ],
  ])("%s", async (_title, response, problem) => {
    const using = { ...tokenServices(() => response), holder: `holder ${holders++}` };
    const { message, field } = await failure({ ...assertion, tokenUrl: OIDC }, request, using);
    expect(field).toBe("tokenUrl");
    expect(using.asked.map(({ method }) => method)).toEqual(["GET"]);
    expect(message).toBe(`Token URL: ${SERVER} ${problem}`);
  });

  it("of another issuer also if the token URL only could be an issuer", async () => {
    const using = {
      ...tokenServices(() => ok({ issuer: "https://evil.example", token_endpoint: TOKEN })),
      holder: `holder ${holders++}`,
    };
    const { message } = await failure({ ...assertion, tokenUrl: "https://as.example.com" }, request, using);
    expect(message).toContain(OTHER("https://evil.example/"));
  });

  it("if the server does not respond", async () => {
    const using = {
      ...services,
      send: () => Promise.reject(new NoResponse("can't be reached: connection refused")),
    };
    const { message } = await failure({ ...assertion, tokenUrl: OIDC }, request, using);
    expect(message).toBe(
      `Token URL: ${SERVER} can't be reached: connection refused. Check the URL, and that the server is running.`,
    );
  });
});

describe("metadata", () => {
  const HOUR = 60 * 60 * 1000;

  it("is kept for an hour, for what holds the settings", async () => {
    const values = { tokenUrl: OIDC };
    const answers = { [OIDC]: ok(metadata()) };
    const gets = async (holder: string, now: number) =>
      (await sent(values, answers, holder, now)).asked.length - 1;
    expect(await gets("kept", NOW)).toBe(1);
    expect(await gets("kept", NOW + HOUR - 1)).toBe(0);
    expect(await gets("other", NOW)).toBe(1);
    expect(await gets("kept", NOW + HOUR)).toBe(1);
    expect(await gets("kept", NOW - 1)).toBe(1);
    await deleteTokens(services.store);
    expect(await gets("kept", NOW)).toBe(1);
  });

  it("that was not there is requested again, unless there is none at all", async () => {
    const tokenUrl = "https://as.example.com";
    const url = "https://as.example.com/.well-known/openid-configuration";
    await sent({ tokenUrl }, {}, "none");
    expect((await sent({ tokenUrl }, { [url]: ok(metadata()) }, "none")).asked).toHaveLength(1);
    await sent({ tokenUrl }, { [url]: { status: 503, text: "" } }, "unavailable");
    const found = { [url]: ok({ issuer: tokenUrl, token_endpoint: TOKEN }) };
    const later = await sent({ tokenUrl }, found, "unavailable", NOW + 60_000);
    expect(later.asked).toEqual([`GET ${url}`, `POST ${TOKEN}`]);
  });

  const PS256 = metadata({ token_endpoint_auth_signing_alg_values_supported: ["ES256", "PS256", 1] });

  it.each<[string, Values, string]>([
    ["a key that follows the server", { key: pem("rsa.pkcs8.pem") }, "PS256"],
    ["an algorithm that is selected", { key: pem("rsa.pkcs8.pem"), algorithm: "RS256" }, "RS256"],
    ["a key for none of them", { key: pem("ed25519.pkcs8.pem") }, "EdDSA"],
    [
      "a JWK with an algorithm of its own",
      { key: JSON.stringify({ ...jwk("rsa.pkcs8.pem"), alg: "RS384" }) },
      "RS384",
    ],
    ["a grant, about which it says nothing", { flow: "jwt-bearer", key: pem("rsa.pkcs8.pem") }, "RS256"],
  ])("limits the algorithm to what the server lists for %s", async (_, values, alg) => {
    expect((await sent({ tokenUrl: OIDC, ...values }, { [OIDC]: ok(PS256) })).header.alg).toBe(alg);
  });
});

describe("the preview", () => {
  const shown = async (tokenUrl: string) => (await preview({ ...assertion, tokenUrl }, NOW)).token;

  it("says where the token endpoint comes from", async () => {
    const { tokenRequest, note, claims } = (await shown(OIDC)) ?? {};
    expect(tokenRequest?.slice(0, 2)).toEqual([`GET ${OIDC}`, "POST <token_endpoint>"]);
    expect(note).toBe("The server's metadata at this URL gives the token endpoint when the request is sent.");
    expect(JSON.parse(claims ?? "").aud).toBe(ISSUER);
  });

  it("shows the error for another document below /.well-known/", async () => {
    const { error } = await preview({ ...assertion, tokenUrl: `${ISSUER}/.well-known/jwks.json` }, NOW);
    expect(error).toMatch(/^Token URL: Unknown discovery URL\./);
  });

  it("says that a URL can be an issuer", async () => {
    expect((await shown(ISSUER))?.note).toMatch(/^If this is the server's issuer, /);
    expect((await shown(TOKEN))?.note).toBeUndefined();
  });
});
