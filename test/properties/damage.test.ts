import fc from "fast-check";
import { compactVerify } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { PASSPHRASE, pem, publicKeyOf } from "../support/keys";
import { type Signed, sign } from "../support/sign";
import { holds } from "./holds";

/** Every kind of PEM with a private key, an algorithm for it, and the file with the same key that verifies its tokens. */
const PEMS = [
  { file: "rsa.pkcs8.pem", algorithm: "RS256", same: "rsa.pkcs8.pem" },
  { file: "rsa.pkcs1.pem", algorithm: "RS384", same: "rsa.pkcs8.pem" },
  { file: "rsa.pkcs8.encrypted.pem", algorithm: "RS512", same: "rsa.pkcs8.pem" },
  { file: "rsa.pkcs1.aes.pem", algorithm: "RS256", same: "rsa.pkcs8.pem" },
  { file: "rsa.pkcs1.des3.pem", algorithm: "PS256", same: "rsa.pkcs8.pem" },
  { file: "p256.sec1.pem", algorithm: "ES256", same: "p256.pkcs8.pem" },
  { file: "p256.sec1.aes.pem", algorithm: "ES256", same: "p256.pkcs8.pem" },
  { file: "p256.pkcs8.pem", algorithm: "ES256", same: "p256.pkcs8.pem" },
  { file: "p256.pkcs8.encrypted.pem", algorithm: "ES256", same: "p256.pkcs8.pem" },
  { file: "p384.pkcs8.pem", algorithm: "ES384", same: "p384.pkcs8.pem" },
  { file: "p521.pkcs8.pem", algorithm: "ES512", same: "p521.pkcs8.pem" },
  { file: "ed25519.pkcs8.pem", algorithm: "EdDSA", same: "ed25519.pkcs8.pem" },
  { file: "ed25519.pkcs8.encrypted.pem", algorithm: "EdDSA", same: "ed25519.pkcs8.pem" },
];

/** What a line break can become if a PEM goes through a shell, a .env file, a form, or source code. */
const BREAKS = ["\n", "\r\n", "\r", "", " ", "  ", "\t", "\n\n", "\n  ", " \n", "\\n", "\\r\\n", "\\\\n"];
const SPACES = ["", " ", "\n", "\r\n", "\t  \n", "\ufeff", "\u00a0"];
const QUOTES = ["", "", '"', "'", "`"];

const damage = fc.record({
  /** One for the whole PEM, or several in turn, as if it was copied several times. */
  breaks: fc.oneof(
    fc.constantFrom(...BREAKS).map((one) => [one]),
    fc.array(fc.constantFrom(...BREAKS), { minLength: 1, maxLength: 5 }),
  ),
  quote: fc.constantFrom(...QUOTES),
  inside: fc.constantFrom(...SPACES),
  outside: fc.constantFrom(...SPACES),
});

type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function damaged(text: string, { breaks, quote, inside, outside }: Damage): string {
  let index = 0;
  const lines = text.trim().replace(/\n/g, () => breaks[index++ % breaks.length] ?? "");
  return outside + quote + inside + lines + inside + quote + outside;
}

const settings = (algorithm: string, key: string) => ({ algorithm, key, passphrase: PASSPHRASE });

describe("a PEM damaged by copying", () => {
  const undamaged = new Map<string, Signed>();
  beforeAll(async () => {
    for (const { file, algorithm } of PEMS) undamaged.set(file, await sign(settings(algorithm, pem(file))));
  });

  it("produces the same token", async () => {
    await holds(fc.tuple(fc.constantFrom(...PEMS), damage), async ([{ file, algorithm, same }, accident]) => {
      const { token } = await sign(settings(algorithm, damaged(pem(file), accident)));
      const expected = undamaged.get(file)?.token ?? "";
      expect(token.split(".").slice(0, 2)).toEqual(expected.split(".").slice(0, 2));
      // With the other algorithms, the signature is different each time.
      if (/^(?:RS|EdDSA)/.test(algorithm)) expect(token).toBe(expected);
      else await compactVerify(token, publicKeyOf(same));
    });
  });

  it("produces the same token even without BEGIN and END lines", async () => {
    const body = pem("ed25519.pkcs8.pem")
      .replace(/-----.*-----/g, "")
      .trim()
      .replace(/.{10}/g, "$&\n");
    await holds(damage, async (accident) => {
      const { token } = await sign(settings("EdDSA", damaged(body, accident)));
      expect(token).toBe(undamaged.get("ed25519.pkcs8.pem")?.token);
    });
  });

  it("produces the same token in a Google service account file", async () => {
    await holds(damage, async (accident) => {
      const key = JSON.stringify({
        type: "service_account",
        private_key: damaged(pem("ed25519.pkcs8.pem"), accident),
      });
      expect((await sign(settings("EdDSA", key))).token).toBe(undamaged.get("ed25519.pkcs8.pem")?.token);
    });
  });

  it("produces the same thumbprint if it is a certificate", async () => {
    const thumbprint = async (certificate: string) =>
      (await sign({ ...settings("RS256", pem("rsa.pkcs8.pem")), certificate })).header["x5t#S256"];
    const expected = await thumbprint(pem("rsa.certificate.pem"));
    await holds(damage, async (accident) => {
      expect(await thumbprint(damaged(pem("rsa.certificate.pem"), accident))).toBe(expected);
    });
  });
});
