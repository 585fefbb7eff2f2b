import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { storeOf } from "../../src/yaak/services";

/** A store whose calls are resolved by the test. */
function slowStore() {
  const calls: ((value: unknown) => void)[] = [];
  const call = () => new Promise<unknown>((resolve) => calls.push(resolve));
  return { calls, store: storeOf({ store: { get: call, set: call, delete: call } } as never) };
}
const outcome = (work: Promise<unknown>) =>
  work.then(
    (value) => value,
    (error: Error) => error.message,
  );

describe("Yaak's store", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(async () => {
    // A call that never resolves counts as lost after ten seconds.
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
  });

  it("is given 600 milliseconds for a call", async () => {
    const { calls, store } = slowStore();
    const read = outcome(store.read());
    await vi.advanceTimersByTimeAsync(599);
    calls[0]?.("tokens");
    expect(await read).toBe("tokens");
    const late = outcome(store.read());
    await vi.advanceTimersByTimeAsync(600);
    expect(await late).toBe("store timeout");
  });

  it("is not called again until every late call has resolved", async () => {
    const { calls, store } = slowStore();
    const both = [outcome(store.write({})), outcome(store.read())];
    await vi.advanceTimersByTimeAsync(600);
    expect(await Promise.all(both)).toEqual(["store timeout", "store timeout"]);
    for (const late of [...calls]) {
      expect(await outcome(store.delete())).toBe("store timeout");
      late(undefined);
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(calls).toHaveLength(2);
    const deleted = store.delete();
    calls[2]?.(true);
    expect(await deleted).toBe(true);
  });

  it("is called again after ten seconds, even if a call never resolved", async () => {
    const { calls, store } = slowStore();
    const lost = outcome(store.read());
    await vi.advanceTimersByTimeAsync(600);
    await lost;
    await vi.advanceTimersByTimeAsync(10_000);
    const read = store.read();
    calls[1]?.("tokens");
    expect(await read).toBe("tokens");
  });

  it("is waited for as long as a write can still come", async () => {
    const { calls, store } = slowStore();
    const lost = outcome(store.write({}));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await lost).toBe("store timeout");
    expect(await outcome(store.delete())).toBe("store timeout");
    calls[0]?.(undefined);
    await vi.advanceTimersByTimeAsync(0);
    const deleted = store.delete();
    calls[1]?.(true);
    expect(await deleted).toBe(true);
  });

  it.each([
    ["rejects", () => Promise.reject(new Error("no"))],
    [
      "throws",
      () => {
        throw new Error("no");
      },
    ],
  ])("passes on the error if Yaak %s", async (_, get) => {
    expect(await outcome(storeOf({ store: { get } } as never).read())).toBe("no");
  });
});
