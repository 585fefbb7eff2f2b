import { arrays, fill, id, many, nested } from "./texts";

/** A JWK with a public and a private part that are not related. */
const jwk = (index: number): string =>
  `{"kty":"EC","crv":"P-256","kid":"${id(index)}","x":"${"A".repeat(43)}","y":"${"A".repeat(43)}","d":"${"A".repeat(43)}"}`;

/** Texts where a key should be, of a size. */
export const KEYS: Record<string, (chars: number) => string> = {
  "a JWK set of empty keys": (chars) => `{"keys":[${many(() => "{}", chars)}]}`,
  "a JWK set of arrays": (chars) => `{"keys":[${many(() => "[]", chars)}]}`,
  "a JWK set of key types": (chars) => `{"keys":[${many(() => '{"kty":"EC"}', chars)}]}`,
  "a JWK set of keys": (chars) => `{"keys":[${many(jwk, chars)}]}`,
  "a JWK with many members": (chars) => `{"kty":"EC",${many((index) => `"${id(index)}":1`, chars)}}`,
  "a JWK with a large number": (chars) => `{"kty":"RSA","n":"${fill("A", chars)}","e":"AQAB","d":"AQAB"}`,
  "a JWK set in 990 levels": (chars) => `{"keys":${arrays(990, chars)}}`,
  "a JWK set of deep arrays": (chars) => `{"keys":[${many(() => nested(990, () => "", 0), chars)}]}`,
  "a JWK set with escapes": (chars) => `{\\"keys\\":[${many(() => "{}", chars)}]}`,
  "a Google key file with nested JSON": (chars) =>
    `{"type":"service_account","private_key":${arrays(500, chars)}}`,
  "a Google key file with a long key": (chars) =>
    `{"private_key":"-----BEGIN PRIVATE KEY-----\\n${fill("MIIA\\n", chars - 80)}-----END PRIVATE KEY-----"}`,
  "a PEM with line breaks": (chars) =>
    `-----BEGIN PRIVATE KEY-----\n${fill("MIIA\n", chars - 60)}-----END PRIVATE KEY-----`,
  "an encrypted PEM": (chars) =>
    `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,${fill("0", 32)}\n\n${fill("MIIA\n", chars - 160)}-----END RSA PRIVATE KEY-----`,
  "many short PEMs": (chars) => fill("-----BEGIN A-----A-----END A-----", chars),
  "many certificates": (chars) => fill("-----BEGIN CERTIFICATE-----MIIA-----END CERTIFICATE-----", chars),
  "many PEMs with other ends": (chars) => fill("-----BEGIN A-----A-----END B-----", chars),
  "many ends": (chars) => fill("-----END PRIVATE KEY-----", chars),
  "a long label": (chars) => `-----BEGIN ${fill("A ", chars)}PRIVATE KEY-----`,
  "lines of base64": (chars) => fill(`${"MIIA".repeat(16)}\n`, chars),
  "nested DER": (chars) => Buffer.alloc((chars * 3) / 4, Buffer.from([0x30, 0x80])).toString("base64"),
  "an SSH key": (chars) => `ssh-rsa AAAA${fill("A", chars)}`,
  hex: (chars) => fill("30", chars),
  "the start of a variable, and space": (chars) => `\${${fill(" ", chars - 3)}!`,
  "an assignment, space, and JSON": (chars) => `a:${fill(" ", chars - 6)}x{}`,
  "hex and space": (chars) => `a1:${fill(" ", chars - 6)}x`,
  "a long list": (chars) => `[${many(() => "1", chars)}]`,
  "strings in JSON": (chars) => `[${many((index) => `"${id(index)}${"a b ".repeat(12)}"`, chars)}]`,
  "lines of settings": (chars) => fill(`KEY="${"A".repeat(60)}"\n`, chars),
  words: (chars) => fill("word ", chars),
};
