import { createHash, createHmac } from "node:crypto";
import { CompactSign, EncryptJWT, SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, it } from "vitest";
import { decodeToken } from "../../../src/core/jwt/decode";
import { verify } from "../../../src/core/jwt/verify";
import { base64, jwk, keyFor, OPENSSH_KEY, pem, publicKeyOf, SECRET } from "../../support/keys";
import { NOW, sign } from "../../support/sign";

/** The public key of a private key, as a JWK. */
const publicJwk = (name: string, extra: object = {}) => ({
  ...publicKeyOf(name).export({ format: "jwk" }),
  ...extra,
});

interface Expected {
  issuer?: string;
  audience?: string;
  encoding?: string;
}

/** The result of verification: "verified", or the field and message of the error. */
async function verdict(token: string, key: string, { issuer, audience, encoding = "text" }: Expected = {}) {
  try {
    await verify(decodeToken(token), { text: key, encoding }, { issuer, audience }, NOW);
    return "verified";
  } catch (error) {
    const { field, message } = error as { field: string; message: string };
    return `${field}: ${message}`;
  }
}

const signed = (algorithm: string, values: object = {}) =>
  sign({ algorithm, key: keyFor(algorithm).key, ...values }).then(({ token }) => token);

/** A token with any header and payload, signed by Node. */
function hmac(header: string, payload: string): string {
  const input = [header, payload].map((part) => Buffer.from(part).toString("base64url")).join(".");
  return `${input}.${createHmac("sha256", SECRET).update(input).digest("base64url")}`;
}

describe("a token is verified", () => {
  it.each(["HS256", "HS384", "HS512"])("with the secret for %s", async (algorithm) => {
    const token = await signed(algorithm);
    expect(await verdict(token, SECRET)).toBe("verified");
    expect(await verdict(token, `"${SECRET}"\n`)).toBe("verified");
    const inBase64 = Buffer.from(SECRET).toString("base64");
    expect(await verdict(token, inBase64, { encoding: "base64" })).toBe("verified");
    const secretJwk = { kty: "oct", k: Buffer.from(SECRET).toString("base64url") };
    expect(await verdict(token, JSON.stringify(secretJwk))).toBe("verified");
    expect(await verdict(token, JSON.stringify({ keys: [publicJwk("rsa.pkcs8.pem"), secretJwk] }))).toBe(
      "verified",
    );
  });

  it("with a JWK set in which other keys cannot be used", async () => {
    const good = publicJwk("rsa.pkcs8.pem");
    const bad = [
      { ...good, n: undefined },
      { ...good, n: "AQ" },
      { ...good, e: "AA" },
      publicJwk("rsa-1024.pem"),
      { ...good, n: "!" },
    ];
    const token = await signed("RS256");
    for (const keys of [
      [...bad, good],
      [good, ...bad],
    ])
      expect(await verdict(token, JSON.stringify({ keys }))).toBe("verified");
    expect(await verdict(token, JSON.stringify({ keys: bad }))).toMatch(/Incomplete JWK: "n" missing/);
  });

  it.each([
    ["RS256", "rsa.pkcs8.pem"],
    ["RS384", "rsa.pkcs8.pem"],
    ["RS512", "rsa.pkcs8.pem"],
    ["PS256", "rsa.pkcs8.pem"],
    ["PS384", "rsa.pkcs8.pem"],
    ["PS512", "rsa.pkcs8.pem"],
    ["ES256", "p256.pkcs8.pem"],
    ["ES384", "p384.pkcs8.pem"],
    ["ES512", "p521.pkcs8.pem"],
    ["EdDSA", "ed25519.pkcs8.pem"],
  ])("with the public key for %s", async (algorithm, name) => {
    const token = await signed(algorithm);
    const spki = publicKeyOf(name).export({ type: "spki", format: "pem" }) as string;
    expect(await verdict(token, spki)).toBe("verified");
    expect(await verdict(token, JSON.stringify(publicJwk(name)))).toBe("verified");
    expect(await verdict(token, JSON.stringify({ keys: [publicJwk(name)] }))).toBe("verified");
  });

  it.each([
    ["a public key in PKCS#1", () => pem("rsa.public.pkcs1.pem")],
    ["a public key without line breaks", () => pem("rsa.public.pem").replaceAll("\n", " ")],
    ["a public key with literal \\n", () => JSON.stringify(pem("rsa.public.pem"))],
    ["a public key as base64 DER", () => base64("rsa.public.der")],
    ["a public key without BEGIN and END lines", () => pem("rsa.public.pem").replace(/-----.*-----/g, "")],
    ["a certificate", () => pem("rsa.certificate.pem")],
    ["a certificate as base64 DER", () => base64("rsa.certificate.der")],
    [
      "a chain that starts with the certificate",
      () => pem("rsa.certificate.pem") + pem("p256.certificate.pem"),
    ],
    ["the private key itself", () => pem("rsa.pkcs8.pem")],
    ["the private key in PKCS#1", () => pem("rsa.pkcs1.pem")],
    ["the private JWK", () => JSON.stringify(jwk("rsa.pkcs8.pem"))],
    [
      "a JWK set that contains other keys",
      () =>
        JSON.stringify({
          keys: [
            publicJwk("p256.pkcs8.pem"),
            publicJwk("rsa.pkcs8.pem"),
            publicJwk("rsa-4096.pem", { use: "enc" }),
          ],
        }),
    ],
    [
      "a JWK set with several possible keys and no kid",
      () => JSON.stringify({ keys: [publicJwk("rsa-other.pkcs8.pem"), publicJwk("rsa.pkcs8.pem")] }),
    ],
  ])("with %s", async (_, key) => {
    expect(await verdict(await signed("RS256"), key())).toBe("verified");
  });

  it("with the key in a JWK set that matches its kid", async () => {
    const token = await signed("RS256", { keyId: "b" });
    const set = (kid: string) =>
      JSON.stringify({
        keys: [publicJwk("rsa-other.pkcs8.pem", { kid: "a" }), publicJwk("rsa.pkcs8.pem", { kid })],
      });
    expect(await verdict(token, set("b"))).toBe("verified");
    expect(await verdict(token, set("c"))).toBe(
      "verificationKey: No key in this JWK set has the token's kid, \"b\" (it has a and c). Use the issuer's current JWK set.",
    );
  });

  it("with a JWK set in which only some keys have a kid", async () => {
    const other = publicJwk("rsa-other.pkcs8.pem");
    const named = { keys: [other, publicJwk("rsa.pkcs8.pem", { kid: "b" })] };
    expect(await verdict(await signed("RS256"), JSON.stringify(named))).toBe("verified");
    const unnamed = { keys: [other, publicJwk("rsa.pkcs8.pem")] };
    expect(await verdict(await signed("RS256", { keyId: "b" }), JSON.stringify(unnamed))).toBe("verified");
  });

  it("if its alg is Ed25519 (RFC 9864)", async () => {
    const jwt = new SignJWT({}).setProtectedHeader({ alg: "Ed25519" });
    const token = await jwt.sign(jwk("ed25519.pkcs8.pem", { alg: "Ed25519" }) as never);
    expect(await verdict(token, JSON.stringify(publicJwk("ed25519.pkcs8.pem")))).toBe("verified");
  });

  it("with as many keys as are checked, and with as large a JWK set as is read", async () => {
    const [own, other] = [publicJwk("rsa.pkcs8.pem"), publicJwk("rsa-other.pkcs8.pem")];
    const token = await signed("RS256");
    expect(await verdict(token, JSON.stringify({ keys: [...Array(49).fill(other), own] }))).toBe("verified");
    const unrelated = Array(999).fill({ kty: "EC" });
    expect(await verdict(token, JSON.stringify({ keys: [...unrelated, own] }))).toBe("verified");
  });

  it("with the expected issuer and audience", async () => {
    const token = await signed("HS256", { issuer: "https://a.example", audience: "one, two" });
    expect(await verdict(token, SECRET, { issuer: "https://a.example", audience: "two" })).toBe("verified");
  });
});

describe("verification reports", () => {
  const otherKey =
    "token: The signature doesn't match this key: the token was signed with another key, or it was changed. Use the issuer's key.";

  it.each<[string, () => Promise<string>, () => string, Expected, string]>([
    ["a different key", () => signed("RS256"), () => pem("rsa-4096.pem"), {}, otherKey],
    ["a different secret", () => signed("HS256"), () => `${SECRET}.`, {}, otherKey],
    [
      "a changed claim",
      async () => {
        const [header, , signature] = (await signed("HS256")).split(".");
        return `${header}.${Buffer.from('{"admin":true}').toString("base64url")}.${signature}`;
      },
      () => SECRET,
      {},
      otherKey,
    ],
    [
      "a wrong signature before a wrong claim",
      () => signed("HS256", { expiresIn: "-5m" }),
      () => "x",
      { issuer: "me" },
      otherKey,
    ],
    [
      "a wrong issuer before the expiration",
      () => signed("HS256", { issuer: "them", expiresIn: "-5m" }),
      () => SECRET,
      { issuer: "me" },
      'expectedIssuer: The signature matches, but the token has iss "them", not "me". Check this value, or use another token.',
    ],
    [
      "a missing issuer",
      () => signed("HS256"),
      () => SECRET,
      { issuer: "me" },
      "expectedIssuer: The signature matches, but the token has no iss. Clear this field, or use another token.",
    ],
    [
      "a different audience",
      () => signed("HS256", { audience: "a, b" }),
      () => SECRET,
      { audience: "c" },
      `expectedAudience: The signature matches, but the token has aud "a", "b", which doesn't include "c". Check this value, or use another token.`,
    ],
    [
      "an expired token",
      () => signed("HS256", { expiresIn: "-12m" }),
      () => SECRET,
      {},
      "token: The signature matches, but the token expired 12 minutes ago (02:52:05 UTC). Get a new one.",
    ],
    [
      "a token that is not valid yet",
      () => signed("HS256", { notBefore: "now+2h" }),
      () => SECRET,
      {},
      "token: The signature matches, but the token isn't valid yet: it becomes valid in 2 hours (05:04:05 UTC). Wait, or check the clocks.",
    ],
    [
      "an exp that is a string",
      () => signed("HS256", { claims: '{ "exp": "5m" }' }),
      () => SECRET,
      {},
      "token: The signature matches, but the exp claim isn't a Unix timestamp. Get a valid token.",
    ],
    [
      "an nbf that is a string",
      () => signed("HS256", { claims: '{ "nbf": "now" }' }),
      () => SECRET,
      {},
      "token: The signature matches, but the nbf claim isn't a Unix timestamp. Get a valid token.",
    ],
    [
      "a duplicate claim, because servers differ in which one they use",
      () =>
        new CompactSign(Buffer.from('{"sub":"a","sub":"b"}'))
          .setProtectedHeader({ alg: "HS256" })
          .sign(Buffer.from(SECRET)),
      () => SECRET,
      {},
      "token: The payload isn't a JSON object with unique claim names. Use a JWT.",
    ],
    [
      "a payload that is not a JSON object",
      async () => hmac('{"alg":"HS256"}', "[]"),
      () => SECRET,
      {},
      "token: The payload isn't a JSON object with unique claim names. Use a JWT.",
    ],
    [
      "a crit that is not an array",
      async () => hmac('{"alg":"HS256","crit":"x"}', "{}"),
      () => SECRET,
      {},
      "token: The header is invalid (RFC 7515), so servers reject it. Get a valid token.",
    ],
    [
      "an unencoded payload",
      async () => hmac('{"alg":"HS256","crit":["b64"],"b64":false}', "{}"),
      () => SECRET,
      {},
      "token: The payload isn't encoded (b64), which JWTs don't allow. Use a plain JWT.",
    ],
    [
      "an extension in the header",
      async () => hmac('{"alg":"HS256","crit":["x"],"x":1}', "{}"),
      () => SECRET,
      {},
      "token: The header requires an extension (crit) that isn't supported. Use a plain JWT.",
    ],
    [
      "an unsecured token",
      async () => new UnsecuredJWT({ sub: "admin" }).encode(),
      () => SECRET,
      {},
      "token: Not signed (alg none), so anyone could have created it. Don't trust it.",
    ],
    [
      "an encrypted token",
      () =>
        new EncryptJWT({})
          .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
          .encrypt(createHash("sha256").update("x").digest()),
      () => SECRET,
      {},
      "token: This token is encrypted (JWE), so only its recipient can read it. Paste the token inside it.",
    ],
    [
      "an unknown algorithm",
      async () => `${Buffer.from('{"alg":"ES256X"}').toString("base64url")}.e30.AAAA`,
      () => SECRET,
      {},
      `token: Signed with "ES256X", which isn't supported. Use a token with a supported algorithm.`,
    ],
    [
      "a missing algorithm",
      async () => `${Buffer.from("{}").toString("base64url")}.e30.AAAA`,
      () => SECRET,
      {},
      "token: The header has no algorithm (alg), so the signature can't be verified. Get a valid token.",
    ],
    [
      "a missing key",
      () => signed("RS256"),
      () => " ",
      {},
      "verificationKey: Required. Paste a PEM public key or certificate, a JWK, a JWK set, or a URL.",
    ],
    [
      "a missing secret",
      () => signed("HS256"),
      () => "",
      {},
      "verificationKey: Required. Paste the secret, because the token uses HS256.",
    ],
    [
      "text that is not a key",
      () => signed("RS256"),
      () => "hello",
      {},
      "verificationKey: Unknown key format. Paste a PEM public key or certificate, a JWK, a JWK set, or a URL.",
    ],
    ...[
      (der: string) => `x ${der}`,
      (der: string) => `!${der}`,
      (der: string) => `${der}!`,
      (der: string) => `${der}===`,
      () => "my ssh-rsa AAAAB3NzaC1yc2E",
      () => "A".repeat(39),
    ].map((change, index): [string, () => Promise<string>, () => string, Expected, string] => [
      `other text than a key in base64 (${index})`,
      () => signed("RS256"),
      () => change(base64("rsa.public.der").replace(/=+$/, "")),
      {},
      "verificationKey: Unknown key format. Paste a PEM public key or certificate, a JWK, a JWK set, or a URL.",
    ]),
    [
      "JSON that is not a key",
      () => signed("RS256"),
      () => '{"issuer":"x"}',
      {},
      "verificationKey: This JSON isn't a JWK or JWK set (no kty or keys). Paste a PEM public key or certificate, a JWK, a JWK set, or a URL.",
    ],
    [
      "a truncated key",
      () => signed("RS256"),
      () => pem("rsa.public.pem").slice(0, 200),
      {},
      "verificationKey: Damaged, incomplete, or encrypted. Copy the public key or certificate again, including its BEGIN and END lines.",
    ],
    [
      "an encrypted private key",
      () => signed("RS256"),
      () => pem("rsa.pkcs8.encrypted.pem"),
      {},
      "verificationKey: Damaged, incomplete, or encrypted. Copy the public key or certificate again, including its BEGIN and END lines.",
    ],
    [
      "an OpenSSH key that ssh-keygen cannot convert",
      () => signed("EdDSA"),
      () => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)} me@host`,
      {},
      "verificationKey: This is an OpenSSH Ed25519 key, which ssh-keygen can't convert. Use the key as a PEM or JWK.",
    ],
    [
      "an OpenSSH key",
      () => signed("RS256"),
      () => `ssh-rsa ${OPENSSH_KEY.replace(/\W/g, "A").replace(/^/, "AAAA")} me@host`,
      {},
      "verificationKey: This is an OpenSSH public key. Convert it with ssh-keygen -e -m PKCS8 -f FILE.",
    ],
    [
      "a key of another type",
      () => signed("RS256"),
      () => pem("p256.pkcs8.pem"),
      {},
      "verificationKey: This is an EC key on curve P-256, but RS256 needs an RSA key. Use the issuer's key.",
    ],
    [
      "a key on another curve",
      () => signed("ES256"),
      () => JSON.stringify(publicJwk("p384.pkcs8.pem")),
      {},
      "verificationKey: This is an EC key on curve P-384, but ES256 needs an EC key on curve P-256. Use the issuer's key.",
    ],
    [
      "a key that is too small",
      () => signed("RS256"),
      () => pem("rsa-1024.pem"),
      {},
      "verificationKey: This is a 1024-bit RSA key, but RS256 needs at least 2048 bits. Use the issuer's key.",
    ],
    [
      "a JWK set without a matching key",
      () => signed("RS256"),
      () => JSON.stringify({ keys: [publicJwk("p256.pkcs8.pem")] }),
      {},
      "verificationKey: No key in this JWK set is for RS256, the token's algorithm. Use the issuer's JWK set.",
    ],
    [
      "a JWK set whose key is for another algorithm",
      () => signed("RS256"),
      () => JSON.stringify({ keys: [publicJwk("rsa.pkcs8.pem", { alg: "RS512" })] }),
      {},
      "verificationKey: No key in this JWK set is for RS256, the token's algorithm. Use the issuer's JWK set.",
    ],
    ...[{ alg: "RS512" }, { use: "enc" }].map(
      (extra): [string, () => Promise<string>, () => string, Expected, string] => [
        `a JWK with ${JSON.stringify(extra)}`,
        () => signed("RS256"),
        () => JSON.stringify(publicJwk("rsa.pkcs8.pem", extra)),
        {},
        "verificationKey: This JWK isn't for RS256, the token's algorithm (see its alg or use). Use the issuer's key.",
      ],
    ),
    [
      "a JWK set with only a different key",
      () => signed("RS256"),
      () => JSON.stringify({ keys: [publicJwk("rsa-other.pkcs8.pem")] }),
      {},
      otherKey,
    ],
    [
      "a secret for a token signed with a private key",
      () => signed("RS256"),
      () => '{"kty":"oct","k":"AAAA"}',
      {},
      "verificationKey: This JWK is a shared secret, but the token is signed with a private key. Use the issuer's public key.",
    ],
    [
      "too many keys that match",
      () => signed("RS256"),
      () => JSON.stringify({ keys: Array(51).fill(publicJwk("rsa.pkcs8.pem")) }),
      {},
      "verificationKey: This JWK set has 51 keys that match the token, too many to check. Paste only the issuer's key.",
    ],
    [
      "a huge JWK set",
      () => signed("RS256"),
      () => JSON.stringify({ keys: Array(1001).fill({ kty: "EC" }) }),
      {},
      "verificationKey: This JWK set has over 1000 keys. Paste only the issuer's key.",
    ],
    [
      "a key with another character in its base64",
      () => signed("RS256"),
      () => pem("rsa.public.pem").replace("MII", "!MII"),
      {},
      "verificationKey: Damaged, incomplete, or encrypted. Copy the public key or certificate again, including its BEGIN and END lines.",
    ],
    [
      "a key after many other blocks",
      () => signed("RS256"),
      () => "-----BEGIN X-----\nAAAA\n-----END X-----\n".repeat(10) + pem("rsa.public.pem"),
      {},
      "verificationKey: Damaged, incomplete, or encrypted. Copy the public key or certificate again, including its BEGIN and END lines.",
    ],
    [
      "a damaged JWK",
      () => signed("RS256"),
      () => '{"kty":"RSA","n":"AAAA"}',
      {},
      'verificationKey: Incomplete JWK: "e" missing or not a string. Export it again with all its members.',
    ],
    [
      "a secret that is not valid base64",
      () => signed("HS256"),
      () => "%%%",
      { encoding: "base64" },
      "verificationKey: Not valid base64. Change Secret Encoding to Text if it's plain text, or to Hex and enter the bytes that your server decodes it to.",
    ],
  ])("%s", async (_, token, key, expected, message) => {
    expect(await verdict(await token(), key(), expected)).toBe(message);
  });
});
