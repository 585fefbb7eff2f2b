import { describe, expect, it } from "vitest";
import { fuzz } from "./fuzz";
import { keyAt } from "./generate";

describe("of generated keys,", () => {
  it("every one gives a token or a readable error, quickly, and none ends the process", async () => {
    const { keys, signed, findings } = await fuzz({ seed: 7, from: 0, to: 1000 });
    expect(findings).toEqual([]);
    // Most ways into the code start with a key that is intact.
    expect(signed / keys).toBeGreaterThan(0.15);
    // If keys hang, they are all listed, too.
  }, 600_000);

  it("every one is determined by the seed and the index, so that a finding can be repeated", () => {
    const keys = Array.from({ length: 30 }, (_, index) => keyAt(7, index));
    expect(keyAt(8, 0)).not.toEqual(keys[0]);
    for (const index of [29, 15, 0]) expect(keyAt(7, index)).toEqual(keys[index]);
  });
});
