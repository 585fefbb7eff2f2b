import { beforeAll, describe, expect, it } from "vitest";
import { decodeToken } from "../../../src/core/jwt/decode";
import { verify } from "../../../src/core/jwt/verify";
import { keyFor, publicKeyOf, SECRET } from "../../support/keys";
import { refusal } from "../../support/refusal";
import { NOW, sign } from "../../support/sign";

const publicJwk = (name: string, more: object = {}) => ({
  ...publicKeyOf(name).export({ format: "jwk" }),
  ...more,
});
const check = (token: string, key: object, encoding?: string) =>
  verify(decodeToken(token), { text: JSON.stringify(key), encoding }, {}, NOW);
const oct = (more: object) => ({ kty: "oct", k: Buffer.from(SECRET).toString("base64url"), ...more });

/** The generator of secp256k1, and its double (SEC 2 section 2.4.1). */
const hex = (text: string) => Buffer.from(text, "hex").toString("base64url");
const POINTS: Record<string, object> = {
  other: {
    x: hex("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"),
    y: hex("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8"),
  },
  another: {
    x: hex("c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5"),
    y: hex("1ae168fea63dc339a3c58419466ceaeef7f632653266d0e1236431a950cfe52a"),
  },
};

describe.each([
  ["RS256", "rsa.pkcs8.pem", ["rsa-other.pkcs8.pem", "rsa-4096.pem"]],
  ["ES256K", "secp256k1.pem", ["other", "another"]],
])("a JWK set with several possible keys for %s", (algorithm, name, others) => {
  let keys: object[] = [];
  let token = "";
  beforeAll(async () => {
    const own = publicJwk(name) as Record<string, string>;
    // Any point of the curve is a public key, and so is its negative.
    const strangers = others.map((other) =>
      algorithm === "RS256" ? publicJwk(other) : { ...own, ...POINTS[other] },
    );
    keys = [own, ...strangers];
    ({ token } = await sign({ algorithm, key: keyFor(algorithm).key }));
  });

  it.each([
    ["first", 0, 1, 2],
    ["in the middle", 1, 0, 2],
    ["last", 1, 2, 0],
  ])("verifies a token if its key is %s", async (_, ...order) => {
    await check(token, { keys: order.map((index) => keys[index]) });
  });

  it("reports what is wrong with a token whose key is not the last one", async () => {
    const { token: expired } = await sign({ algorithm, key: keyFor(algorithm).key, expiresIn: "-5m" });
    expect(await refusal(() => check(expired, { keys }))).toEqual({
      field: "token",
      message: "The signature matches, but the token expired 5 minutes ago (02:59:05 UTC). Get a new one.",
    });
  });

  it("does not verify a token if its key is missing", async () => {
    expect(await refusal(() => check(token, { keys: keys.slice(1) }))).toEqual({
      field: "token",
      message:
        "The signature doesn't match this key: the token was signed with another key, or it was changed. Use the issuer's key.",
    });
  });
});

describe("a token is not verified with", () => {
  const UNSUITABLE = "but EdDSA needs an Ed25519 key. Use the issuer's key.";
  const NONE = "No key in this JWK set is for EdDSA, the token's algorithm. Use the issuer's JWK set.";

  it.each([
    ["X25519", "x25519.pem"],
    ["Ed448", "ed448.pem"],
  ])("a JWK on %s, alone or in a set", async (crv, name) => {
    const { token } = await sign({ algorithm: "EdDSA", key: keyFor("EdDSA").key });
    const key = publicJwk(name, { kid: "a" });
    const messages = [`This is a key on curve "${crv}", ${UNSUITABLE}`, NONE];
    for (const [index, json] of [key, { keys: [key] }].entries())
      expect(await refusal(() => check(token, json))).toEqual({
        field: "verificationKey",
        message: messages[index],
      });
  });

  it.each<[string, (rsa: object) => object[], string]>([
    [
      "an RSA key",
      (rsa) => [rsa, oct({ kid: "other" })],
      "The token uses HS256, which needs a shared secret, but this is a public or private key. Paste the secret.",
    ],
    [
      "an RSA key with a secret of its own",
      (rsa) => [{ ...rsa, k: oct({}).k }],
      "The token uses HS256, which needs a shared secret, but this is a public or private key. Paste the secret.",
    ],
    [
      "an RSA key before a secret for encryption",
      (rsa) => [{ ...rsa, d: "AQAB", k: oct({}).k }, oct({ kid: "a", use: "enc" })],
      "This is a public or private key, but HS256 needs a shared secret. Choose an RS, PS, ES, EdDSA, or ML-DSA algorithm, or use the secret.",
    ],
    [
      "a secret for encryption",
      () => [oct({ kid: "a", use: "enc" })],
      "This JWK isn't for signing (see its use or key_ops). Use a signing key.",
    ],
  ])("%s that its kid names if it uses HS256", async (_, keys, message) => {
    const { token } = await sign({ key: SECRET, keyId: "a" });
    const set = { keys: keys(publicJwk("rsa.pkcs8.pem", { kid: "a" })) };
    expect(await refusal(() => check(token, set, "text"))).toEqual({ field: "verificationKey", message });
    await check(token, { keys: [...set.keys, oct({ kid: "a" })] }, "text");
  });
});
