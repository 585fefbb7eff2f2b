import { describe, expect, it } from "vitest";
import { algorithms } from "../../../src/core/keys/algorithms";
import { loadKey } from "../../../src/core/keys/load";
import type { FieldName } from "../../../src/field-name";
import { jwk, pem } from "../../support/keys";

const load = (
  text: string,
  algorithm = "HS256",
  more: { passphrase?: string; encoding?: string; field?: FieldName } = {},
  keyId?: string,
) => {
  const entry = algorithms.get(algorithm);
  if (!entry) throw new Error(algorithm);
  return loadKey(
    { field: "key", text, encoding: "text", passphrase: "", holdsId: false, ...more },
    entry,
    keyId,
  );
};

describe("an imported key", () => {
  it("is cached for the same inputs", async () => {
    expect(await load("a secret")).toBe(await load("a secret"));
  });

  it("does not expose its secret", async () => {
    const { key, ...rest } = await load('{"kty":"oct","k":"c2VjcmV0","kid":"own"}');
    expect(rest).toEqual({
      keyId: "own",
      id: expect.stringMatching(/^[\w+/]{43}=$/),
      algorithm: algorithms.get("HS256"),
    });
    expect(key.type).toBe("secret");
  });

  it.each<[string, () => Promise<unknown>, () => Promise<unknown>]>([
    ["text", () => load("secret-1"), () => load("secret-2")],
    ["algorithm", () => load("secret-1"), () => load("secret-1", "HS384")],
    ["encoding", () => load("abcd"), () => load("abcd", "HS256", { encoding: "hex" })],
    [
      "passphrase",
      () => load(pem("rsa.pkcs8.pem"), "RS256"),
      () => load(pem("rsa.pkcs8.pem"), "RS256", { passphrase: "x" }),
    ],
    ["key ID", () => load(twoKeys(), "ES256", {}, "a"), () => load(twoKeys(), "ES256", {}, "b")],
    ["half of a surrogate pair", () => load("\ud800"), () => load("\ud801")],
    // Concatenated, they would be the same.
    [
      "split between passphrase and text",
      () => load("bc", "HS256", { passphrase: "a" }),
      () => load("c", "HS256", { passphrase: "ab" }),
    ],
  ])("is different for another %s", async (_, one, other) => {
    expect(await one()).not.toBe(await other());
  });

  it("that is invalid is reported for the field that contains it", async () => {
    const damaged = pem("rsa.pkcs8.pem").slice(0, 500);
    const failedField = (field: FieldName) => load(damaged, "RS256", { field }).catch((error) => error.field);
    expect([await failedField("key"), await failedField("keyFile"), await failedField("key")]).toEqual([
      "key",
      "keyFile",
      "key",
    ]);
  });

  it("is dropped from the cache after many others are used, but not while it is in use", async () => {
    const [used, unused] = [await load("used"), await load("unused")];
    for (let i = 0; i < 40; i++) {
      await load(`other ${i}`);
      expect(await load("used")).toBe(used);
    }
    expect(await load("unused")).not.toBe(unused);
  });
});

const twoKeys = () => JSON.stringify({ keys: ["a", "b"].map((kid) => jwk("p256.pkcs8.pem", { kid })) });
