import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { choiceOf } from "../../../src/core/keys/algorithms";
import { loadKey } from "../../../src/core/keys/load";
import type { FieldName } from "../../../src/field-name";
import { jwk, keyPath, pem } from "../../support/keys";

const load = (
  text: string,
  algorithm = "HS256",
  more: { passphrase?: string; encoding?: string; field?: FieldName; forms?: string; path?: string } = {},
  keyId?: string,
) => {
  return loadKey(
    { field: "key", text, encoding: "text", passphrase: "", holdsId: false, ...more },
    choiceOf(algorithm),
    keyId,
  );
};

/** A secret of two bytes in a file. */
const loadBytes = (first: number, second: number, more: { passphrase?: string } = {}) => {
  const path = keyPath("two-bytes");
  writeFileSync(path, Buffer.from([first, second]));
  return load("", "HS256", { ...more, path });
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
      algorithm: expect.objectContaining({ name: "HS256" }),
      setSize: undefined,
      notes: [],
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
    ["kind of material", () => load("\u00ff"), () => loadBytes(0xff, 0)],
    ["bytes of a file that is not text", () => loadBytes(0xff, 0x80), () => loadBytes(0xff, 0x81)],
    [
      "half of a surrogate pair with the bytes of a file",
      () => loadBytes(0xff, 0x80, { passphrase: "\ud800" }),
      () => loadBytes(0xff, 0x80, { passphrase: "\ud801" }),
    ],
  ])("is different for another %s", async (_, one, other) => {
    expect(await one()).not.toBe(await other());
  });

  // Joined without their lengths, what determines the two keys would be the same text.
  it.each<[string, Parameters<typeof load>, Parameters<typeof load>]>([
    ["field and encoding", ["s", "HS256", { encoding: "Filetext" }], ["s", "HS256", { field: "keyFile" }]],
    [
      "encoding and passphrase",
      ["s", "HS256", { encoding: "text", passphrase: "a" }],
      ["s", "HS256", { encoding: "texta" }],
    ],
    [
      "passphrase and format",
      ["s", "HS256", { passphrase: "a", forms: "bfalsec" }],
      ["s", "HS256", { passphrase: "afalseb", forms: "c" }],
    ],
    ["format and key ID", ["s", "HS256", { forms: "a" }, "b"], ["s", "HS256", { forms: "ab" }]],
    ["key ID and text", ["bstringc", "HS256", {}, "a"], ["c", "HS256", {}, "astringb"]],
    ["passphrase and text", ["bc", "HS256", { passphrase: "a" }], ["c", "HS256", { passphrase: "ab" }]],
  ])("is not shared by two sources that split the same text differently into %s", async (_, one, other) => {
    const keys = [await load(...one), await load(...other)];
    expect(keys[0]).not.toBe(keys[1]);
    expect(keys[0]?.id).not.toBe(keys[1]?.id);
  });

  it("is cached for the same bytes of a file", async () => {
    expect(await loadBytes(0xff, 0x82)).toBe(await loadBytes(0xff, 0x82));
  });

  it.each([
    [31, true],
    [32, false],
  ])("is still cached after %i others: %s", async (count, isCached) => {
    const first = await load(`first of ${count}`);
    for (let i = 0; i < count; i++) await load(`after first ${i} of ${count}`);
    expect((await load(`first of ${count}`)) === first).toBe(isCached);
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
