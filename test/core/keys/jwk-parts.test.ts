import { describe, expect, it } from "vitest";
import { readJwk } from "../../../src/core/keys/jwk-parts";
import type { Json } from "../../../src/core/lib/json";
import { refusal } from "../../support/refusal";

const DAMAGED = "This JWK is damaged. Copy it again from the original.";
const incomplete = (names: string) =>
  `Incomplete JWK: ${names} missing or not a string. Export it again with all its members.`;
const read = (members: Record<string, Json>) => readJwk("key", new Map(Object.entries(members)));

describe("a JWK is refused if", () => {
  it.each<[string, Record<string, Json>, string]>([
    ["an RSA key has no modulus", { kty: "RSA", e: "AQAB" }, incomplete('"n"')],
    ["an RSA key has no public numbers", { kty: "RSA", d: "AQAB" }, incomplete('"n", "e"')],
    ["an EC key has no curve", { kty: "EC", d: "AQAB" }, incomplete('"crv"')],
    ["a public EC key has no point", { kty: "EC", crv: "P-256" }, incomplete('"x", "y"')],
    ["a public EC key has only half a point", { kty: "EC", crv: "P-256", x: "AQAB" }, incomplete('"y"')],
    ["a public EC key has only the other half", { kty: "EC", crv: "P-256", y: "AQAB" }, incomplete('"x"')],
    ["a public Ed25519 key has no x", { kty: "OKP", crv: "Ed25519" }, incomplete('"x"')],
    ["an Ed25519 key has no curve", { kty: "OKP", x: "AQAB" }, incomplete('"crv"')],
    ["a public ML-DSA key has no pub", { kty: "AKP", alg: "ML-DSA-44" }, incomplete('"pub"')],
    ["an ML-DSA key has no alg", { kty: "AKP", priv: "AQAB" }, incomplete('"alg"')],
    [
      "its type is another one",
      { kty: "oct", k: "AQAB" },
      "Unsupported JWK key type (kty). Use RSA, EC, OKP, or AKP.",
    ],
  ])("%s", async (_, members, message) => {
    expect(await refusal(() => read(members))).toEqual({ field: "key", message });
  });

  const whole: Record<string, Record<string, Json>> = {
    RSA: {
      kty: "RSA",
      n: "AQAB",
      e: "AQAB",
      d: "AQAB",
      p: "AQAB",
      q: "AQAB",
      dp: "AQAB",
      dq: "AQAB",
      qi: "AQAB",
    },
    EC: { kty: "EC", crv: "P-256", d: "AQAB", x: "AQAB", y: "AQAB" },
    Ed25519: { kty: "OKP", crv: "Ed25519", d: "AQAB", x: "AQAB" },
    "ML-DSA": { kty: "AKP", alg: "ML-DSA-44", priv: "AQAB", pub: "AQAB" },
  };
  const damages: Json[] = ["A", "AQABA", "!AQAB", "AQAB!", "AQ AB", "AQAB===", "=", "AQ==AB"];
  /** Members that can be missing. */
  const optional: Json[] = ["", null, true, ["AQAB"], new Map()];

  it.each(
    Object.entries(whole).flatMap(([type, members]) =>
      Object.keys(members)
        .filter((name) => !["kty", "crv", "alg"].includes(name))
        .map((name) => [type, name, members] as const),
    ),
  )("the %s key's %s is not base64url", async (_, name, members) => {
    read(members);
    const others = name === "n" || name === "e" || name === "p" || name === "q" ? [] : optional;
    for (const value of [...damages, ...others])
      expect([value, await refusal(() => read({ ...members, [name]: value }))]).toEqual([
        value,
        { field: "key", message: DAMAGED },
      ]);
  });

  it.each(["r", "d", "t"])("a third prime's %s is not base64url", async (name) => {
    for (const value of [...damages, ...optional]) {
      const third = new Map<string, Json>(Object.entries({ r: "AQAB", d: "AQAB", t: "AQAB", [name]: value }));
      expect(await refusal(() => read({ ...whole.RSA, oth: [third] }))).toEqual({
        field: "key",
        message: DAMAGED,
      });
    }
  });

  it("it has more than five primes", async () => {
    const others = (length: number) => Array.from({ length }, () => new Map([["r", "AQAB"]]));
    expect(read({ ...whole.RSA, oth: others(3) })).toMatchObject({ primes: { length: 5 } });
    expect(await refusal(() => read({ ...whole.RSA, oth: others(4) }))).toEqual({
      field: "key",
      message: DAMAGED,
    });
  });
});
