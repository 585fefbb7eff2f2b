import { createPublicKey, sign as nodeSign } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { inspectSignature } from "../../../src/core/inspect";
import { decodeToken } from "../../../src/core/jwt/decode";
import { verify } from "../../../src/core/jwt/verify";
import { type Algorithm, algorithms, choiceOf } from "../../../src/core/keys/algorithms";
import { type GeneratedKey, generateKey } from "../../../src/core/keys/generate";
import { readPrivateKey } from "../../../src/core/keys/private-key";
import { publicKeyOf } from "../../../src/core/public-key";
import { signingAlgorithms } from "../../support/keys";
import { isForNoble, isSignedAccordingToNoble } from "../../support/noble";
import { clock, NOW, NOW_SECONDS, sign } from "../../support/sign";

const source = { field: "key", encoding: "", passphrase: "", holdsId: false } as const;

/** ES256 shows what jose says about the same token. */
describe.each(["ES256", ...signingAlgorithms.filter(isForNoble)])("a %s token", (name) => {
  const algorithm = algorithms.get(name) as Algorithm;
  let own: GeneratedKey;
  let other: GeneratedKey;
  beforeAll(async () => {
    [own, other] = await Promise.all([generateKey(algorithm, 0, ""), generateKey(algorithm, 0, "")]);
  });

  const check = async (token: string, text = own.publicKey ?? "", expected = {}) =>
    verify(decodeToken(token), { text, encoding: "text" }, expected, NOW).then(
      () => "verified",
      ({ message }) => message,
    );
  const signed = (values: object = {}) =>
    sign({ algorithm: name, key: own.privateKey, ...values }).then(({ token }) => token);

  it("of a generated key is verified with each of its public forms, and by noble", async () => {
    const token = await signed();
    const { pem, jwk, jwkSet } = await publicKeyOf({ algorithm: name, key: own.privateJwk }, clock);
    expect(pem).toBe(own.publicKey);
    for (const text of [pem, jwk, jwkSet, own.publicJwk, own.privateKey, own.privateJwk])
      expect(await check(token, text)).toBe("verified");
    expect(await signed({ key: own.privateJwk }).then((token) => check(token))).toBe("verified");
    if (name === "ES256") return;
    const { key } = readPrivateKey(own.privateKey ?? "", source, choiceOf(algorithm.name));
    expect(isSignedAccordingToNoble(token, name, createPublicKey(key))).toBe(true);
  });

  it("is recognized by Inspect Token with the key in the form", async () => {
    const token = decodeToken(await signed());
    const finding = (key = "") => inspectSignature(token, { algorithm: "HS256", key });
    expect(await finding(own.privateKey)).toMatchObject({ matches: true });
    expect(await finding(other.privateKey)).toMatchObject({ matches: false });
  });

  it.each<[string, (token: string) => string]>([
    ["another signature", (token) => token.slice(0, -3) + (token.endsWith("AAA") ? "BBB" : "AAA")],
    ["no signature", (token) => token.slice(0, token.lastIndexOf(".") + 1)],
    ["a signature that is too long", (token) => `${token}AAAA`],
    ["a character too many", (token) => `${token}A`],
    ["other claims", (token) => token.split(".").with(1, "e30").join(".")],
  ])("is rejected with %s", async (_, change) => {
    expect(await check(change(await signed()))).toMatch(/^The signature doesn't match this key/);
  });

  it("is rejected with another key of the same type, and with one of another type", async () => {
    const token = await signed();
    expect(await check(token, other.publicKey)).toMatch(/^The signature doesn't match this key/);
    const rsa = await generateKey(algorithms.get("RS256") as Algorithm, 2048, "");
    expect(await check(token, rsa.publicKey)).toBe(
      `This is a 2048-bit RSA key, but ${name} needs ${algorithm.needs}. Use the issuer's key.`,
    );
  });

  it.each<[string, object, object, RegExp]>([
    ["expired", { claims: `{"exp":${NOW_SECONDS - 60}}` }, {}, /but the token expired 1 minute ago/],
    ["not valid yet", { claims: `{"nbf":${NOW_SECONDS + 60}}` }, {}, /but the token isn't valid yet/],
    ["valid until text", { claims: '{"exp":"soon"}' }, {}, /but the exp claim isn't a Unix timestamp/],
    ["of another issuer", { issuer: "a" }, { issuer: "b" }, /but the token has iss "a", not "b"/],
    ["for another audience", { audience: "a" }, { audience: "b" }, /but the token has aud "a", not "b"/],
    ["without an issuer", {}, { issuer: "b" }, /but the token has no iss/],
  ])("is rejected if it is %s", async (_, values, expected, message) => {
    expect(await check(await signed(values), own.publicKey, expected)).toMatch(message);
  });

  it("is rejected if it needs an extension", async () => {
    const header = { alg: name, crit: ["exp"], exp: 1 };
    const parts = [JSON.stringify(header), "{}"].map((part) => Buffer.from(part).toString("base64url"));
    const input = parts.join(".");
    const { key } = readPrivateKey(own.privateKey ?? "", source, choiceOf(algorithm.name));
    const options = { key, dsaEncoding: "ieee-p1363" } as const;
    const signature = nodeSign(algorithm.hash ?? null, Buffer.from(input), options).toString("base64url");
    expect(await check(`${input}.${signature}`)).toBe(
      "The header requires an extension (crit) that isn't supported. Use a plain JWT.",
    );
  });
});
