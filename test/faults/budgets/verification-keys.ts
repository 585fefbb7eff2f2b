import { createPublicKey } from "node:crypto";
import type { Lab } from "./case";
import { arrays, fill, id, many, nested } from "./texts";
import { ES256K, ES512, RS256 } from "./token-texts";

/** A JWK with a public key that is not on its curve. */
export const publicJwk = (index: number): string =>
  `{"kty":"EC","crv":"P-521","x":"${id(index).padStart(88, "A")}","y":"${"A".repeat(88)}"}`;

const oct = (index: number): string => `{"kty":"oct","k":"${id(index).padStart(44, "A")}"}`;

/** A JWK set that has the same public key as often as fits. */
const setOf = (file: string) => (lab: Lab) => {
  const jwk = JSON.stringify(createPublicKey(lab.pem(file)).export({ format: "jwk" }));
  return `{"keys":[${many(() => jwk)}]}`;
};

/** Keys to verify with, and the header of the token if it is not for a secret. */
export const VERIFICATION_KEYS: Record<string, { header?: string; make: (lab: Lab) => string }> = {
  "a JWK set of 85,000 empty keys": { header: ES512, make: () => `{"keys":[${many(() => "{}")}]}` },
  "a JWK set of keys that are not on the curve": {
    header: ES512,
    make: () => `{"keys":[${many(publicJwk)}]}`,
  },
  "a JWK set of P-521 keys": { header: ES512, make: setOf("p521.pkcs8.pem") },
  "a JWK set of secp256k1 keys": { header: ES256K, make: setOf("secp256k1.pem") },
  "a JWK set of RSA keys": { header: RS256, make: setOf("rsa-4096.pem") },
  "a JWK set of secrets": { make: () => `{"keys":[${many(oct)}]}` },
  "a JWK set in 990 levels": { header: ES512, make: () => `{"keys":${arrays(990)}}` },
  "a JWK set of deep arrays": {
    header: ES512,
    make: () => `{"keys":[${many(() => nested(900, () => "", 0))}]}`,
  },
  "a JWK set of deep arrays for a secret": {
    make: () => `{"keys":[${many(() => nested(900, () => "", 0))}]}`,
  },
  "starts of a PEM": { header: ES512, make: () => fill("-----BEGIN ") },
  certificates: {
    header: ES512,
    make: () => fill("-----BEGIN CERTIFICATE-----MIIA-----END CERTIFICATE-----"),
  },
  "real certificates": { header: ES512, make: (lab) => fill(lab.pem("rsa.certificate.pem")) },
  "starts of a PEM instead of a secret": { make: () => fill("-----BEGIN ") },
  "strings that are not closed": { make: () => fill('"\\') },
  "quotes that are escaped": { make: () => fill('\\"') },
  "empty lines": { make: () => fill("\npub") },
  "a long secret": { make: () => fill("x") },
  "a long secret in JSON": { make: () => fill('{"a":') },
  "a long URL": { make: () => `https://a.example/${fill("é/", 200_000)}` },
};
