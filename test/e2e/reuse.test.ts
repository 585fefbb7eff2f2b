import { copyFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AuthorizationServer, startAuthorizationServer } from "../contracts/authorization-server";
import type { Grant } from "../contracts/grants";
import { keyFor, keyPath, pem, SECRET } from "../support/keys";
import { Runtime } from "../support/runtime";
import { jwt, Scene } from "../support/scene";
import { startTokenServer, type TokenServer } from "../support/token-server";

type Values = Record<string, unknown>;

const GRANT: Grant = {
  type: "jwt-bearer",
  issuer: "client",
  algorithm: "HS256",
  verifyWith: new TextEncoder().encode(SECRET),
};
const PARTIES = { issuer: "client", subject: "robin", audience: "$tokenUrl" };

const startServer = () =>
  startAuthorizationServer(() => ({
    long: GRANT,
    // Long enough for a second run on a busy machine.
    short: { ...GRANT, expiresIn: 8 },
    key: { ...GRANT, algorithm: "RS256", verifyWith: keyFor("RS256").verifyWith },
  }));

describe("an access token, across several runs of the real client,", () => {
  let server: AuthorizationServer;
  let scene: Scene;
  let request = "";
  let other = "";
  /** What each request was changed to. */
  const states = new Map<string, string>();

  beforeAll(async () => {
    server = await startServer();
    scene = await Scene.open({});
    const create = () =>
      scene.yaak.make("request", { workspaceId: scene.workspaceId, name: "request", method: "GET" });
    [request, other] = [await create(), await create()];
  });
  afterAll(async () => {
    await scene.close();
    await server.close();
  });
  beforeEach(() => {
    server.asked.length = 0;
    server.received.length = 0;
  });

  const grant = (name: string, more: Values = {}): Values => ({
    flow: "jwt-bearer",
    tokenUrl: server.tokenUrl(name),
    ...PARTIES,
    ...(name === "key" ? { algorithm: "RS256", key: "" } : { key: SECRET }),
    ...more,
  });

  /** Runs the client, which sends the request that holds the settings, after changing it. */
  const run = async (name: string, values: Values, path = "", holder = request) => {
    const changes = { id: holder, url: `${server.url}/${name}/api${path}`, ...jwt(values) };
    const state = JSON.stringify(changes);
    if (states.get(holder) !== state) await scene.yaak.change("request", changes);
    states.set(holder, state);
    const { exitCode, stderr } = await scene.yaak.send(holder);
    if (exitCode !== 0) throw new Error(stderr);
  };

  it("is requested once and then reused", async () => {
    for (let i = 0; i < 2; i++) await run("long", grant("long"));
    expect(server.asked).toHaveLength(1);
    expect(server.received).toEqual(["long", "long"]);
  });

  it("is not reused by another request with the same settings of its own", async () => {
    const values = grant("long", { scope: "own" });
    for (const holder of [request, other, request]) await run("long", values, "", holder);
    expect(server.asked).toHaveLength(2);
  });

  it("is requested again shortly before it expires", async () => {
    await run("short", grant("short"));
    await run("short", grant("short"));
    expect(server.asked).toHaveLength(1);
    await new Promise((done) => setTimeout(done, 8000));
    await run("short", grant("short"));
    expect(server.asked).toHaveLength(2);
    expect(server.received).toEqual(["short", "short", "short"]);
  });

  it("is not reused if the key file contains another key", async () => {
    const keyFile = keyPath("changing.pem");
    copyFileSync(keyPath("rsa.pkcs8.pem"), keyFile);
    await run("key", grant("key", { keyFile }));
    copyFileSync(keyPath("rsa-other.pkcs8.pem"), keyFile);
    await expect(run("key", grant("key", { keyFile }))).rejects.toThrow("signature verification failed");
    copyFileSync(keyPath("rsa.pkcs8.pem"), keyFile);
    await run("key", grant("key", { keyFile }));
    expect(server.asked).toHaveLength(2);
  });
});

describe("a JWT, across several runs of the real client,", () => {
  let scene: Scene;

  beforeAll(async () => {
    const hs256 = { algorithm: "HS256", verifyWith: new TextEncoder().encode(SECRET) };
    const es256 = { algorithm: "ES256", verifyWith: keyFor("ES256").verifyWith };
    scene = await Scene.open({
      "/never": hs256,
      "/reused": hs256,
      "/endless": hs256,
      "/past": hs256,
      "/apns": { ...es256, in: { header: "authorization", prefix: "bearer" } },
    });
    const reused = { key: SECRET, jwtId: "uuid", reuse: "until-expiry" };
    await scene.request("/never", jwt({ key: SECRET, jwtId: "uuid" }));
    await scene.request("/reused", jwt(reused));
    await scene.request("/endless", jwt({ ...reused, expiresIn: "none" }));
    await scene.request("/past", jwt({ ...reused, expiresIn: "-1m" }));
    const apns = { preset: "apns", key: pem("p256.pkcs8.pem"), issuer: "DEF123GHIJ", keyId: "ABC123DEFG" };
    await scene.request("/apns", jwt(apns));
    await scene.sendAll();
    await scene.sendAll();
  });
  afterAll(() => scene.close());

  const tokens = (path: string) =>
    scene.server.received.filter((request) => request.path === path).map(({ token }) => token);

  it.each([
    ["is reused if the form says so", "/reused", 1],
    ["is reused for Apple Push, although it has no exp", "/apns", 1],
    ["is new each time by default", "/never", 2],
    ["without exp is new each time", "/endless", 2],
    ["that is intentionally expired is new each time", "/past", 2],
  ])("%s", (_, path, different) => {
    expect(tokens(path)).toHaveLength(2);
    expect(new Set(tokens(path)).size).toBe(different);
  });
});

describe("in Yaak's own plugin runtime", () => {
  let runtime: Runtime;
  let server: AuthorizationServer;
  let api: TokenServer;

  beforeAll(async () => {
    runtime = await Runtime.start();
    server = await startServer();
    api = await startTokenServer({});
  });
  afterAll(async () => {
    await runtime.close();
    await server.close();
    await api.close();
  });
  afterEach(() => {
    server.asked.length = 0;
  });

  const values = (): Values => ({
    flow: "jwt-bearer",
    tokenUrl: server.tokenUrl("long"),
    key: SECRET,
    ...PARTIES,
  });
  const send = async (more: Values = {}, url = api.url) => {
    const { setHeaders } = await runtime.apply({ ...values(), ...more }, { method: "GET", url });
    return (setHeaders as { value: string }[] | undefined)?.[0]?.value;
  };

  it("twenty concurrent sends share one token request", async () => {
    const sent = await Promise.all(Array.from({ length: 20 }, () => send()));
    expect(new Set(sent).size).toBe(1);
    expect(sent[0]).toMatch(/^Bearer [\w-]+$/);
    expect(server.asked).toHaveLength(1);
  });

  it("twenty concurrent sends with different settings cache all of their tokens", async () => {
    const all = () => Promise.all(Array.from({ length: 20 }, (_, i) => send({ subject: `user-${i}` })));
    const [first, second] = [await all(), await all()];
    expect(new Set(first).size).toBe(20);
    expect(second).toEqual(first);
    expect(server.asked).toHaveLength(20);
  });

  it.each<[string, Values]>([
    ["subject", { subject: "eve" }],
    ["scope", { scope: "read" }],
    ["additional parameter", { tokenParameters: '{ "resource": "x" }' }],
    ["client ID", { clientId: "client" }],
    ["additional claim", { claims: '{ "a": 1 }' }],
    ["header parameter", { header: '{ "a": 1 }' }],
    ["lifetime", { expiresIn: "6m" }],
    ["fixed issue time", { issuedAt: "0" }],
  ])("a token is not reused with a different %s", async (_, more) => {
    await send();
    server.asked.length = 0;
    await send(more);
    await send();
    expect(server.asked).toHaveLength(1);
  });

  it("a token with a random ID is not reused for a fixed ID", async () => {
    await send({ jwtId: "uuid", header: '{ "typed": false }' });
    server.asked.length = 0;
    await send({ claims: '{ "jti": "0" }', header: '{ "typed": false }' });
    expect(server.asked).toHaveLength(1);
  });

  it("a token that depends on its request is not reused for another", async () => {
    const bound = { claims: '{ "url": "$request.url" }' };
    const sent = [];
    for (const path of ["?a", "?b", "?a"]) sent.push(await send(bound, api.url + path));
    expect(new Set(sent).size).toBe(2);
    expect(sent[2]).toBe(sent[0]);
    expect(server.asked).toHaveLength(2);
  });

  it("a token is reused in another place on the request", async () => {
    const token = (await send())?.replace("Bearer ", "");
    server.asked.length = 0;
    expect(await send({ headerName: "X-Token", headerPrefix: "none" })).toBe(token);
    expect(server.asked).toEqual([]);
  });

  it("Delete Cached Tokens deletes all tokens, and the next send gets a new one", async () => {
    const before = await send();
    server.asked.length = 0;
    const app = await runtime.act("Delete Cached Tokens", {});
    expect(app.toasts.map(({ message }) => message)).toEqual([
      "Cached tokens deleted. The next request gets a new one.",
    ]);
    expect(runtime.kept.size).toBe(0);
    expect(await send()).not.toBe(before);
    expect(server.asked).toHaveLength(1);
    await runtime.act("Delete Cached Tokens", {});
    const again = await runtime.act("Delete Cached Tokens", {});
    expect(again.toasts.map(({ message }) => message)).toEqual(["No cached tokens to delete."]);
  });

  it("Copy Token copies the access token that is sent", async () => {
    const sent = await send();
    const app = await runtime.act("Copy Token", values());
    expect(app.copied).toEqual([sent?.replace("Bearer ", "")]);
    expect(app.toasts[0]?.message).toMatch(
      /^Token copied\. It expires in (?:1 hour|60 minutes|59 minutes) \(/,
    );
    expect(server.asked).toHaveLength(1);
  });

  it.each([
    ["invalid JSON", "{"],
    ["another JSON type", "[1]"],
    ["invalid tokens", '{"x":null,"y":{"value":1,"madeAt":0,"lifetime":1e9}}'],
  ])("a store with %s causes a new token request, but no error", async (_, stored) => {
    runtime.kept.set("tokens", stored);
    expect(await send()).toMatch(/^Bearer /);
    expect(server.asked).toHaveLength(1);
  });
});
