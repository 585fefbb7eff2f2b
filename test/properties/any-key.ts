import fc from "fast-check";
import { jwk, pem, SECRET, serviceAccount } from "../support/keys";

/** A key as entered, and the parts of it that are secret. */
export interface Key {
  text: string;
  secrets: string[];
}

/** The content of a PEM, without its BEGIN and END lines and its headers. */
export const bodyOf = (text: string): string =>
  text.replace(/-----[A-Z ]+-----|Proc-Type:.*|DEK-Info:.*/g, "").replace(/\s+/g, "");

/** The private or secret members of a JWK. */
export const secretMembers = (key: Record<string, unknown>): string[] =>
  ["d", "p", "q", "dp", "dq", "qi", "k"].flatMap((name) => (name in key ? String(key[name]) : []));

const PEMS = [
  ...["rsa.pkcs8", "rsa.pkcs1", "rsa.pkcs8.encrypted", "rsa.pkcs1.aes", "rsa-1024", "rsa-pss"],
  ...["p256.sec1", "p256.sec1.aes", "p384.pkcs8", "secp256k1"],
  ...["ed25519.pkcs8", "ed25519.pkcs8.encrypted", "ed448"],
];

function keys(): Key[] {
  const jwks = ["rsa.pkcs8.pem", "p256.pkcs8.pem", "ed25519.pkcs8.pem"].map((name) =>
    jwk(name, { kid: "key" }),
  );
  const oct = { kty: "oct", k: Buffer.from(SECRET).toString("base64url") };
  const account = serviceAccount("rsa.pkcs8.pem");
  return [
    ...PEMS.flatMap((name) => {
      const text = pem(`${name}.pem`);
      const body = bodyOf(text);
      return [text, body].map((typed) => ({ text: typed, secrets: [body] }));
    }),
    ...[...jwks, oct].flatMap((key) => [
      { text: JSON.stringify(key), secrets: secretMembers(key) },
      { text: JSON.stringify({ keys: [key, key] }, null, 2), secrets: secretMembers(key) },
    ]),
    { text: JSON.stringify(account, null, 2), secrets: [bodyOf(account.private_key)] },
  ];
}

const printable = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 12,
  maxLength: 40,
});

/** A realistic secret. It is random, so that it does not match the words of a message. */
export const anySecret = fc.oneof(
  printable,
  printable.map((text) => Buffer.from(text).toString("base64")),
  printable.map((text) => Buffer.from(text).toString("hex")),
);

/** What can happen to a key before it is in the form. */
const ACCIDENTS: ((text: string, at: number) => string)[] = [
  (text) => text,
  (text, at) => text.slice(0, at),
  (text, at) => text.slice(at),
  (text, at) => `${text.slice(0, at)}!${text.slice(at + 1)}`,
  (text, at) => `${text.slice(0, at)}A${text.slice(at + 1)}`,
  (text, at) => `${text.slice(0, at)}"${text.slice(at)}`,
  (text, at) => text.slice(0, at) + text.slice(at + 30),
  (text) => text + text,
  (text) => text.replaceAll("\n", "\\n"),
  (text) => JSON.stringify(text),
  (text) => Buffer.from(text).toString("base64"),
];

/** A key or a secret, intact or damaged in one place. */
export const anyKey = (): fc.Arbitrary<Key> =>
  fc
    .record({
      key: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...keys()) },
        { weight: 1, arbitrary: anySecret.map((text) => ({ text, secrets: [text] })) },
      ),
      accident: fc.constantFrom(...ACCIDENTS),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ key, accident, at }) => ({ ...key, text: accident(key.text, Math.floor(at * key.text.length)) }));
