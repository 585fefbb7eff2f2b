import { createHash } from "node:crypto";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyFor, SECRET } from "../support/keys";
import { Runtime } from "../support/runtime";
import { jwt, Scene } from "../support/scene";

const CLAIMS = JSON.stringify({
  method: "$request.method",
  url: "$request.url",
  host: "$request.host",
  path: "$request.path",
  pathWithQuery: "$request.pathWithQuery",
  query: "$request.query",
  later: "$now+60s",
});

describe("request placeholders in a token", () => {
  let scene: Scene;

  beforeAll(async () => {
    const hs256 = { algorithm: "HS256", verifyWith: keyFor("HS256").verifyWith };
    scene = await Scene.open({
      "/items/a%20b": { ...hs256, in: { query: "token" } },
      "/body": hs256,
      "/get": hs256,
    });
    const urlParameters = [
      { enabled: true, name: "q", value: "ü & x" },
      { enabled: false, name: "off", value: "1" },
    ];
    const values = { key: SECRET, claims: CLAIMS, placement: "query" };
    await scene.request("/items/a%20b", jwt(values), { method: "PUT", urlParameters });
    const body = { bodyType: "text/plain", body: { text: "x" } };
    await scene.request("/body", jwt({ key: SECRET, claims: '{ "h": "$request.body.sha256" }' }), {
      method: "POST",
      ...body,
    });
    const typed = { headers: [{ enabled: true, name: "Content-Type", value: "text/plain" }], ...body };
    for (const [path, more] of [["/get"], ["/get-with-body", typed]] as const)
      await scene.request(path, jwt({ key: SECRET, claims: '{ "h": "$request.body.sha256" }' }), more);
    await scene.sendAll();
  });
  afterAll(() => scene.close());

  it("match the request that the real client sends", () => {
    const { url, refused, claims } = scene.server.at("/items/a%20b");
    expect(refused).toBeUndefined();
    const arrived = new URL(url, scene.server.url);
    // The token itself is added to the query after it is signed.
    const query = arrived.search.slice(1).replace(/&token=.*$/, "");
    expect(claims).toMatchObject({
      method: "PUT",
      url: `${arrived.origin}${arrived.pathname}?${query}`,
      host: arrived.host,
      path: "/items/a%20b",
      pathWithQuery: `/items/a%20b?${query}`,
      query,
    });
    expect(query).toContain("q=%C3%BC");
    expect(claims?.later).toBe((claims?.iat ?? 0) + 60);
  });

  it("for the body of a GET request are those of an empty one", () => {
    const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    expect(scene.failure("/get")).toBeUndefined();
    expect(scene.server.at("/get").claims?.h).toBe(empty);
  });

  it.each(["/body", "/get-with-body"])(
    "for the body of %s fail in a client that does not provide it",
    (path) => {
      expect(scene.failure(path)).toContain(
        "Failed to prepare request before send: Failed to apply authentication plugin: Plugin error: Additional Claims: The placeholder $request.body.sha256 needs Yaak 2026.7 or later. Update Yaak, or remove it.",
      );
    },
  );

  // The CLI on npm is older, so a scripted app simulates a newer version.
  it("for the body are replaced with its hash in a client that provides it", async () => {
    const runtime = await Runtime.start();
    const values = { key: SECRET, claims: '{ "h": "$request.body.sha256" }' };
    const post = { method: "POST", url: "https://api.example.com/" };
    const sent = await runtime.apply(values, { ...post, body: '{"ü":1}' });
    const withheld = await runtime.apply(values, { ...post, body: null });
    await runtime.close();
    const [{ value }] = sent.setHeaders as [{ value: string }];
    expect(decodeJwt(value.slice("Bearer ".length)).h).toBe(
      createHash("sha256").update('{"ü":1}').digest("hex"),
    );
    expect(withheld.error).toMatch(
      /^Additional Claims: The placeholder \$request\.body\.sha256 has no value: Yaak doesn't provide large or file bodies/,
    );
  });
});
