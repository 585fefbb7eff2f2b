import { describe, expect, it } from "vitest";
import { authenticate } from "../../../src/core/authenticate";
import type { Values } from "../../../src/core/form/types";
import { preview } from "../../../src/core/preview";
import { SECRET } from "../../support/keys";
import { clock, failure, NOW, request, tokenServices } from "../../support/sign";

const URL = "https://vault.example.com/v1/auth/jwt/login";
const exchange = { flow: "exchange", key: SECRET, tokenUrl: URL };
const CLIENT = { clientId: "my app", clientSecret: "the client's secret" };

/** The only request that the values of a form cause, with the JWT in it as JWT. */
async function sent(values: Values, returned: object = { token: "other-token" }) {
  const services = tokenServices(() => ({ text: JSON.stringify(returned) }));
  const placed = await authenticate({ ...exchange, ...values }, request, clock, services);
  const [only, ...others] = services.asked;
  if (!only || others.length > 0) throw new Error(`${services.asked.length} requests`);
  const text = JSON.stringify({ ...only, placed: `${placed.name}: ${placed.value}` });
  return JSON.parse(text.replace(/eyJ[\w-]+\.[\w-]+\.[\w-]{43}/g, "JWT"));
}

const [ACCEPT, JSON_TYPE, FORM_TYPE, BEARER] = [
  ["Accept", "application/json"],
  ["Content-Type", "application/json"],
  ["Content-Type", "application/x-www-form-urlencoded"],
  ["Authorization", "Bearer JWT"],
].map(([name, value]) => ({ name, value }));

describe("an exchange", () => {
  it.each<[string, Values, unknown[], string | undefined]>([
    ["sends the JWT as a Bearer token", {}, [ACCEPT, BEARER], undefined],
    [
      "sends additional parameters as JSON beside it",
      { tokenParameters: '{ "repositories": ["a"], "permissions": { "contents": "read" }, "n": 1.0 }' },
      [JSON_TYPE, ACCEPT, BEARER],
      '{"repositories":["a"],"permissions":{"contents":"read"},"n":1.0}',
    ],
    [
      "sends it as a JSON property",
      { exchangeAs: "json", tokenParameters: '{ "role": "dev" }' },
      [JSON_TYPE, ACCEPT],
      '{"jwt":"JWT","role":"dev"}',
    ],
    [
      "sends it as a JSON property with another name",
      { exchangeAs: "json", exchangeName: " assertion " },
      [JSON_TYPE, ACCEPT],
      '{"assertion":"JWT"}',
    ],
    ["sends it as a form parameter", { exchangeAs: "form" }, [FORM_TYPE, ACCEPT], "jwt=JWT"],
    [
      "is token exchange with the parameters of RFC 8693",
      {
        exchangeAs: "form",
        exchangeName: "subject_token",
        scope: "read",
        clientId: "app",
        tokenParameters:
          '{ "grant_type": "urn:ietf:params:oauth:grant-type:token-exchange", "audience": ["a", "b"] }',
      },
      [FORM_TYPE, ACCEPT],
      "subject_token=JWT&client_id=app&scope=read&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&audience=a&audience=b",
    ],
  ])("%s", async (_, values, headers, body) => {
    const expected = { method: "POST", url: URL, headers, ...(body === undefined ? {} : { body }) };
    expect(await sent(values)).toEqual({ ...expected, placed: "Authorization: Bearer other-token" });
  });

  it("authenticates the client with HTTP Basic, or with form parameters", async () => {
    const form = { exchangeAs: "form", ...CLIENT };
    const basic = await sent(form);
    expect(basic.body).toBe("jwt=JWT");
    expect(basic.headers[2].value).toMatch(/^Basic /);
    const body = await sent({ ...form, clientAuthentication: "body" });
    expect(body.body).toBe("jwt=JWT&client_id=my+app&client_secret=the+client%27s+secret");
    expect(body.headers).toEqual([FORM_TYPE, ACCEPT]);
  });

  it("sends no client where the form does not ask for one", async () => {
    for (const exchangeAs of ["header", "json"])
      expect(JSON.stringify(await sent({ exchangeAs, ...CLIENT }))).not.toContain("my app");
  });

  it("accepts a response that is nothing but a JWT, in any flow", async () => {
    const bare = `${Buffer.from('{"alg":"none"}').toString("base64url")}.e30.`;
    for (const text of [bare, ` ${bare}\n`, JSON.stringify(bare)])
      for (const flow of ["exchange", "jwt-bearer", "client-assertion"]) {
        const using = tokenServices(() => ({ text }));
        const values = { ...exchange, flow, tokenUrl: "https://as.example.com/token", clientId: "c" };
        expect((await authenticate(values, request, clock, using)).value).toBe(`Bearer ${bare}`);
      }
    const using = tokenServices(() => ({ text: bare }));
    expect((await failure({ ...exchange, tokenProperty: "a.b" }, request, using)).message).toBe(
      "Token Property: The response has no a.b, only token. Enter the path of the token in the response.",
    );
  });

  it("accepts a path in the notation of JSONPath", async () => {
    for (const tokenProperty of ["$.data.token", '$["data"].token', "data.token"])
      expect((await sent({ tokenProperty }, { data: { token: "t" } })).placed).toBe(
        "Authorization: Bearer t",
      );
  });

  it("names no client in an error if there is none", async () => {
    const using = tokenServices(() => ({ status: 401, text: "" }));
    expect((await failure(exchange, request, using)).message).toBe(
      "Token URL: The server rejected the request with status 401. Check the key, and the claims that the server expects.",
    );
  });

  it("places the token from the property that the form names", async () => {
    const values = { tokenProperty: "auth.client_token", headerName: "X-Vault-Token", headerPrefix: "none" };
    const { placed } = await sent(values, { auth: { client_token: "hvs.token", lease_duration: 60 } });
    expect(placed).toBe("X-Vault-Token: hvs.token");
  });

  it.each<[string, Values, string, string]>([
    ["no URL", { tokenUrl: "" }, "tokenUrl", "Token URL: Required for this flow."],
    [
      "no name for the JWT",
      { exchangeAs: "json", exchangeName: "none" },
      "exchangeName",
      "JWT Property: Required for this flow.",
    ],
    [
      "a secret without a client ID",
      { exchangeAs: "form", clientSecret: "secret" },
      "clientId",
      "Client ID: Required with a client secret.",
    ],
    [
      "a parameter with the name of the JWT",
      { exchangeAs: "json", tokenParameters: '{ "jwt": "x" }' },
      "tokenParameters",
      'Additional Parameters: The parameter "jwt" is set by the flow. Remove it.',
    ],
    [
      "the name of another field's parameter",
      { exchangeAs: "form", exchangeName: "scope" },
      "exchangeName",
      "JWT Parameter: Another field sets this parameter. Enter a different name.",
    ],
    [
      "an object as a form parameter",
      { exchangeAs: "form", tokenParameters: '{ "a": {} }' },
      "tokenParameters",
      'Additional Parameters: The parameter "a" can\'t be sent as a form field. Use a string or a list of strings.',
    ],
    [
      "a path that is none",
      { tokenProperty: "auth[" },
      "tokenProperty",
      "Token Property: Invalid path. Use a path such as id_token or auth.client_token.",
    ],
  ])("rejects %s", async (_, values, field, message) => {
    expect(await failure({ ...exchange, ...values })).toEqual({ field, message });
  });
});

describe("the preview of an exchange", () => {
  const shown = async (values: Values) =>
    (await preview({ ...exchange, ...values }, NOW)).token?.tokenRequest?.join("\n");

  it("hides the JWT and what can be a secret", async () => {
    expect(await shown({})).toBe(`POST ${URL}\nAuthorization: Bearer …`);
    expect(await shown({ exchangeAs: "json", tokenParameters: '{ "role": "dev", "x": { "y": "z" } }' })).toBe(
      `POST ${URL}\n{\n  "jwt": "…",\n  "role": "dev",\n  "x": "…"\n}`,
    );
    expect(await shown({ exchangeAs: "form", ...CLIENT, clientAuthentication: "body" })).toBe(
      `POST ${URL}\njwt=…\nclient_id=my app\nclient_secret=…`,
    );
  });

  it("says what token exchange needs", async () => {
    const values = { ...exchange, exchangeAs: "form", exchangeName: "subject_token" };
    const warnings = async (tokenParameters: string) =>
      (await preview({ ...values, tokenParameters }, NOW)).warnings;
    expect(await warnings("{}")).toEqual([
      "Token exchange (RFC 8693) also needs grant_type and subject_token_type. Enter them under Additional Parameters.",
    ]);
    expect(await warnings('{ "grant_type": "a", "subject_token_type": "b" }')).toEqual([]);
  });

  it("asks for no claims, because every service has its own", async () => {
    expect((await preview(exchange, NOW)).warnings).toEqual([]);
  });
});
