import { describe, expect, it } from "vitest";
import type { Credential } from "../../../src/core/flows/flow";
import { type CachedTokens, reuse, type TokenStore } from "../../../src/core/flows/token-cache";

const NOW = 1_767_323_045_678;

/** A store like Yaak's, and a function that gets a token from it or creates a numbered one. */
function openStore(initial: unknown = undefined) {
  let stored = initial;
  let created = 0;
  const store: TokenStore = {
    read: async () => structuredClone(stored),
    write: async (tokens) => {
      stored = structuredClone(tokens);
    },
  };
  const get = (id: string, lifetime: number | undefined, milliseconds = 0, using: TokenStore = store) =>
    reuse(using, id, NOW + milliseconds, async () => ({
      value: `token-${++created}`,
      tokenType: "Bearer",
      lifetime,
    }));
  return { store, get, tokens: () => (stored ?? {}) as CachedTokens };
}

describe("the token cache", () => {
  it.each([
    ["an hour", 3600, 3569, 3570],
    ["five minutes", 300, 269, 270],
    ["a minute", 60, 53, 54],
    ["ten seconds", 10, 8, 9],
  ])(
    "reuses a token that lasts %s until 30 seconds or a tenth of its lifetime is left",
    async (_, lifetime, last, tooLate) => {
      const { get } = openStore();
      expect(await get("id", lifetime)).toEqual({ value: "token-1", tokenType: "Bearer", lifetime });
      const left = lifetime - last;
      expect(await get("id", lifetime, last * 1000)).toMatchObject({ value: "token-1", lifetime: left });
      expect((await get("id", lifetime, tooLate * 1000)).value).toBe("token-2");
    },
  );

  it("reuses a token only for the same ID", async () => {
    const { get } = openStore();
    expect([(await get("a", 60)).value, (await get("b", 60)).value, (await get("a", 60)).value]).toEqual([
      "token-1",
      "token-2",
      "token-1",
    ]);
  });

  it.each([undefined, 0, -5])("does not store a token with a lifetime of %s", async (lifetime) => {
    const { get } = openStore();
    expect([(await get("a", lifetime)).value, (await get("a", lifetime)).value]).toEqual([
      "token-1",
      "token-2",
    ]);
  });

  it("deletes expired tokens and the oldest of many tokens", async () => {
    const { get, tokens } = openStore();
    await get("short", 10);
    for (let i = 0; i < 100; i++) await get(`long-${i}`, 3600, 1000);
    expect(Object.keys(tokens())).toHaveLength(100);
    await get("last", 3600, 20_000);
    expect(Object.keys(tokens())).toHaveLength(100);
    expect(Object.keys(tokens())).not.toContain("short");
    expect(Object.keys(tokens())).not.toContain("long-0");
    expect(Object.keys(tokens()).at(-1)).toBe("last");
  });

  it.each<[string, unknown]>([
    ["null", null],
    ["a token that is not a string", { value: 1, madeAt: NOW, lifetime: 3600 }],
    ["a token with a line break", { value: "x\r\nX: y", madeAt: NOW, lifetime: 3600 }],
    ["a token whose type has a line break", { value: "x", tokenType: "a\nb", madeAt: NOW, lifetime: 3600 }],
    ["a token without its creation time", { value: "x", lifetime: 3600 }],
    ["a token without its lifetime", { value: "x", madeAt: NOW }],
  ])("ignores invalid content of the store: %s", async (_, stored) => {
    expect((await openStore({ a: stored }).get("a", 3600)).value).toBe("token-1");
  });

  it("does not reuse a token if the clock was set back", async () => {
    const { get } = openStore();
    await get("a", 3600);
    expect((await get("a", 3600, -3_600_000)).value).toBe("token-2");
  });

  it("shares a token between concurrent requests", async () => {
    const { get } = openStore();
    const all = await Promise.all([get("a", undefined), get("a", undefined), get("b", undefined)]);
    expect(all.map(({ value }) => value)).toEqual(["token-1", "token-1", "token-2"]);
  });

  it("requests a token again after a failure", async () => {
    const { store, get } = openStore();
    const failing = () => reuse(store, "a", NOW, () => Promise.reject<Credential>(new Error("no")));
    await expect(Promise.all([failing(), failing()])).rejects.toThrow("no");
    expect((await get("a", 60)).value).toBe("token-1");
  });

  it("still returns a token if the store fails", async () => {
    const { get } = openStore();
    const broken = {
      read: () => Promise.reject(new Error("no")),
      write: () => Promise.reject(new Error("no")),
    };
    expect((await get("a", 60, 0, broken)).value).toBe("token-1");
    expect((await get("a", 60, 0, broken)).value).toBe("token-2");
  });
});
