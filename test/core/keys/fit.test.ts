import { describe, expect, it } from "vitest";
import { type Algorithm, algorithms, choiceOf } from "../../../src/core/keys/algorithms";
import { pickAlgorithm, whyUnsuitable } from "../../../src/core/keys/fit";
import type { KeyParts, PssRestriction } from "../../../src/core/material/parts";
import { refusal } from "../../support/refusal";

const of = (name: string) => algorithms.get(name) as Algorithm;
const rsa = (bits: number, pss?: PssRestriction): KeyParts => ({
  type: "RSA",
  n: (1n << BigInt(bits - 1)) + 1n,
  e: 65537n,
  primes: [],
  pss,
});
const RSA = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];

describe("an RSA-PSS key", () => {
  it.each<[PssRestriction, string[], string]>([
    [{ hash: "any", saltLength: 0 }, ["PS256", "PS384", "PS512"], ""],
    [{ hash: "any", saltLength: 32 }, ["PS256", "PS384", "PS512"], ""],
    [{ hash: "any", saltLength: 33 }, ["PS384", "PS512"], ""],
    [{ hash: "any", saltLength: 64 }, ["PS512"], ""],
    [{ hash: "sha256", saltLength: 20 }, ["PS256"], " for SHA-256"],
    [{ hash: "sha256", saltLength: 32 }, ["PS256"], " for SHA-256"],
    [{ hash: "sha256", saltLength: 33 }, [], " for SHA-256 and a salt of at least 33 bytes"],
    [{ hash: "sha384", saltLength: 48 }, ["PS384"], " for SHA-384"],
    [{ hash: "sha512", saltLength: 65 }, [], " for SHA-512 and a salt of at least 65 bytes"],
    [{ hash: "other", saltLength: 20 }, [], " for hashes that JWTs don't use"],
  ])("with %o fits only %j, and is named with its restriction", async (pss, usable, words) => {
    expect(RSA.filter((name) => whyUnsuitable(rsa(2048, pss), of(name)) === undefined)).toEqual(usable);
    const { message } = await refusal(() => pickAlgorithm("key", rsa(2048, pss), choiceOf("ES256")));
    expect(message.split(", but")[0]).toBe(`This is a 2048-bit RSA-PSS key${words}`);
  });

  it.each([
    ["RS256", "an RSA key"],
    ["PS384", "one that allows SHA-384 with a salt of 48 bytes"],
  ])("that does not fit %s is told apart from %s", async (name, needed) => {
    const pss: PssRestriction = { hash: "sha256", saltLength: 32 };
    expect(await refusal(() => pickAlgorithm("key", rsa(2048, pss), choiceOf(name)))).toEqual({
      field: "key",
      message: `This is a 2048-bit RSA-PSS key for SHA-256, but ${name} needs ${needed}. Change the algorithm to PS256, or use another key.`,
    });
  });
});

describe("an RSA key", () => {
  it.each([
    [2047, "This is a 2047-bit RSA key, but PS256 needs at least 2048 bits. Generate a larger key."],
    [8193, "This is an 8193-bit RSA key, but more than 8192 bits are too slow. Use a smaller key."],
    [16384, "This is a 16384-bit RSA key, but more than 8192 bits are too slow. Use a smaller key."],
  ])("of %i bits is too small or too large", async (bits, message) => {
    expect(await refusal(() => pickAlgorithm("key", rsa(bits), choiceOf("PS256")))).toEqual({
      field: "key",
      message,
    });
  });

  it.each([2048, 8192])("of %i bits fits every algorithm for RSA, and no other", (bits) => {
    const usable = [...algorithms.values()].filter((algorithm) => !whyUnsuitable(rsa(bits), algorithm));
    expect(usable.map(({ name }) => name)).toEqual(RSA);
  });
});
