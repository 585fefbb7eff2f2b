import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SECRET } from "../support/keys";
import { type Listening, listen } from "../support/listen";
import { jwt, Scene } from "../support/scene";

/* What the form warns of: where the real client sends a token if a server redirects to another host. */

const WARNED: Record<string, object> = {
  "another header": { headerName: "X-Token" },
  "a query parameter": { placement: "query" },
};
const SAFE: Record<string, object> = {
  "the Authorization header": {},
  "the Proxy-Authorization header": { headerName: "Proxy-Authorization" },
  "a cookie": { placement: "cookie" },
};
const CASES = Object.entries({ ...WARNED, ...SAFE });

describe("a redirect to another host", () => {
  let scene: Scene;
  let first: Listening;
  let second: Listening;
  /** What arrived at the other host, by case. */
  const arrived = new Map<string, string>();

  beforeAll(async () => {
    second = await listen((request, response) => {
      const name = decodeURIComponent(request.url?.split(/[/?]/)[1] ?? "");
      arrived.set(name, JSON.stringify([request.url, request.headers]));
      response.end();
    });
    first = await listen((request, response) => {
      response.writeHead(302, { location: `${second.url}${request.url?.split("?")[0]}` }).end();
    });
    scene = await Scene.open({});
    for (const [name, values] of CASES)
      await scene.request(name, jwt({ key: SECRET, ...values }), {
        url: `${first.url}/${encodeURIComponent(name)}`,
      });
    await scene.sendAll();
  });
  afterAll(async () => {
    await scene.close();
    await Promise.all([first.close(), second.close()]);
  });

  it.each(Object.keys(WARNED))("carries along a token in %s", (name) => {
    expect(arrived.get(name)).toContain("eyJhbGciOiJIUzI1NiI");
  });

  it.each(Object.keys(SAFE))("does not carry along a token in %s", (name) => {
    expect(arrived.get(name)).toBeDefined();
    expect(arrived.get(name)).not.toContain("eyJhbGciOiJIUzI1NiI");
  });
});
