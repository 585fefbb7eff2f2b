import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyFor, SECRET, signingAlgorithms as signing } from "../support/keys";
import { jwt, Scene } from "../support/scene";

describe("in the real client", () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open({
      ...Object.fromEntries(
        signing.map((algorithm) => [
          `/${algorithm}`,
          { algorithm, verifyWith: keyFor(algorithm).verifyWith },
        ]),
      ),
      "/none": { algorithm: "none" },
      "/untouched": { algorithm: "HS256", verifyWith: keyFor("HS256").verifyWith },
    });
    for (const algorithm of signing) {
      await scene.request(`/${algorithm}`, jwt({ algorithm, key: keyFor(algorithm).key }));
    }
    await scene.request("/none", jwt({ algorithm: "none" }));
    await scene.request("/untouched", jwt({ key: SECRET }));
    await scene.sendAll();
  });
  afterAll(() => scene.close());

  it.each(signing)("a token signed with %s is accepted by the server", (algorithm) => {
    const { refused, header, token } = scene.server.at(`/${algorithm}`);
    expect(refused).toBeUndefined();
    expect(header).toEqual({ alg: algorithm, typ: "JWT" });
    expect(token?.split(".")[2]).not.toBe("");
  });

  it("a token with the algorithm none is sent unsigned", () => {
    const { refused, header, token } = scene.server.at("/none");
    expect(refused).toBeUndefined();
    expect(header).toEqual({ alg: "none", typ: "JWT" });
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.$/);
  });

  it("a form with only a secret sends Authorization: Bearer with iat set to now and exp 300 seconds later", () => {
    const { headers, claims, refused } = scene.server.at("/untouched");
    expect(refused).toBeUndefined();
    expect(headers.authorization).toMatch(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/);
    expect(Object.keys(claims ?? {})).toEqual(["iat", "exp"]);
    expect((claims?.exp ?? 0) - (claims?.iat ?? 0)).toBe(300);
    expect(Math.abs(Date.now() / 1000 - (claims?.iat ?? 0))).toBeLessThan(60);
  });
});
