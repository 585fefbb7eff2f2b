import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AuthorizationServer, startAuthorizationServer } from "../contracts/authorization-server";
import type { Grant } from "../contracts/grants";
import { keyFor, SECRET } from "../support/keys";
import { Runtime } from "../support/runtime";
import type { Script } from "../support/scripted-app";

type Values = Record<string, unknown>;
type Headers = { name: string; value: string }[];

const GRANT: Grant = {
  type: "client-assertion",
  issuer: "client",
  algorithm: "HS256",
  verifyWith: keyFor("HS256").verifyWith,
};

describe("in Yaak's own plugin runtime, DPoP", () => {
  let runtime: Runtime;
  let server: AuthorizationServer;
  let api: AuthorizationServer;

  beforeAll(async () => {
    runtime = await Runtime.start();
    server = await startAuthorizationServer(() => ({
      token: { ...GRANT, dpop: { challenge: 400 } },
      api: { ...GRANT, dpop: { hasApiNonce: true } },
      endless: { ...GRANT, dpop: {}, answer: { expires_in: undefined } },
      short: { ...GRANT, dpop: {}, expiresIn: 1 },
    }));
    api = await startAuthorizationServer(() => ({}));
  });
  afterAll(async () => {
    await runtime.close();
    await server.close();
    await api.close();
  });
  beforeEach(() => {
    server.asked.length = 0;
    server.received.length = 0;
    server.proofs.length = 0;
  });

  const settings = (name: string, more: Values = {}): Values => ({
    flow: "client-assertion",
    tokenUrl: server.tokenUrl(name),
    key: SECRET,
    clientId: "client",
    dpop: "on",
    ...more,
  });
  const apply = async (name: string, more: Values = {}, script: Script = {}, request: object = {}) => {
    const target = { method: "GET", url: `${server.issuer(name)}/api?page=2`, ...request };
    const reply = await runtime.apply(settings(name, more), target, script);
    if (reply.error) throw new Error(String(reply.error));
    return reply.setHeaders as Headers;
  };
  /** Sends what the plugin returned, as Yaak would. */
  const send = async (name: string, headers: Headers) => {
    const pairs = headers.map((header) => [header.name, header.value] as [string, string]);
    const response = await fetch(`${server.issuer(name)}/api?page=2`, { headers: pairs });
    return { status: response.status, nonce: response.headers.get("dpop-nonce") };
  };
  const claimsOf = (headers: Headers) => {
    const proof = headers.find(({ name }) => name === "DPoP")?.value.split(".")[1] ?? "";
    return JSON.parse(Buffer.from(proof, "base64url").toString());
  };
  const delivered = (url: string, nonce: string | null, createdAt = "2026-01-02T03:04:05") => ({
    ...{ id: "rs", model: "http_response", requestId: "rq", status: 401, createdAt },
    ...{ url, headers: [{ name: "dpop-nonce", value: nonce ?? "" }] },
  });

  it("uses the nonce of a good response for the next token request, without another challenge", async () => {
    for (const scope of ["a", "b", "c"]) await apply("token", { scope });
    expect(server.asked.map(({ error }) => error)).toEqual([
      "use_dpop_nonce",
      undefined,
      undefined,
      undefined,
    ]);
    const nonces = server.asked.flatMap(({ proof }) => proof?.claims.nonce ?? []);
    expect(new Set(nonces).size).toBe(3);
  });

  it("has one key for all tokens of the same settings, and others for other settings", async () => {
    await apply("token", { scope: "d" });
    await apply("token", { scope: "e" });
    const [first, second] = server.asked.flatMap(({ proof }) => proof?.jkt ?? []);
    expect(first).not.toBe(second);
  });

  it.each(["endless", "short"])(
    "keeps its key for the next token if this one cannot be reused: %s",
    async (name) => {
      const first = await apply(name);
      if (name === "short") await new Promise((done) => setTimeout(done, 1000));
      const second = await apply(name);
      expect(first[0]?.value).not.toBe(second[0]?.value);
      const keys = server.asked.flatMap(({ proof }) => proof?.jkt ?? []);
      expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
      expect((await send(name, second)).status).toBe(200);
    },
  );

  it("shares neither token nor key between workspaces", async () => {
    const scope = "f";
    const first = await apply("token", { scope }, {}, { contextId: "first" });
    const second = await apply("token", { scope }, {}, { contextId: "second" });
    const again = await apply("token", { scope }, {}, { contextId: "first" });
    const tokenIn = (headers: Headers) => headers.find(({ name }) => name === "Authorization")?.value;
    expect(tokenIn(first)).toMatch(/^DPoP /);
    expect(tokenIn(first)).not.toBe(tokenIn(second));
    expect(tokenIn(first)).toBe(tokenIn(again));
    const keys = server.asked.flatMap(({ proof }) => proof?.jkt ?? []);
    expect(new Set(keys).size).toBe(2);
  });

  it("signs a new proof for each of twenty concurrent requests with one token", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => apply("token", { scope: "g" })));
    expect(server.asked.filter(({ error }) => !error)).toHaveLength(1);
    expect(new Set(all.map((headers) => claimsOf(headers).jti)).size).toBe(20);
    for (const headers of all) expect((await send("token", headers)).status).toBe(200);
  });

  it("uses the nonce of the API's last response, which Yaak has stored for the open request", async () => {
    const shown = { id: "rq", model: "http_request", url: server.issuer("api") };
    const first = await send("api", await apply("api"));
    expect([first.status, first.nonce]).toEqual([401, expect.any(String)]);
    const url = `${server.issuer("api")}/api`;
    const script = (nonce: string | null): Script => ({
      shown,
      responses: (id) => (id === "rq" ? [delivered(url, nonce)] : []),
    });
    const second = await send("api", await apply("api", {}, script(first.nonce)));
    expect(second.status).toBe(200);
    const third = await send("api", await apply("api", {}, script(second.nonce)));
    expect(third.status).toBe(200);
    expect(new Set([first.nonce, second.nonce, third.nonce]).size).toBe(3);
    expect(server.asked).toHaveLength(1);
  });

  it("prefers the newest response, and ignores those of other hosts and ports", async () => {
    const shown = { id: "rq", model: "http_request", url: server.issuer("api") };
    const url = `${server.issuer("api")}/api`;
    const responses = () => [
      delivered(url, "older", "2026-01-02T03:04:05"),
      delivered(url, "newest", "2026-01-02T03:04:07"),
      delivered(url, "oldest", "2026-01-02T03:04:04"),
      delivered(`${api.url}/api`, "other", "2026-01-02T03:04:09"),
      delivered("https://api.example.com/", "foreign", "2026-01-02T03:04:09"),
    ];
    expect(claimsOf(await apply("api", {}, { shown, responses })).nonce).toBe("newest");
  });

  it.each([
    ["nothing", () => []],
    ["something else", () => [{}, null, { url: 1, headers: "x" }] as object[]],
    ["a nonce that is none", () => [delivered("HERE", 'a"b\r\nX-Evil: 1')]],
  ])("signs a proof even if Yaak has stored %s", async (_, responses) => {
    const shown = { id: "rq", model: "http_request", url: server.issuer("api") };
    const here = () =>
      responses().map((response) => ({
        ...response,
        ...(response && "url" in response ? { url: server.url } : {}),
      }));
    const headers = await apply("api", { scope: "other" }, { shown, responses: here });
    expect(JSON.stringify(claimsOf(headers))).not.toContain("Evil");
  });

  it("is an error for gRPC and WebSocket requests, whose method and URL the plugin does not know", async () => {
    for (const url of ["wss://api.example.com/socket", "localhost:50051"])
      await expect(apply("token", {}, {}, { method: "POST", url, body: null })).rejects.toThrow(/^DPoP: /);
  });

  it("replaces a proof that the request already has", async () => {
    const headers = [{ name: "dpop", value: "old" }];
    const set = await apply("token", { scope: "a" }, {}, { headers });
    expect(set.filter(({ name }) => name.toLowerCase() === "dpop")).toHaveLength(1);
  });

  it("shows the key and the proofs nowhere: not in the form, in a dialog, or in a message", async () => {
    await apply("token", { scope: "h" });
    const secrets = secretsIn([...runtime.kept.values()]);
    expect(secrets.length).toBeGreaterThan(0);
    const app = await runtime.act("Copy Token", settings("token", { scope: "h" }));
    const shown = JSON.stringify([
      await runtime.form(settings("token", { scope: "h" })),
      app.toasts,
      app.copied,
      (await runtime.act("Inspect Token…", settings("token", { scope: "h" }))).dialogs,
      (await runtime.act("Copy Public Key", settings("token", { scope: "h" }))).copied,
    ]);
    expect(app.toasts[0]?.message).toMatch(/^Token copied\..*DPoP/);
    for (const secret of secrets)
      for (let at = 0; at + 8 <= secret.length; at++) expect(shown).not.toContain(secret.slice(at, at + 8));
  });

  it("Delete Cached Tokens deletes the keys, too", async () => {
    await apply("token", { scope: "i" });
    const [before] = server.asked.flatMap(({ proof }) => proof?.jkt ?? []);
    await runtime.act("Delete Cached Tokens", {});
    expect(secretsIn([...runtime.kept.values()])).toEqual([]);
    server.asked.length = 0;
    await apply("token", { scope: "i" });
    expect(server.asked.flatMap(({ proof }) => proof?.jkt ?? [])).not.toContain(before);
  });
});

/** The private numbers of all keys that are stored. */
const secretsIn = (stored: string[]): string[] =>
  stored.flatMap((text) => Array.from(text.matchAll(/\\*"d\\*":\\*"([\w-]+)/g), ([, d = ""]) => d));
