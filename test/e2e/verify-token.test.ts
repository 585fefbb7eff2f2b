import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpResponse } from "../support/http-response";
import { type KeyServer, startKeyServer } from "../support/key-server";
import { jwk, pem, publicKeyOf, SECRET } from "../support/keys";
import { Runtime } from "../support/runtime";
import type { Script } from "../support/scripted-app";

const publicJwk = (name: string, extra: object) => ({
  ...publicKeyOf(name).export({ format: "jwk" }),
  ...extra,
});

/** Signed by jose, not by this plugin. */
const signed = (header: object = {}) =>
  new SignJWT({ sub: "robin" })
    .setProtectedHeader({ alg: "RS256", kid: "two", ...header })
    .setIssuer("https://issuer.example.com")
    .setAudience("https://api.example.com")
    .setIssuedAt()
    .setExpirationTime("5m")
    .sign(jwk("rsa.pkcs8.pem", { alg: "RS256" }) as never);

const JWK_SET = () =>
  JSON.stringify({
    keys: [publicJwk("rsa-other.pkcs8.pem", { kid: "one" }), publicJwk("rsa.pkcs8.pem", { kid: "two" })],
  });

describe("Verify Token…, in Yaak's own plugin runtime,", () => {
  let runtime: Runtime;
  let server: KeyServer;
  let token: string;

  beforeAll(async () => {
    token = await signed();
    runtime = await Runtime.start();
    server = await startKeyServer((url) => ({
      "/jwks": JWK_SET(),
      "/certificate.pem": pem("rsa.certificate.pem"),
      "/.well-known/openid-configuration": JSON.stringify({ issuer: url, jwks_uri: `${url}/jwks` }),
      "/moved": (response) => response.writeHead(302, { location: `${url}/jwks` }).end(),
      "/other": JSON.stringify({ keys: [publicJwk("p256.pkcs8.pem", { kid: "two" })] }),
      "/page": "<!doctype html><html><title>Sign in</title></html>",
      "/empty": "",
      "/text": "hello",
      "/json": '{"error":"x"}',
      "/broken": '{"keys":[',
      "/dead-end": JSON.stringify({ jwks_uri: "file:///etc/passwd" }),
      "/large": "x".repeat(2 * 1024 * 1024),
      "/hang": () => {},
      "/secret?token=hidden": { status: 500, text: "" },
    }));
  });
  afterAll(async () => {
    await runtime.close();
    await server.close();
  });

  const verify = (values: Record<string, unknown>, script: Script = {}) =>
    runtime.act("Verify Token…", {}, { answers: [{ token, ...values }], ...script });
  const unescaped = (text = "") => text.replaceAll("\\", "");

  it("asks for the token, key, issuer, and audience, and for the secret's encoding only if there is a secret", async () => {
    const app = await runtime.act("Verify Token…", {});
    const shown = app.dialogs[0]?.inputs.filter(({ hidden }) => !hidden);
    expect(shown?.map(({ label, optional }) => `${label}${optional ? "" : "*"}`)).toEqual([
      "Token*",
      "Verification Key*",
      "Expected Issuer",
      "Expected Audience",
    ]);
    const hmac = await new SignJWT().setProtectedHeader({ alg: "HS256" }).sign(Buffer.from(SECRET));
    const typed = await runtime.act("Verify Token…", {}, { typing: { token: hmac } });
    const redrawn = typed.redrawn[0]?.inputs.filter(({ hidden }) => !hidden);
    expect(redrawn?.map(({ label }) => label)).toEqual([
      "Token",
      "Verification Key",
      "Secret Encoding",
      "Expected Issuer",
      "Expected Audience",
    ]);
    const again = await verify({ token: hmac, verificationKey: "x", keyEncoding: "hex" });
    expect(again.input("keyEncoding")).toMatchObject({
      hidden: false,
      label: "Secret Encoding",
      defaultValue: "hex",
    });
  });

  it.each<[string, () => string]>([
    ["a public key", () => pem("rsa.public.pem")],
    ["a certificate", () => pem("rsa.certificate.pem")],
    ["a JWK", () => JSON.stringify(publicJwk("rsa.pkcs8.pem", {}))],
    ["a JWK set", JWK_SET],
    ["the URL of a JWK set", () => `${server.url}/jwks`],
    ["the URL of a certificate", () => ` ${server.url}/certificate.pem\n`],
    ["an OpenID discovery URL", () => `${server.url}/.well-known/openid-configuration`],
    ["a URL that redirects", () => `${server.url}/moved`],
  ])("verifies a token with %s", async (_, key) => {
    const app = await verify({
      verificationKey: key(),
      expectedIssuer: "https://issuer.example.com",
      expectedAudience: " https://api.example.com ",
    });
    expect(app.banners).toEqual([
      "success: Verified: the signature matches the key. The token also has the expected iss and aud.",
    ]);
    expect(app.dialogs.map(({ title }) => title)).toEqual(["Verify Token", "Verified"]);
    expect(app.said).toContain('"sub": "robin"');
    expect([app.copied, app.toasts]).toEqual([[], []]);
  });

  it("warns if others could have replaced the key, because it was fetched over plain http", async () => {
    const banner = "success: Verified: the signature matches the key.";
    const warning =
      "warning: The key was fetched over plain http, so others on the network could have replaced it. Use an https:// URL.";
    const send = async () => httpResponse(200, JWK_SET());
    const through = async (url: string) => (await verify({ verificationKey: url }, { send })).banners;
    expect(await through("http://issuer.example.com/jwks")).toEqual([banner, warning]);
    expect(await through("https://issuer.example.com/jwks")).toEqual([banner]);
    expect(await through("http://127.0.0.1:8080/jwks")).toEqual([banner]);
  });

  it("warns if any redirect on the way to the key led over plain http", async () => {
    const locations = ["http://other.example.com/jwks", "https://other.example.com/jwks"];
    const send = async () => {
      const location = locations.shift();
      return location
        ? httpResponse(302, "", { headers: [{ name: "Location", value: location }] })
        : httpResponse(200, JWK_SET());
    };
    const { banners } = await verify({ verificationKey: "https://issuer.example.com/jwks" }, { send });
    expect(banners).toEqual([
      expect.stringMatching(/^success:/),
      expect.stringMatching(/^warning: The key was/),
    ]);
  });

  it("sends nothing to a URL for a token whose secret only the user can enter", async () => {
    const hmac = await new SignJWT().setProtectedHeader({ alg: "HS256" }).sign(Buffer.from("hello"));
    const before = server.received.length;
    const app = await verify({ token: hmac, verificationKey: `${server.url}/text` });
    expect(unescaped(app.banners[0])).toBe(
      "danger: Verification Key: The token uses HS256, which needs a shared secret, and no URL has one. Paste the secret.",
    );
    expect(server.received).toHaveLength(before);
  });

  it("verifies a token with a secret in the selected encoding", async () => {
    const hmac = await new SignJWT()
      .setProtectedHeader({ alg: "HS256" })
      .setExpirationTime("5m")
      .sign(Buffer.from(SECRET));
    const values = { token: hmac, verificationKey: Buffer.from(SECRET).toString("hex"), keyEncoding: "hex" };
    expect((await verify(values)).banners).toEqual(["success: Verified: the signature matches the key."]);
  });

  it("warns about security risks in a verified token", async () => {
    const neverExpires = await new SignJWT().setProtectedHeader({ alg: "HS256" }).sign(Buffer.from(SECRET));
    const app = await verify({ token: neverExpires, verificationKey: SECRET });
    expect(app.banners).toEqual([
      "success: Verified: the signature matches the key.",
      "warning: The token has no exp claim, so it never expires. Anyone who gets it can use it indefinitely.",
    ]);
  });

  it("shows the first error, and asks again with all of the input", async () => {
    const values = { verificationKey: pem("rsa.public.pem"), expectedIssuer: "https://other.example.com" };
    const app = await verify(values);
    expect(app.banners.map(unescaped)).toEqual([
      'danger: Expected Issuer: The signature matches, but the token has iss "https://issuer.example.com", not "https://other.example.com". Check this value, or use another token.',
    ]);
    for (const [name, value] of Object.entries({ token, ...values })) {
      expect(app.input(name)?.defaultValue, name).toBe(value);
    }
  });

  it("verifies a token after wrong input is corrected", async () => {
    const wrong = { token, verificationKey: pem("rsa-other.pkcs8.pem") };
    const app = await runtime.act(
      "Verify Token…",
      {},
      {
        answers: [wrong, { ...wrong, verificationKey: pem("rsa.public.pem") }],
      },
    );
    expect(app.dialogs.map(({ title }) => title)).toEqual(["Verify Token", "Verify Token", "Verified"]);
  });

  it.each([
    ["empty", "", "Token: Required. Paste a token."],
    ["not a JWT", "hello", "Token: This isn't a token: a JWT has three parts"],
    [
      "not base64url",
      "a.b.c",
      "Token: The first part isn't a JWT header (a JSON object in base64url). Paste the whole token, from its first character.",
    ],
    [
      "2 MB of text",
      "x".repeat(2 * 1024 * 1024),
      "Token: Too large for a token (over 64 kB). Paste only the token.",
    ],
  ])("asks again if the token is %s", async (_, bad, message) => {
    const app = await verify({ token: bad, verificationKey: pem("rsa.public.pem") });
    expect(unescaped(app.banners[0])).toContain(`danger: ${message}`);
    expect(app.dialogs).toHaveLength(2);
  });

  it.each([
    ["empty", "", "Required. Paste a PEM public key"],
    [
      "2 MB of text",
      "x".repeat(2 * 1024 * 1024),
      "Unknown key format. Paste a PEM public key or certificate, a JWK, a JWK set, or a URL.",
    ],
    [
      "2 MB of JSON",
      `{"keys":[${'{"kty":"EC"},'.repeat(160_000)}]}`,
      "This JWK set has over 1000 keys. Paste only the issuer's key.",
    ],
    [
      "an empty JWK set",
      '{"keys":[]}',
      "No key in this JWK set is for RS256, the token's algorithm. Use the issuer's JWK set.",
    ],
  ])("asks again if the key is %s", async (_, bad, message) => {
    expect(unescaped((await verify({ verificationKey: bad })).banners[0])).toContain(
      `danger: Verification Key: ${message}`,
    );
  });

  const REMEDY = "Check the URL, or paste the key itself.";
  const NO_KEY =
    "Use the URL of a JWK set, or an OpenID discovery URL ending in /.well-known/openid-configuration.";
  it.each([
    ["status 404", "/nothing", `The server at HERE returned status 404. ${REMEDY}`],
    [
      "status 500, and hides the URL's query",
      "/secret?token=hidden",
      `The server at BASE/secret returned status 500. ${REMEDY}`,
    ],
    ["a web page", "/page", `The server at HERE returned a web page instead of a key. ${NO_KEY}`],
    [
      "an empty response",
      "/empty",
      `The server at HERE returned an empty response instead of a key. ${NO_KEY}`,
    ],
    [
      "more than 1 MiB",
      "/large",
      `The server at HERE returned more than 1 MiB, too large for a key. ${REMEDY}`,
    ],
    [
      "text that is not a key",
      "/text",
      "Unknown key format. Paste a PEM public key or certificate, a JWK, a JWK set, or a URL.",
    ],
    [
      "JSON that is not a key",
      "/json",
      "This JSON isn't a JWK or JWK set (no kty or keys). Paste a PEM public key or certificate, a JWK, a JWK set, or a URL.",
    ],
    ["invalid JSON", "/broken", "Invalid JSON at line 1, column 10: missing closing bracket ]."],
    [
      "a JWK set without a matching key",
      "/other",
      "No key in this JWK set is for RS256, the token's algorithm. Use the issuer's JWK set.",
    ],
    [
      "a discovery document without a valid jwks_uri",
      "/dead-end",
      "The discovery document has no valid jwks_uri. Paste the key itself.",
    ],
  ])("shows an error for a URL that returns %s", async (_, path, message) => {
    const app = await verify({ verificationKey: server.url + path });
    expect(unescaped(app.banners[0])).toContain(
      `danger: Verification Key: ${message.replace("HERE", server.url + path).replace("BASE", server.url)}`,
    );
    expect(app.banners[0]).not.toContain("hidden");
  });

  it.each([
    [
      "that cannot be reached",
      "http://127.0.0.1:1/jwks",
      "The server at http://127.0.0.1:1/jwks can't be reached. Check the URL, or paste the key itself.",
    ],
    ["that is incomplete", "https://", "Invalid URL. Enter one that starts with https://."],
    [
      "whose host does not exist",
      "http://nowhere.invalid/",
      "The server at http://nowhere.invalid/ can't be reached: host not found (E",
    ],
  ])("shows an error for a URL %s", async (_, url, message) => {
    expect(unescaped((await verify({ verificationKey: url })).banners[0])).toContain(
      `danger: Verification Key: ${message}`,
    );
  });

  it("gives up after ten seconds if the server does not respond", async () => {
    const app = await verify({ verificationKey: `${server.url}/hang` });
    expect(unescaped(app.banners[0])).toBe(
      `danger: Verification Key: The server at ${server.url}/hang didn't respond within 10 seconds. ${REMEDY}`,
    );
  });

  describe("in a client that sends requests for plugins,", () => {
    it("fetches the key through the client without authentication, and sends nothing else", async () => {
      const sent: Record<string, unknown>[] = [];
      const before = server.received.length;
      const app = await verify(
        { verificationKey: `${server.url}/jwks` },
        {
          send: async (httpRequest) => {
            sent.push(httpRequest);
            return httpResponse(200, JWK_SET());
          },
        },
      );
      expect(app.banners).toEqual(["success: Verified: the signature matches the key."]);
      expect(sent).toEqual([
        {
          method: "GET",
          url: `${server.url}/jwks`,
          headers: ["Authorization", "Cookie", "Proxy-Authorization"].map((name) => ({
            name,
            value: "",
            enabled: false,
          })),
          authenticationType: "none",
          settingFollowRedirects: { enabled: true, value: false },
          settingSendCookies: { enabled: true, value: false },
          settingStoreCookies: { enabled: true, value: false },
        },
      ]);
      expect(server.received).toHaveLength(before);
    });

    it.each([
      ["an error status", () => httpResponse(403, "no"), "returned status 403."],
      [
        "a connection error",
        () => httpResponse(0, "", { error: "proxy refused" }),
        "can't be reached: connection refused.",
      ],
      ["a web page", () => httpResponse(200, "  <html>"), "returned a web page instead of a key."],
      [
        "a missing body file",
        () => httpResponse(200, "", { bodyPath: "/nowhere" }),
        "can't be reached (ENOENT).",
      ],
    ])("shows an error for %s", async (_, reply, message) => {
      const app = await verify({ verificationKey: `${server.url}/jwks` }, { send: async () => reply() });
      expect(unescaped(app.banners[0])).toContain(
        `danger: Verification Key: The server at ${server.url}/jwks ${message}`,
      );
    });
  });
});
