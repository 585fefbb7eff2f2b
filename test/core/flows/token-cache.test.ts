import { describe, expect, it } from "vitest";
import type { Credential } from "../../../src/core/flows/flow";
import { type CachedTokens, reuse, type TokenStore } from "../../../src/core/flows/token-cache";

const NOW = 1_767_323_045_678;

/** A store as an app has it, and how often a token was made. */
function openStore(kept: unknown = undefined) {
  let stored = kept;
  let made = 0;
  const store: TokenStore = {
    read: async () => structuredClone(stored),
    write: async (tokens) => {
      stored = structuredClone(tokens);
    },
  };
  const get = (id: string, lifetime: number | undefined, milliseconds = 0, using: TokenStore = store) =>
    reuse(using, id, NOW + milliseconds, async () => ({
      value: `token-${++made}`,
      tokenType: "Bearer",
      lifetime,
    }));
  return { store, get, tokens: () => (stored ?? {}) as CachedTokens };
}

describe("a token that is kept", () => {
  it.each([
    ["an hour", 3600, 3569, 3570],
    ["five minutes", 300, 269, 270],
    ["a minute", 60, 53, 54],
    ["ten seconds", 10, 8, 9],
  ])(
    "for %s is used until half a minute or a tenth of its life is left",
    async (_, lifetime, last, tooLate) => {
      const { get } = openStore();
      expect(await get("id", lifetime)).toEqual({ value: "token-1", tokenType: "Bearer", lifetime });
      const left = lifetime - last;
      expect(await get("id", lifetime, last * 1000)).toMatchObject({ value: "token-1", lifetime: left });
      expect((await get("id", lifetime, tooLate * 1000)).value).toBe("token-2");
    },
  );

  it("is for what decides it alone", async () => {
    const { get } = openStore();
    expect([(await get("a", 60)).value, (await get("b", 60)).value, (await get("a", 60)).value]).toEqual([
      "token-1",
      "token-2",
      "token-1",
    ]);
  });

  it.each([undefined, 0, -5])("is none with a lifetime of %s", async (lifetime) => {
    const { get } = openStore();
    expect([(await get("a", lifetime)).value, (await get("a", lifetime)).value]).toEqual([
      "token-1",
      "token-2",
    ]);
  });

  it("goes once it has expired, or is one of the oldest of many", async () => {
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
    ["no token", null],
    ["a token that is no text", { value: 1, madeAt: NOW, lifetime: 3600 }],
    ["a token with a line break", { value: "x\r\nX: y", madeAt: NOW, lifetime: 3600 }],
    ["a token of a type with a line break", { value: "x", tokenType: "a\nb", madeAt: NOW, lifetime: 3600 }],
    ["a token without its time", { value: "x", lifetime: 3600 }],
    ["a token without its lifetime", { value: "x", madeAt: NOW }],
  ])("is not what the store has in its place: %s", async (_, kept) => {
    expect((await openStore({ a: kept }).get("a", 3600)).value).toBe("token-1");
  });

  it("is not used where the clock was set back", async () => {
    const { get } = openStore();
    await get("a", 3600);
    expect((await get("a", 3600, -3_600_000)).value).toBe("token-2");
  });

  it("is shared by those who ask while it is made", async () => {
    const { get } = openStore();
    const all = await Promise.all([get("a", undefined), get("a", undefined), get("b", undefined)]);
    expect(all.map(({ value }) => value)).toEqual(["token-1", "token-1", "token-2"]);
  });

  it("is asked for again after a failure", async () => {
    const { store, get } = openStore();
    const failing = () => reuse(store, "a", NOW, () => Promise.reject<Credential>(new Error("no")));
    await expect(Promise.all([failing(), failing()])).rejects.toThrow("no");
    expect((await get("a", 60)).value).toBe("token-1");
  });

  it("is none in an app that keeps nothing, and no send fails for it", async () => {
    const { get } = openStore();
    const broken = {
      read: () => Promise.reject(new Error("no")),
      write: () => Promise.reject(new Error("no")),
    };
    expect((await get("a", 60, 0, broken)).value).toBe("token-1");
    expect((await get("a", 60, 0, broken)).value).toBe("token-2");
  });
});
