import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { base64, keyFor, pem, publicKeyOf, SECRET } from "../support/keys";
import { Runtime } from "../support/runtime";
import { jwt, Scene } from "../support/scene";
import type { ScriptedApp } from "../support/scripted-app";
import type { Api } from "../support/token-server";
import { tag, variable } from "../support/yaak";

const PAYLOAD = '{\n  "sub": "robin",\n  "id": 9007199254740993, "x": 1.0,\n  "exp": 4102444800\n}\n';
const RSA = pem("rsa.pkcs8.pem");

interface Case {
  /** Settings of the built-in plugin, as Yaak stores them. */
  stock: Record<string, unknown>;
  /** The API that accepts the converted request. */
  api: Partial<Api>;
  /** Where the built-in plugin puts the token, if that differs. */
  before?: { header: string; prefix: string };
}

const hs256 = { name: "Authorization", payload: PAYLOAD };
const EQUAL: Record<string, Case> = {
  hs256: { stock: { ...hs256, secret: SECRET }, api: {} },
  rs256: { stock: { ...hs256, algorithm: "RS256", secret: RSA }, api: { algorithm: "RS256" } },
  "rs256 in base64": {
    stock: { ...hs256, algorithm: "RS256", secret: base64("rsa.pkcs1.pem"), secretBase64: true },
    api: { algorithm: "RS256" },
  },
  "base64 secret": {
    stock: { ...hs256, secret: Buffer.from(SECRET).toString("base64"), secretBase64: true },
    api: {},
  },
  "base64url secret under base64": {
    stock: { ...hs256, secret: Buffer.from(SECRET).toString("base64url"), secretBase64: true },
    api: {},
  },
  "secret with spaces and quotes": {
    stock: { ...hs256, secret: ` "${SECRET}"\n` },
    api: { verifyWith: Buffer.from(` "${SECRET}"\n`) },
  },
  "jwk as text": {
    stock: { ...hs256, secret: '{"kty":"oct","k":"AAAA","kid":"x"}' },
    api: { verifyWith: Buffer.from('{"kty":"oct","k":"AAAA","kid":"x"}') },
  },
  "public key as secret": {
    stock: { ...hs256, secret: pem("rsa.public.pem") },
    api: { verifyWith: Buffer.from(pem("rsa.public.pem")) },
  },
  "header json": {
    stock: {
      ...hs256,
      secret: SECRET,
      headers: '{ "kid": "k1", "typ": "at+jwt", "n": 1.0, "b": 2, "__proto__": 1 }',
    },
    api: {},
  },
  "alg in header json": {
    stock: { ...hs256, secret: SECRET, headers: '{ "alg": "HS512" }' },
    api: { algorithm: "HS512" },
  },
  "untouched payload and name": {
    stock: { secret: SECRET },
    api: {},
    before: { header: "token", prefix: "Bearer " },
  },
  query: {
    stock: { ...hs256, secret: SECRET, location: "query", name: "access" },
    api: { in: { query: "access" } },
  },
  "untouched query": {
    stock: { payload: PAYLOAD, secret: SECRET, location: "query" },
    api: { in: { query: "token" } },
  },
  "custom header without prefix": {
    stock: { ...hs256, secret: SECRET, name: "X-Token", headerPrefix: "" },
    api: { in: { header: "X-Token" } },
    before: { header: "x-token", prefix: "" },
  },
  "custom prefix": {
    stock: { ...hs256, secret: SECRET, headerPrefix: "JWT" },
    api: { in: { header: "Authorization", prefix: "JWT" } },
    before: { header: "authorization", prefix: "JWT " },
  },
  variables: {
    stock: {
      ...hs256,
      secret: tag("secret"),
      payload: `{ "sub": "${tag("user")}", "number": ${tag("number")} }`,
      headers: `{ "kid": "${tag("user")}", "n": ${tag("number")} }`,
    },
    api: {},
  },
  none: {
    stock: { ...hs256, algorithm: "none", secret: "x" },
    api: { algorithm: "none", verifyWith: undefined },
  },
  ps256: { stock: { ...hs256, algorithm: "PS256", secret: RSA }, api: { algorithm: "PS256" } },
  es256: {
    stock: { ...hs256, algorithm: "ES256", secret: pem("p256.sec1.pem") },
    api: { algorithm: "ES256", verifyWith: publicKeyOf("p256.pkcs8.pem") },
  },
};
const RANDOM = ["ps256", "es256"];

const SKIPPED: Record<string, [stock: Record<string, unknown>, reason: string]> = {
  "payload that is not json": [
    { secret: SECRET, payload: "hello" },
    "The payload isn't a JSON object, or has a duplicate property.",
  ],
  "empty payload": [
    { secret: SECRET, payload: "" },
    "The payload isn't a JSON object, or has a duplicate property.",
  ],
  "payload with a comment": [
    { secret: SECRET, payload: '{ "a": 1 } // one' },
    "The payload isn't valid JSON.",
  ],
  "a dollar name": [
    { secret: SECRET, payload: '{ "a": ["$issuer"] }' },
    'The payload has "$issuer", which has a special meaning here. Use $$ for $.',
  ],
  "untouched secret": [
    { payload: "{}" },
    'It has no secret, so its tokens were signed with the word "undefined".',
  ],
  crit: [
    { secret: SECRET, headers: '{ "crit": ["x"] }' },
    "The header has a crit or b64 parameter, which isn't supported.",
  ],
  "header that is not ascii": [
    { secret: SECRET, headers: '{ "kid": "ü" }' },
    "The header has non-ASCII characters, which were sent incorrectly.",
  ],
  "header that is not json": [
    { secret: SECRET, headers: "{ a }" },
    "The header isn't valid JSON, so nothing was ever sent with it.",
  ],
  "a variable with spaces": [
    { secret: ` ${tag("secret")}` },
    "The secret is a variable surrounded by spaces, quotes, or JSON.",
  ],
  "a variable in JSON": [
    { secret: `{"kty":"oct","k":"${tag("secret")}"}` },
    "The secret is a variable surrounded by spaces, quotes, or JSON.",
  ],
  "a key in a base64 variable": [
    { algorithm: "RS256", secret: tag("secret"), secretBase64: true },
    "The private key is a variable with a base64 value.",
  ],
  "a numeric name": [
    { secret: SECRET, headers: '{ "1": 1 }' },
    "The header has a property with a numeric name, which would change its order.",
  ],
  "a parameter with spaces": [
    { secret: SECRET, location: "query", name: " t " },
    "The parameter's name has leading or trailing spaces.",
  ],
  "prefix none": [
    { secret: SECRET, headerPrefix: "none" },
    'The prefix is the word "none", which means no prefix here.',
  ],
};

const stock = (authentication: object) => ({ authenticationType: "jwt", authentication });
const path = (name: string) => `/${name.replaceAll(" ", "-")}`;

describe("Convert Built-In JWT Auth", () => {
  let scene: Scene;
  let converted: Scene;
  let runtime: Runtime;
  let models: {
    id: string;
    name: string;
    model: string;
    authenticationType: string;
    authentication: object;
  }[];
  let app: ScriptedApp;
  let again: ScriptedApp;

  const show = async (model: string, id: string) =>
    JSON.parse((await scene.yaak.run(model, "show", id)).stdout);

  beforeAll(async () => {
    const all = Object.entries(EQUAL);
    const verifyWith = (algorithm: string) =>
      algorithm === "none" ? undefined : keyFor(algorithm).verifyWith;
    const apis = Object.fromEntries(
      all.map(([name, { api }]) => {
        const algorithm = api.algorithm ?? "HS256";
        return [path(name), { algorithm, verifyWith: verifyWith(algorithm), ...api }];
      }),
    );
    const variables = [variable("secret", SECRET), variable("user", "robin"), variable("number", "5")];
    [scene, converted, runtime] = await Promise.all([Scene.open(apis), Scene.open(apis), Runtime.start()]);
    for (const { yaak, workspaceId } of [scene, converted])
      await yaak.setGlobalVariables(workspaceId, variables);

    const folders = [
      await scene.folder(stock({ ...hs256, secret: SECRET })),
      await scene.folder(stock({ ...hs256, secret: SECRET, disabled: true })),
      await scene.folder(jwt({ key: SECRET })),
    ];
    for (const [name, { stock: values }] of all) await scene.request(path(name), stock(values));
    for (const [name, [values]] of Object.entries(SKIPPED))
      await scene.request(path(name), stock({ ...hs256, ...values }));
    await scene.request("/inherits", {}, { folderId: folders[0] });
    await scene.request("/no-auth", { authenticationType: "none" });
    await scene.request("/off", stock({ ...hs256, secret: SECRET, disabled: true }));
    await scene.sendAll();

    models = [];
    for (const id of folders) models.push(await show("folder", id));
    for (const id of scene.requestIds) models.push(await show("request", id));
    const answers = [{}];
    app = await runtime.actOnWorkspace({ name: "test" }, { models, answers });
    again = await runtime.actOnWorkspace({ name: "test" }, { models, answers });

    for (const name of Object.keys(EQUAL)) {
      const { authenticationType, authentication } = models.find((model) => model.name === path(name)) ?? {};
      await converted.request(path(name), { authenticationType, authentication });
    }
    await converted.sendAll();
    // About 80 client calls, one after another.
  }, 150_000);
  afterAll(() => Promise.all([scene.close(), converted.close(), runtime.close()]));

  /** The token that arrived with a request. */
  const tokenAt = (from: Scene, name: string, place?: Case["before"]): string => {
    const { headers, url } = from.server.at(path(name));
    const query = new URL(url, from.server.url).searchParams;
    const [inQuery] = [...query.values()];
    if (!place) return inQuery ?? String(headers.authorization).replace(/^Bearer /, "");
    const value = String(headers[place.header]);
    expect(value.startsWith(place.prefix)).toBe(true);
    return value.slice(place.prefix.length);
  };
  const pair = (name: string) => {
    const { before, api } = EQUAL[name] as Case;
    const then = tokenAt(scene, name, before);
    const { token = "", refused } = converted.server.at(path(name));
    expect(refused, JSON.stringify(api)).toBeUndefined();
    return [then, token];
  };

  it.each(Object.keys(EQUAL).filter((name) => !RANDOM.includes(name)))(
    "produces the same token as the built-in plugin, byte for byte and in the same place: %s",
    (name) => {
      const [before, after] = pair(name);
      expect(after).toBe(before);
    },
  );

  it.each(RANDOM)("produces the same header and claims if every signature is different: %s", (name) => {
    const [before = "", after = ""] = pair(name);
    expect(decodeProtectedHeader(after)).toEqual(decodeProtectedHeader(before));
    expect(after.split(".").slice(0, 2)).toEqual(before.split(".").slice(0, 2));
    expect(decodeJwt(after)).not.toHaveProperty("iat");
  });

  it("lists what it will convert, and what it will skip and why, before it starts", () => {
    expect(app.dialogs).toHaveLength(1);
    expect(app.dialogs[0]).toMatchObject({ title: "Convert Built-In JWT Auth", confirmText: "Convert" });
    const said = app.said.replaceAll("\\", "");
    for (const name of Object.keys(EQUAL))
      expect(said).toMatch(new RegExp(`- Request ${path(name)}( \\(.*\\))?\\n`));
    for (const [name, [, reason]] of Object.entries(SKIPPED))
      expect(said).toContain(`- Request ${path(name)}: ${reason}`);
    expect(said.match(/- Folder folder/g)).toHaveLength(2);
    expect(said).not.toContain("/no-auth");
    expect(said).not.toContain("/inherits");
    expect(said).toContain(
      "- Request /untouched-payload-and-name (a bug in the built-in plugin sent the token in a header named token, and it will now use Authorization)",
    );
    expect(said).toContain("- Request /jwk-as-text (the secret is stored as base64, byte for byte)");
    expect(said).toContain("Plugins can't see gRPC and WebSocket requests.");
    for (const part of [SECRET, RSA.slice(100, 140)]) expect(said).not.toContain(part);
  });

  it("changes only the authentication, and reports the number of changes", () => {
    const count = Object.keys(EQUAL).length + 3;
    expect(app.toasts.map(({ message }) => message)).toEqual([`Converted: ${count}.`]);
    expect(app.changed).toHaveLength(count);
    for (const changed of app.changed) expect(changed.authenticationType).toBe("jwt-bearer");
    const request = models.find(({ name }) => name === "/hs256");
    expect(request).toMatchObject({ method: "GET", url: `${scene.server.url}/hs256`, sortPriority: 0 });
    expect(request?.authentication).toEqual({
      algorithm: "HS256",
      key: SECRET,
      tokenType: "none",
      issuedAt: "none",
      expiresIn: "none",
      claims: PAYLOAD,
      headerName: "Authorization",
    });
  });

  it("preserves disabled auth on requests and folders", () => {
    const off = models.filter(({ authentication }) => "disabled" in authentication);
    expect(off.map(({ model, authenticationType }) => [model, authenticationType])).toEqual([
      ["folder", "jwt-bearer"],
      ["http_request", "jwt-bearer"],
    ]);
    for (const { authentication } of off)
      expect(authentication).toMatchObject({ disabled: true, key: SECRET });
  });

  it("changes nothing if it is run again", () => {
    expect([again.changed, again.toasts]).toEqual([[], []]);
    expect(again.said).not.toContain("Will be converted");
    expect(again.dialogs[0]?.confirmText).toBe("Done");
  });

  it("changes nothing if it is canceled", async () => {
    const name = "*My* [folder](x)";
    const before = [{ ...models[0], ...stock({ secret: SECRET, payload: "{}" }), id: "fl_1", name }];
    const cancelled = await runtime.actOnWorkspace({ name: "test" }, { models: before });
    expect(cancelled.dialogs).toHaveLength(1);
    expect(cancelled.said).toContain("- Folder \\*My\\* \\[folder\\](x)");
    expect([cancelled.changed, cancelled.toasts, before[0]?.authenticationType]).toEqual([[], [], "jwt"]);
  });

  it("lists the settings to enter manually on the workspace itself, except for the secret", async () => {
    const workspace = {
      name: "test",
      ...stock({ secret: SECRET, secretBase64: true, headerPrefix: "", name: "X-Token", algorithm: "HS384" }),
    };
    const { said, dialogs } = await runtime.actOnWorkspace(workspace, { models: [] });
    expect(dialogs[0]?.confirmText).toBe("Done");
    expect(said).toContain("**Plugins can't change the workspace's own auth.**");
    for (const line of [
      "**Algorithm**: HS384",
      "**Secret Encoding**: Base64",
      "**Type (typ)**: none",
      "**Issued At**: none",
      "**Expires In**: none",
      "**Header Name**: X-Token",
      "**Header Prefix**: none",
      '**Additional Claims**\n\n```json\n{\n  "foo": "bar"\n}\n```',
    ]) {
      expect(said).toContain(line);
    }
    expect(said).not.toContain(SECRET);
    for (const [values, line] of [
      [{ secret: SECRET }, "The secret or private key stays the same."],
      [{ secret: ` ${SECRET}` }, "Enter the secret in base64, including any spaces and quotes."],
      [
        { algorithm: "RS256", secret: base64("rsa.pkcs8.pem"), secretBase64: true },
        "Paste the private key itself, decoded from base64.",
      ],
    ] as const) {
      const manual = await runtime.actOnWorkspace({ name: "test", ...stock(values) }, { models: [] });
      expect(manual.said).toContain(`\n\n${line}\n\n`);
    }
    const none = await runtime.actOnWorkspace({ name: "test", ...stock({ payload: "{}" }) }, { models: [] });
    expect(none.said).toContain("**The workspace's own auth won't be converted:**\n\n- It has no secret");
  });

  it("reports that there is nothing to convert, or that Yaak does not list requests", async () => {
    const nothing = await runtime.actOnWorkspace({ name: "test" }, { models: [] });
    expect(nothing.toasts.map(({ message }) => message)).toEqual([
      "Nothing to convert: no request or folder uses Yaak's built-in JWT auth.",
    ]);
    const blind = await runtime.actOnWorkspace({ name: "test" });
    expect(blind.toasts.map(({ message }) => message)).toEqual([
      "Yaak: This version doesn't let plugins list requests. Update Yaak.",
    ]);
  });

  it("names what Yaak could not update", async () => {
    const stubborn = [
      { ...models[0], ...stock({ secret: SECRET, payload: "{}" }), id: "fl_1", name: "Stubborn" },
    ];
    const { toasts } = await runtime.actOnWorkspace(
      { name: "test" },
      { models: stubborn, answers: [{}], refusesChanges: true },
    );
    expect(toasts.map(({ color, message }) => `${color}: ${message}`)).toEqual([
      "danger: Converted: 0. Yaak couldn't update Folder Stubborn.",
    ]);
  });
});
