import { execFileSync } from "node:child_process";
import { calculateJwkThumbprint, createLocalJWKSet, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import type { Values } from "../../src/core/form/types";
import { publicKeyOf } from "../../src/core/public-key";
import { jwk, keyFor, keyPath, pem, SECRET, serviceAccount } from "../support/keys";
import { clock, sign } from "../support/sign";

const forms = (values: Values) => publicKeyOf(values, clock);

describe("the copied public key", () => {
  it.each([
    ["RS256", "rsa.pkcs8.pem"],
    ["ES384", "p384.pkcs8.pem"],
    ["EdDSA", "ed25519.pkcs8.pem"],
  ])("for %s is the same PEM that OpenSSL writes", async (algorithm, name) => {
    const expected = execFileSync("openssl", ["pkey", "-in", keyPath(name), "-pubout"], { encoding: "utf8" });
    expect((await forms({ algorithm, key: pem(name) })).pem).toBe(expected);
  });

  it.each(["RS256", "PS512", "ES256", "ES512", "EdDSA"])(
    "for %s, as a JWK set, verifies the form's tokens by their kid",
    async (algorithm) => {
      for (const keyId of ["my key", undefined]) {
        const values = { algorithm, key: keyFor(algorithm).key, keyId };
        const { jwk: single, jwkSet } = await forms(values);
        const set = JSON.parse(jwkSet);
        expect(set).toEqual({ keys: [JSON.parse(single)] });
        expect(set.keys[0]).toMatchObject({
          kid: keyId ?? (await calculateJwkThumbprint(set.keys[0])),
          alg: algorithm,
          use: "sig",
        });
        for (const secret of ["d", "p", "q", "dp", "dq", "qi"])
          expect(set.keys[0]).not.toHaveProperty(secret);
        const { token } = await sign(values);
        await jwtVerify(token, createLocalJWKSet(set), { currentDate: new Date(clock.now) });
      }
    },
  );

  it.each<[string, Values, string]>([
    ["the key", { key: JSON.stringify(jwk("rsa.pkcs8.pem", { kid: "own" })) }, "own"],
    [
      "the service account file",
      { key: JSON.stringify(serviceAccount("rsa.pkcs8.pem")) },
      "service-account-key",
    ],
    ["the header JSON", { key: pem("rsa.pkcs8.pem"), header: '{ "kid": "json" }' }, "json"],
    ["a placeholder in the key ID", { key: pem("rsa.pkcs8.pem"), keyId: "$issuer", issuer: "me" }, "me"],
  ])("has the same kid as the form's tokens if it comes from %s", async (_, values, kid) => {
    expect(JSON.parse((await forms({ algorithm: "RS256", ...values })).jwk).kid).toBe(kid);
  });

  it("has its thumbprint as the kid if the form's tokens have no kid", async () => {
    const values = {
      algorithm: "RS256",
      key: JSON.stringify(jwk("rsa.pkcs8.pem", { kid: "x" })),
      keyId: "none",
    };
    const { kid, ...named } = JSON.parse((await forms(values)).jwk);
    expect(kid).toBe(await calculateJwkThumbprint(named));
  });

  it.each<[string, Values, string]>([
    [
      "a shared secret",
      { key: SECRET },
      "Secret or Private Key: No public key, because a shared secret has none. Give your server the secret itself, or use a private key.",
    ],
    [
      "the algorithm of a shared secret",
      { key: SECRET, algorithm: "HS256" },
      "Algorithm: No public key, because the algorithm HS256 uses a shared secret. Choose an RS, PS, ES, EdDSA, or ML-DSA algorithm.",
    ],
    [
      "the algorithm none",
      { algorithm: "none" },
      "Algorithm: No public key, because the algorithm none uses no key. Choose an RS, PS, ES, EdDSA, or ML-DSA algorithm.",
    ],
    [
      "a missing key",
      { algorithm: "RS256" },
      "Private Key: Required. Paste a PEM, a JWK, a Google or Coinbase key file, or DER in base64, or select a key file.",
    ],
    [
      "a pasted public key",
      { algorithm: "RS256", key: pem("rsa.public.pem") },
      "Private Key: This is a public key, which can't sign. Use the matching private key.",
    ],
  ])("is not available for %s", async (_, values, message) => {
    await expect(forms(values)).rejects.toThrow(message);
  });
});
