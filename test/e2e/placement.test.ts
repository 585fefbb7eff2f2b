import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyFor, SECRET } from "../support/keys";
import { jwt, Scene } from "../support/scene";
import { cookies } from "../support/token-server";

const hs256 = { algorithm: "HS256", verifyWith: keyFor("HS256").verifyWith };
const withCookies = {
  headers: [{ enabled: true, name: "cookie", value: "theme=dark; session=old; lang=de" }],
};

describe("in the real client", () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open({
      "/default": hs256,
      "/prefix": { ...hs256, in: { header: "Authorization", prefix: "Ghost" } },
      "/name": { ...hs256, in: { header: "X-Auth-Token", prefix: "Bearer" } },
      "/bare": { ...hs256, in: { header: "X-Auth-Token" } },
      "/query": { ...hs256, in: { query: "token" } },
      "/query-name": { ...hs256, in: { query: "my jwt&" } },
      "/cookie": { ...hs256, in: { cookie: "token" } },
      "/cookie-beside": { ...hs256, in: { cookie: "session" } },
    });
    const key = SECRET;
    const replaced = { headers: [{ enabled: true, name: "authorization", value: "Basic Zm9v" }] };
    await scene.request("/default", jwt({ key }), replaced);
    await scene.request("/prefix", jwt({ key, headerPrefix: "Ghost" }));
    await scene.request("/name", jwt({ key, headerName: "X-Auth-Token" }));
    await scene.request("/bare", jwt({ key, headerName: "X-Auth-Token", headerPrefix: "none" }));
    await scene.request("/query", jwt({ key, placement: "query", headerName: "no longer: shown" }), {
      urlParameters: [{ enabled: true, name: "page", value: "2" }],
    });
    await scene.request("/query-name", jwt({ key, placement: "query", queryName: "my jwt&" }));
    await scene.request("/cookie", jwt({ key, placement: "cookie" }));
    await scene.request(
      "/cookie-beside",
      jwt({ key, placement: "cookie", cookieName: "session" }),
      withCookies,
    );
    await scene.sendAll();
  });
  afterAll(() => scene.close());

  it.each([
    ["into the Authorization header, replacing the request's own", "/default"],
    ["into a header with another prefix", "/prefix"],
    ["into a header with another name", "/name"],
    ["into a header without a prefix", "/bare"],
    ["into a query parameter", "/query"],
    ["into a query parameter whose name must be encoded", "/query-name"],
    ["into a cookie", "/cookie"],
    ["into a cookie next to others", "/cookie-beside"],
  ])("the token goes %s", (_, path) => {
    expect(scene.server.at(path).refused).toBeUndefined();
  });

  it("the request keeps its own query parameters and gets no Authorization header", () => {
    const { url, headers } = scene.server.at("/query");
    expect(url).toMatch(/^\/query\?page=2&token=/);
    expect(headers.authorization).toBeUndefined();
  });

  it("the request keeps its own cookies, except one with the same name", () => {
    const sent = cookies(scene.server.at("/cookie-beside").headers.cookie);
    expect([...sent.keys()]).toEqual(["theme", "lang", "session"]);
    expect(sent.get("theme")).toBe("dark");
    expect(sent.get("session")).not.toBe("old");
  });
});
