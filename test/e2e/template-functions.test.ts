import { readFileSync } from "node:fs";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fields } from "../../src/core/form/schema";
import { flat } from "../support/drawn";
import { keyFor, pem, publicKeyOf, SECRET } from "../support/keys";
import { filledIn } from "../support/preset-cases";
import { Runtime } from "../support/runtime";
import { Scene } from "../support/scene";
import { sign } from "../support/sign";
import { tag, variable } from "../support/yaak";

/** The README's examples of the two functions. */
const [README_SIGN = "", README_DECODE = ""] = Array.from(
  readFileSync("README.md", "utf8").matchAll(/`\$\{\[ (jwt\..+?) \]\}`/g),
  ([, call = ""]) => call,
);

/** Presets whose tokens contain values of the request. */
const BOUND_TO_REQUESTS = [
  ...["atlassian-connect", "coinbase-cdp", "fireblocks", "google-id-token", "google-service-account"],
];

describe("in the real client", () => {
  let scene: Scene;
  const hs256 = { algorithm: "HS256", verifyWith: keyFor("HS256").verifyWith };
  const es256 = { algorithm: "ES256", verifyWith: publicKeyOf("p256.pkcs8.pem") };

  beforeAll(async () => {
    scene = await Scene.open({
      "/header": { ...hs256, in: { header: "X-Token" } },
      "/access/jwt": { ...hs256, in: { form: "jwt" } },
      "/graphql": { ...es256, in: { query: "token" } },
      "/decode": { ...hs256, in: { header: "X-Token" } },
      "/missing": hs256,
      "/bound": hs256,
      "/wrong-path": hs256,
    });
    await scene.yaak.setGlobalVariables(scene.workspaceId, [
      variable("secret", SECRET),
      variable("jwt_secret", SECRET),
      // The name in the README's example.
      variable("jwt_key", SECRET),
      variable(
        "access_token",
        (await sign({ claims: '{ "realm_access": { "roles": ["admin"] } }', key: SECRET })).token,
      ),
      variable("ec_key", pem("p256.pkcs8.pem")),
    ]);
    const header = (value: string) => ({ headers: [{ enabled: true, name: "X-Token", value }] });
    const none = { authenticationType: "none" };
    const SIGN = "jwt.sign(key=secret, issuer='me')";
    await scene.request("/header", none, header(tag(README_SIGN)));
    const form = [
      {
        enabled: true,
        name: "jwt",
        value: tag(
          "jwt.sign(preset='zendesk', key=secret, fullName='Robin Example', email='robin@example.org')",
        ),
      },
    ];
    await scene.request("/access/jwt", none, {
      method: "POST",
      bodyType: "application/x-www-form-urlencoded",
      body: { form },
    });
    const claims = Buffer.from('{ "roles": ["admin"], "id": 9007199254740993 }').toString("base64url");
    const token = tag(`jwt.sign(algorithm='ES256', key=ec_key, expiresIn='1h', claims=b64'${claims}')`);
    await scene.request("/graphql", none, {
      method: "POST",
      urlParameters: [{ enabled: true, name: "token", value: token }],
      bodyType: "application/json",
      body: { text: `{ "connection": { "authToken": "${token}" } }` },
    });
    await scene.request("/decode", none, {
      headers: [
        { enabled: true, name: "X-Token", value: tag(SIGN) },
        { enabled: true, name: "X-Issuer", value: tag(`jwt.decode(token=${SIGN}, path='iss')`) },
        { enabled: true, name: "X-Role", value: tag(README_DECODE) },
      ],
    });
    await scene.request("/missing", none, header(tag("jwt.sign(issuer='me')")));
    await scene.request("/bound", none, header(tag("jwt.sign(key=secret, subject='$request.path')")));
    await scene.request("/wrong-path", none, header(tag(`jwt.decode(token=${SIGN}, path='x')`)));
    await scene.sendAll();
  });
  afterAll(() => scene.close());

  it("jwt.sign puts a token in a header, with the form's defaults", () => {
    const { refused, header, claims } = scene.server.at("/header");
    expect(refused).toBeUndefined();
    expect(header).toEqual({ alg: "HS256", typ: "JWT" });
    expect(claims).toEqual({ iss: "me", iat: expect.any(Number), exp: (claims?.iat ?? 0) + 300 });
  });

  it("jwt.sign puts a preset's token in a form field, as Zendesk requires", () => {
    const { refused, claims } = scene.server.at("/access/jwt");
    expect(refused).toBeUndefined();
    expect(claims).toMatchObject({
      name: "Robin Example",
      email: "robin@example.org",
      jti: expect.any(String),
    });
    expect(claims).not.toHaveProperty("exp");
  });

  it("jwt.sign puts a token in a query parameter and in a JSON body, with a key from a variable", () => {
    const { refused, claims, body, token } = scene.server.at("/graphql");
    expect(refused).toBeUndefined();
    expect(claims).toMatchObject({ roles: ["admin"], exp: (claims?.iat ?? 0) + 3600 });
    const { authToken } = JSON.parse(body).connection;
    expect(decodeJwt(authToken)).toEqual(claims);
    expect(Buffer.from(token?.split(".")[1] ?? "", "base64url").toString()).toContain(
      '"id":9007199254740993',
    );
  });

  it("jwt.decode reads a claim from a token that jwt.sign created", () => {
    const { refused, headers } = scene.server.at("/decode");
    expect(refused).toBeUndefined();
    expect(headers["x-issuer"]).toBe("me");
    expect(headers["x-role"]).toBe("admin");
  });

  it.each([
    ["/missing", "Secret or Private Key: Required. Paste a secret or private key, or select a key file."],
    [
      "/bound",
      "Failed to render request templates: Render Error: Subject: The placeholder $request.path has no value here because this token isn't for a request. Enter the value itself, or use JWT Bearer as the request's auth.",
    ],
    [
      "/wrong-path",
      'Failed to render request templates: Render Error: Claim: Not found: "x" (the token has iss, iat, and exp). Check the path.',
    ],
  ])("nothing is sent to %s, and the error says why", (path, message) => {
    expect(scene.failure(path)).toContain(message);
    expect(scene.server.received.filter((entry) => entry.path === path)).toEqual([]);
  });
});

describe("in Yaak's own plugin runtime", () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await Runtime.start();
  });
  afterAll(() => runtime.close());

  const drawn = async (name: string, values: object = {}) =>
    flat(await runtime.functionForm(name, values)).filter(({ hidden }) => !hidden);

  it("jwt.sign has every setting that affects the token, and none for where the token goes", async () => {
    const [sign, decode] = await runtime.functions();
    const names = flat(sign?.args ?? []).flatMap((input) => input.name ?? []);
    const placement = ["placement", "headerName", "headerPrefix", "queryName", "cookieName"];
    const exchange = ["exchangeAs", "exchangeName", "tokenProperty", "clientAuthentication", "dpop"];
    const afterwards = ["flow", "clientSecret", "tokenParameters", "reuse", ...exchange, ...placement];
    const expected = [...fields.keys()].filter((name) => !afterwards.includes(name));
    expect([...new Set(names)].sort()).toEqual(expected.sort());
    expect(sign).toMatchObject({ name: "jwt.sign", description: expect.stringMatching(/\w/) });
    expect(decode).toMatchObject({ name: "jwt.decode", description: expect.stringMatching(/\w/) });
    expect((await drawn("jwt.decode")).map(({ label, optional }) => [label, optional])).toEqual([
      ["Token", false],
      ["Claim", true],
    ]);
  });

  it("jwt.sign's fields change with the preset and the algorithm, as in the form", async () => {
    const labels = async (values: object) => (await drawn("jwt.sign", values)).map(({ label }) => label);
    expect(await labels({})).toEqual(
      expect.arrayContaining(["Secret or Private Key", "Secret Encoding", "Passphrase"]),
    );
    expect(await labels({ algorithm: "RS256" })).toEqual(
      expect.arrayContaining(["Private Key", "Passphrase"]),
    );
    const github = await drawn("jwt.sign", { preset: "github-app" });
    expect(github.map(({ label }) => label)).toContain("Client ID");
    // Yaak would require fields with an asterisk, even if the JSON sets their claims.
    for (const { optional, label, name } of github) if (name) expect(optional, label).toBe(true);
  });

  it("jwt.sign shows errors in its dialog", async () => {
    const [banner] = (await drawn("jwt.sign")).filter(({ type }) => type === "banner");
    expect(banner?.inputs?.[0]?.content).toContain("Paste the secret or private key to sign.");
    const [ready] = (await drawn("jwt.sign", { key: SECRET })).filter(({ type }) => type === "banner");
    expect(ready?.inputs?.[0]?.content).toBe("Ready, signed with HS256.");
    const bound = await drawn("jwt.sign", { key: SECRET, subject: "$request.path" });
    const [noRequest] = bound.filter(({ type }) => type === "banner");
    expect(noRequest?.inputs?.[0]?.content).toContain(
      "Subject: The placeholder $request.path has no value here because this token isn't for a request. Enter the value itself, or use JWT Bearer as the request's auth.",
    );
  });

  it.each(
    Object.keys(filledIn).filter((preset) => preset !== "document360" && !BOUND_TO_REQUESTS.includes(preset)),
  )("jwt.sign signs a token with the preset %s", async (preset) => {
    const { value, error } = await runtime.render("jwt.sign", { preset, ...filledIn[preset]?.() });
    expect(error).toBeUndefined();
    const { iat, nbf, exp } = decodeJwt(value ?? "");
    // The tokens of LiveKit and Box have no iat.
    expect(iat ?? nbf ?? exp).toEqual(expect.any(Number));
  });

  it.each(BOUND_TO_REQUESTS)(
    "jwt.sign rejects the preset %s, whose tokens are for a request",
    async (preset) => {
      const { error } = await runtime.render("jwt.sign", { preset, ...filledIn[preset]?.() });
      expect(error).toContain("has no value here because this token isn't for a request");
    },
  );

  it("jwt.sign fails with a preset that signs nothing, and shows the error in its dialog too", async () => {
    const values = { preset: "document360", ...filledIn.document360?.() };
    const message = "Flow: This flow doesn't sign a JWT. Choose another preset or flow.";
    expect((await runtime.render("jwt.sign", values)).error).toBe(message);
    const [banner] = (await drawn("jwt.sign", values)).filter(({ type }) => type === "banner");
    expect(banner?.inputs?.[0]?.content).toBe(message);
  });

  it("jwt.sign accepts claims that a preset requires in the JSON", async () => {
    const values = { preset: "github-app", key: pem("rsa.pkcs8.pem"), claims: '{ "iss": "x" }' };
    expect((await runtime.render("jwt.sign", values)).error).toBeUndefined();
  });

  it("jwt.sign previews the header and claims without a valid signature, and never fails in a preview", async () => {
    const { value } = await runtime.render("jwt.sign", { key: SECRET, issuer: "me" }, "preview");
    expect(value).toMatch(/^[\w-]+\.[\w-]+\.…$/);
    expect(decodeJwt(value ?? "")).toMatchObject({ iss: "me", exp: expect.any(Number) });
    const bad = [
      {},
      { key: SECRET, claims: "{" },
      { preset: "nonsense" },
      { key: { a: 1 } },
      { key: SECRET, subject: "$request.url" },
    ];
    for (const values of bad) {
      expect(await runtime.render("jwt.sign", values, "preview")).toEqual({ value: "", error: undefined });
      expect((await runtime.render("jwt.sign", values)).error).toMatch(/^[A-Z][\w ]+: .+\.$/);
    }
  });

  it.each([
    ["", '{"a":{"b":[1,"two"]}}'],
    ["a", '{"b":[1,"two"]}'],
    ["a.b[1]", "two"],
  ])("jwt.decode reads the path %j", async (path, value) => {
    const token = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from('{"a":{"b":[1,"two"]}}').toString("base64url")}.`;
    expect(await runtime.render("jwt.decode", { token: `Bearer ${token}`, path })).toEqual({
      value,
      error: undefined,
    });
  });

  it.each([
    ["an empty token", { token: "" }, "Token: Required. Paste a token."],
    ["text that is not a token", { token: "hello" }, "Token: This isn't a token:"],
    [
      "three parts that are not base64url",
      { token: "a.b.c" },
      "Token: The first part isn't a JWT header (a JSON object in base64url). Paste the whole token, from its first character.",
    ],
    [
      "2 MB of text",
      { token: "x".repeat(2 * 1024 * 1024) },
      "Token: Too large for a token (over 64 kB). Paste only the token.",
    ],
    ["an encrypted token", { token: "eyJhbGciOiJkaXIifQ...." }, "Token: This token is encrypted (JWE)"],
  ])("jwt.decode fails with an error for %s", async (_, values, message) => {
    const { value, error } = await runtime.render("jwt.decode", values);
    expect(value).toBeNull();
    expect(error).toContain(message);
  });
});
