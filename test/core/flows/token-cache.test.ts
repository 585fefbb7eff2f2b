import { describe, expect, it } from "vitest";
import type { Credential } from "../../../src/core/flows/flow";
import type { CachedTokens, TokenStore } from "../../../src/core/flows/stored-tokens";
import { deleteTokens, reuse } from "../../../src/core/flows/token-cache";

const NOW = 1_767_323_045_678;

/** A store like Yaak's, and a function that gets a token from it or creates a numbered one. */
function openStore(initial: unknown = undefined) {
  let stored = initial;
  let created = 0;
  let writes = 0;
  const store: TokenStore = {
    read: async () => structuredClone(stored),
    write: async (tokens) => {
      stored = structuredClone(tokens);
      writes++;
    },
    delete: async () => {
      const had = stored !== undefined;
      stored = undefined;
      return had;
    },
  };
  const get = (id: string, lifetime: number | undefined, milliseconds = 0, using: TokenStore = store) =>
    reuse(using, id, NOW + milliseconds, async () => ({
      value: `token-${++created}`,
      lifetime,
    }));
  return { store, get, tokens: () => (stored ?? {}) as CachedTokens, writes: () => writes };
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
      expect(await get("id", lifetime)).toEqual({ value: "token-1", lifetime });
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

  it.each([undefined, 0, -5, Number.POSITIVE_INFINITY])(
    "does not store a token with a lifetime of %s",
    async (lifetime) => {
      const { get } = openStore();
      expect([(await get("a", lifetime)).value, (await get("a", lifetime)).value]).toEqual([
        "token-1",
        "token-2",
      ]);
    },
  );

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

  it.each([undefined, null, {}])(
    "does not write to an empty store (%j) if there is nothing to cache",
    async (stored) => {
      const { get, writes } = openStore(stored);
      expect((await get("a", undefined)).value).toBe("token-1");
      expect(writes()).toBe(0);
    },
  );

  it.each([
    [undefined, undefined],
    ["bearer", undefined],
    ["BearerToken", undefined],
    ["JWT", "JWT"],
  ])("reuses a token with the type %j as one with the type %j", async (stored, tokenType) => {
    const { get } = openStore({ a: { ...good, tokenType: stored } });
    expect(await get("a", 60, 1000)).toEqual({ ...good, tokenType, lifetime: 3599 });
  });

  const good = { value: "t", madeAt: NOW, lifetime: 3600 };
  it.each<[string, unknown]>([
    ["null", null],
    ["a token that can't be sent", { value: "x", tokenType: "mac", madeAt: NOW, lifetime: 3600 }],
    ["a token with a type that is not a string", { ...good, tokenType: 1 }],
    ["a token that is not a string", { value: 1, madeAt: NOW, lifetime: 3600 }],
    ["a token with a line break", { value: "x\r\nX: y", madeAt: NOW, lifetime: 3600 }],
    ["a token whose type has a line break", { value: "x", tokenType: "a\nb", madeAt: NOW, lifetime: 3600 }],
    ["a token without its creation time", { value: "x", lifetime: 3600 }],
    ["a token without its lifetime", { value: "x", madeAt: NOW }],
  ])("ignores invalid content of the store: %s", async (_, stored) => {
    expect((await openStore({ a: stored }).get("a", 3600)).value).toBe("token-1");
  });

  it.each([
    ["a minute, because sends overlap", -60_000, "token-1"],
    ["more than a minute", -60_001, "token-2"],
  ])("reuses a token only from before the clock was set back by %s", async (_, milliseconds, value) => {
    const { get } = openStore();
    await get("a", 3600);
    expect((await get("a", 3600, milliseconds)).value).toBe(value);
  });

  it("stores at most 1 MiB, and drops the oldest tokens first", async () => {
    const { store, tokens } = openStore();
    const value = "t".repeat(64 * 1024);
    for (let i = 0; i < 20; i++) await reuse(store, `id-${i}`, NOW, async () => ({ value, lifetime: 3600 }));
    expect(Object.keys(tokens())).toEqual(Array.from({ length: 16 }, (_, i) => `id-${i + 4}`));
  });

  it.each<[string, unknown]>([
    ["more tokens than it stores", Object.fromEntries(Array.from({ length: 101 }, (_, i) => [i, good]))],
    ["a huge token", { a: { ...good, value: "t".repeat(64 * 1024 + 1) } }],
    ["a huge ID", { ["a".repeat(65)]: good }],
    ["text", "x".repeat(1000)],
    ["a number", 1],
    ["a list", [1]],
    ["another kind of entry", { a: good, settings: {} }],
  ])("replaces what it did not store, so that no other send has to read it: %s", async (_, stored) => {
    const { get, tokens, writes } = openStore(stored);
    expect((await get("b", undefined)).value).toBe("token-1");
    expect(tokens()).toEqual({});
    expect(writes()).toBe(1);
  });

  it("does not write if it only reads", async () => {
    const { get, writes } = openStore({ a: good });
    expect((await get("a", 60)).value).toBe("t");
    expect(writes()).toBe(0);
  });

  it("shares a token between concurrent requests", async () => {
    const { get } = openStore();
    const all = await Promise.all([get("a", undefined), get("a", undefined), get("b", undefined)]);
    expect(all.map(({ value }) => value)).toEqual(["token-1", "token-1", "token-2"]);
  });

  it("stores the tokens of concurrent sends together, so that none waits for each of the others", async () => {
    const { store, tokens, writes } = openStore();
    const ids = Array.from({ length: 20 }, (_, index) => `id-${index}`);
    await Promise.all(ids.map((id) => reuse(store, id, NOW, async () => ({ value: id, lifetime: 60 }))));
    expect(Object.keys(tokens()).sort()).toEqual([...ids].sort());
    expect(writes()).toBeLessThanOrEqual(2);
  });

  it("requests a token again after a failure", async () => {
    const { store, get } = openStore();
    const failing = () => reuse(store, "a", NOW, () => Promise.reject<Credential>(new Error("no")));
    await expect(Promise.all([failing(), failing()])).rejects.toThrow(new Error("no"));
    expect((await get("a", 60)).value).toBe("token-1");
  });

  it("still returns a token if the store fails", async () => {
    const { get } = openStore();
    const broken = {
      read: () => Promise.reject(new Error("no")),
      write: () => Promise.reject(new Error("no")),
      delete: () => Promise.reject(new Error("no")),
    };
    expect((await get("a", 60, 0, broken)).value).toBe("token-1");
    expect((await get("a", 60, 0, broken)).value).toBe("token-2");
  });
});

describe("deleting the cached tokens", () => {
  /** A promise to be resolved by the test. */
  function deferred<T>() {
    let resolve: (value: T) => void = () => {};
    const promise = new Promise<T>((done) => {
      resolve = done;
    });
    return { promise, resolve };
  }

  it("deletes all of them, and says whether there were any", async () => {
    const { store, get } = openStore();
    await get("a", 60);
    expect([await deleteTokens(store), await deleteTokens(store)]).toEqual([true, false]);
    expect((await get("a", 60)).value).toBe("token-2");
  });

  it("is not undone by a send that is under way", async () => {
    const { store, tokens } = openStore();
    const answer = deferred<Credential>();
    const sending = reuse(store, "a", NOW, () => answer.promise);
    expect(await deleteTokens(store)).toBe(false);
    answer.resolve({ value: "late", lifetime: 60 });
    expect((await sending).value).toBe("late");
    expect(tokens()).toEqual({});
  });

  it("is not undone by a send that is storing its token", async () => {
    const { store, get, tokens } = openStore();
    const [writing, written] = [deferred<void>(), deferred<void>()];
    const slow = {
      ...store,
      write: async (all: CachedTokens) => {
        writing.resolve();
        await written.promise;
        await store.write(all);
      },
    };
    const sending = get("a", 60, 0, slow);
    await writing.promise;
    const deleting = deleteTokens(slow);
    written.resolve();
    await Promise.all([sending, deleting]);
    expect(tokens()).toEqual({});
  });

  it("is not undone by a send that started while they were being deleted", async () => {
    const { store, get } = openStore();
    await get("a", 3600);
    const [deleting, deleted] = [deferred<void>(), deferred<void>()];
    const slow = {
      ...store,
      delete: async () => {
        deleting.resolve();
        await deleted.promise;
        return store.delete();
      },
    };
    const deletion = deleteTokens(slow);
    await deleting.promise;
    const reads = deferred<unknown>();
    const during = get("a", 3600, 0, { ...store, read: () => reads.promise });
    deleted.resolve();
    await deletion;
    const after = get("a", 3600);
    reads.resolve({ a: { value: "token-1", madeAt: NOW, lifetime: 3600 } });
    expect([(await during).value, (await after).value]).toEqual(["token-1", "token-2"]);
  });

  it("makes a send that starts while they are being deleted get a new token, too", async () => {
    const { store } = openStore();
    const [first, deleted] = [deferred<Credential>(), deferred<boolean>()];
    const before = reuse(store, "a", NOW, () => first.promise);
    const deleting = deleteTokens({ ...store, delete: () => deleted.promise });
    const during = reuse(store, "a", NOW, async () => ({ value: "new", lifetime: 60 }));
    first.resolve({ value: "old", lifetime: 60 });
    deleted.resolve(true);
    await deleting;
    expect([(await before).value, (await during).value]).toEqual(["old", "new"]);
  });

  it("makes the next send get a new token, even while another is waiting for one", async () => {
    const { store, tokens } = openStore();
    const [first, second] = [deferred<Credential>(), deferred<Credential>()];
    const before = reuse(store, "a", NOW, () => first.promise);
    await deleteTokens(store);
    const after = reuse(store, "a", NOW, () => second.promise);
    first.resolve({ value: "old", lifetime: 60 });
    expect((await before).value).toBe("old");
    // The first one is done, and the second one is still shared.
    const shared = reuse(store, "a", NOW, () => Promise.reject(new Error("asked again")));
    second.resolve({ value: "new", lifetime: 60 });
    expect([(await after).value, (await shared).value]).toEqual(["new", "new"]);
    expect(tokens().a?.value).toBe("new");
  });
});
