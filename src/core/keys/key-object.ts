import type { KeyObject } from "node:crypto";
import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { nodeCrypto } from "../lib/node-crypto";
import type { PrivateKeySource } from "./key-source";
import { recognizeDer } from "./refusals";
import { roundsOf } from "./rounds";

/** The error for a private key that can be read but not used. */
export const damagedKey = (field: FieldName, cause: unknown) =>
  new JwtAuthError(field, "This private key is damaged. Copy it again from the original.", { cause });

/** In bytes. An 8192-bit RSA key is smaller, even encrypted. Anything longer may take minutes to read. */
const MAX_KEY_BYTES = 5000;

/** Maximum key derivation rounds: about half a second, during which the host is blocked. */
const MAX_ROUNDS = 1_000_000;

/** Every key in DER starts with a SEQUENCE. */
export const isDer = (bytes: Buffer): boolean => bytes[0] === 0x30;

/**
 * Reads an Ed25519 seed followed by its public key, 32 bytes each, as Coinbase CDP and libsodium write it.
 *
 * @throws JwtAuthError if the two do not match
 */
export function fromEd25519(field: FieldName, bytes: Buffer): KeyObject {
  const jwk = {
    kty: "OKP",
    crv: "Ed25519",
    d: bytes.subarray(0, 32).toString("base64url"),
    x: bytes.subarray(32).toString("base64url"),
  };
  return fromJwk(
    field,
    jwk,
    "These 64 bytes aren't an Ed25519 key: the public half doesn't match the private half.",
  );
}

/** @throws JwtAuthError if the members are not a valid key, or its public and private parts do not match */
export function fromJwk(
  field: FieldName,
  jwk: Record<string, string>,
  damaged = "This JWK is damaged.",
): KeyObject {
  let cause: unknown;
  try {
    const key = nodeCrypto().createPrivateKey({ key: jwk, format: "jwk" });
    // For Ed25519, Node uses only the private half and does not notice if the public half belongs to a different key.
    const { x = "" } = nodeCrypto().createPublicKey(key).export({ format: "jwk" });
    if (Buffer.from(x, "base64url").equals(Buffer.from(jwk.x ?? "", "base64url"))) return key;
  } catch (error) {
    cause = error;
  }
  throw new JwtAuthError(field, `${damaged} Copy it again from the original.`, { cause });
}

/**
 * Checks that a key can verify what it signs. Its numbers are not checked when it is read, and a single wrong character
 * would create tokens that no server accepts.
 *
 * @throws JwtAuthError if it cannot
 */
export function checkWhole(field: FieldName, key: KeyObject): void {
  const { createPublicKey, sign, verify } = nodeCrypto();
  const { kty, ...numbers } = key.export({ format: "jwk" });
  if (kty === "RSA" && !isConsistent(numbers as Record<string, string>)) throw damagedKey(field, undefined);

  const hash = key.asymmetricKeyType === "ed25519" ? null : "sha256";
  const data = Buffer.from("test");
  let cause: unknown;
  try {
    if (verify(hash, data, createPublicKey(key), sign(hash, data, key))) return;
  } catch (error) {
    cause = error;
  }
  throw damagedKey(field, cause);
}

/**
 * Whether the numbers of an RSA key (RFC 7518 section 6.3) are consistent. OpenSSL signs with the primes and does not notice
 * a private exponent from a different key.
 */
function isConsistent({ n = "", ...others }: Record<string, string>): boolean {
  // Each number is smaller than the modulus. A longer one would take minutes to sign with.
  if (Object.values(others).some(({ length }) => length > n.length)) return false;
  const number = (name: string) =>
    BigInt(`0x0${Buffer.from(others[name] ?? "", "base64url").toString("hex")}`);
  const [d, p, q, dp, dq] = ["d", "p", "q", "dp", "dq"].map(number) as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  return p > 1n && q > 1n && d % (p - 1n) === dp && d % (q - 1n) === dq;
}

/**
 * Reads PKCS#8, encrypted PKCS#8, PKCS#1, or SEC1. The bytes determine the format, whatever the PEM's label says.
 *
 * @throws JwtAuthError if it is something else, encrypted without the right passphrase, incomplete, or damaged
 */
export function fromDer(der: Buffer, source: PrivateKeySource): KeyObject {
  const { field } = source;
  if (isDer(der) && isTruncated(der)) {
    throw new JwtAuthError(
      field,
      "This key is incomplete: part of it is missing. Copy it again, down to the last line.",
    );
  }
  if (der.length > MAX_KEY_BYTES) throw recognizeDer(field, der) ?? tooLarge(field);
  let cause: unknown;
  for (const type of ["pkcs8", "pkcs1", "sec1"] as const) {
    try {
      return nodeCrypto().createPrivateKey({ key: der, format: "der", type });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ERR_MISSING_PASSPHRASE") return decrypt(der, source);
      cause ??= error;
    }
  }
  throw recognizeDer(field, der) ?? damagedKey(field, cause);
}

const tooLarge = (field: FieldName) =>
  new JwtAuthError(field, "Too large for a private key. Use a single key of at most 8192 bits.");

/** Whether DER is shorter than its length field specifies (ITU-T X.690 section 8.1.3). */
function isTruncated(der: Buffer): boolean {
  const length = der[1] ?? 0;
  const size = length < 0x80 ? 0 : length & 0x7f;
  const content = size === 0 ? length : Number.parseInt(der.toString("hex", 2, 2 + size), 16);
  return der.length < 2 + size + content;
}

/**
 * Decrypts encrypted PKCS#8 in DER, or a PEM with traditional encryption.
 *
 * @throws JwtAuthError if the passphrase is missing or wrong, or if the encryption is not supported
 */
export function decrypt(key: Buffer | string, { field, passphrase }: PrivateKeySource): KeyObject {
  if (!passphrase) {
    throw new JwtAuthError("passphrase", "The private key is encrypted. Enter its passphrase.");
  }
  if (typeof key !== "string") checkRounds(field, key);
  else if ((key.length * 3) / 4 > MAX_KEY_BYTES) throw tooLarge(field);
  try {
    if (typeof key === "string") return nodeCrypto().createPrivateKey({ key, format: "pem", passphrase });
    return nodeCrypto().createPrivateKey({ key, format: "der", type: "pkcs8", passphrase });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ERR_OSSL_EVP_UNSUPPORTED") {
      throw new JwtAuthError(
        field,
        "This private key uses an outdated cipher. Re-encrypt it with openssl pkcs8 -topk8 -provider legacy -provider default -in OLD -out NEW.",
        { cause },
      );
    }
    throw new JwtAuthError("passphrase", "Wrong passphrase for this private key.", { cause });
  }
}

function checkRounds(field: FieldName, der: Buffer): void {
  const rounds = roundsOf(der) ?? Number.NaN;
  if (rounds <= MAX_ROUNDS) return;
  const problem = Number.isNaN(rounds)
    ? "uses unsupported encryption"
    : `uses ${Math.round(rounds)} key derivation rounds, and at most ${MAX_ROUNDS} are supported`;
  throw new JwtAuthError(
    field,
    `This private key ${problem}. Re-encrypt it with openssl pkcs8 -topk8 -in OLD -out NEW.`,
  );
}
