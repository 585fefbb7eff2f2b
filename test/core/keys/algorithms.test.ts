import { describe, expect, it } from "vitest";
import { algorithms, isSameAlgorithm, privateKeyAlgorithms } from "../../../src/core/keys/algorithms";

const ED25519 = ["EdDSA", "Ed25519"];

describe.each([...algorithms.values()])("the algorithm $name", (algorithm) => {
  it("is the same as only itself, except that Ed25519 has two names", () => {
    const names = [...algorithms.keys(), "Ed448", "rs256", "constructor", "", " "];
    const same = ED25519.includes(algorithm.name) ? ED25519 : [algorithm.name];
    expect(names.filter((name) => isSameAlgorithm(name, algorithm))).toEqual(same);
  });
});

it("lists each kind of algorithm with a private key once", () => {
  expect(privateKeyAlgorithms()).toBe("RS, PS, ES, EdDSA, or ML-DSA");
});
