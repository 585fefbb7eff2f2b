import type { JsonWebKey } from "node:crypto";
import type { Entered } from "./armor";
import { ed25519Jwk } from "./edwards";
import type { Material } from "./material";
import type { Random } from "./random";

/** A secret or a seed without any structure, and how it is encoded. */
export interface Raw extends Entered {
  algorithms: string[];
  keyEncoding: string;
  verifier?: JsonWebKey;
}

const ENCODINGS = ["base64", "base64url", "hex"] as const;
/** More than any key. */
const MAX_CHARS = 1_000_000;

const HMAC = ["HS256", "HS384", "HS512"];

/** An Ed25519 seed, alone or before its public key, in the encodings of libraries and services. */
function ed25519(random: Random, material: Material): Raw {
  const own = material.ed25519("own");
  const encoding = random.pick(ENCODINGS);
  const [what, bytes, verifier] = random.pick<[string, Buffer, JsonWebKey?]>([
    ["seed and public key", Buffer.concat([own.seed, own.publicKey]), ed25519Jwk(own)],
    ["seed", own.seed, ed25519Jwk(own)],
    ["seed and another public key", Buffer.concat([own.seed, material.ed25519("other").publicKey])],
    ["public key", own.publicKey],
    ["seed of another length", random.bytes(random.pick([0, 1, 31, 33, 56, 57, 63, 65, 96, 114]))],
  ]);
  return {
    what: `Ed25519 ${what} in ${encoding}`,
    content: bytes.toString(encoding),
    isFile: false,
    algorithms: ["EdDSA"],
    keyEncoding: "text",
    verifier,
  };
}

/** A shared secret that may look like another key. */
function secret(random: Random): Raw {
  const bytes = random.bytes(random.size());
  const keyEncoding = random.pick(["text", ...ENCODINGS]);
  const content = random.pick<() => string | Buffer>([
    () => bytes.toString(keyEncoding === "text" ? "base64url" : (keyEncoding as BufferEncoding)),
    () => bytes.toString("latin1"),
    () => bytes.toString("utf8"),
    () => `{${bytes.toString("base64")}`,
    () => `id:${bytes.toString("hex")}`,
    () => Buffer.concat([Buffer.from([0x30, 0x82]), bytes]),
  ])();
  const isFile = Buffer.isBuffer(content);
  return { what: `secret in ${keyEncoding}`, content, isFile, algorithms: HMAC, keyEncoding };
}

/** Text that is like a key and is none. */
function other(random: Random): Raw {
  const [what, content] = random.pick<[string, string]>([
    ["OpenSSH public key", `ssh-rsa AAAA${random.bytes(200).toString("base64")} me@host`],
    ["PuTTY key", `PuTTY-User-Key-File-3: ssh-rsa\n${random.bytes(200).toString("base64")}`],
    ["path", `/home/me/${random.bytes(random.size()).toString("hex")}.pem`],
    ["brackets", random.pick(["[", "{", '{"a":', "[["]).repeat(random.size())],
    ["backslashes", "\\".repeat(random.size())],
    ["dashes", "-".repeat(random.size())],
    ["BEGIN", "-----BEGIN ".repeat(random.size())],
    ["base64 of a SEQUENCE", `MII${"A".repeat(random.size())}`],
  ]);
  const algorithms = ["RS256", "ES256", "EdDSA", "HS256"];
  return {
    what,
    content: content.slice(0, MAX_CHARS),
    isFile: false,
    algorithms,
    keyEncoding: random.pick(ENCODINGS),
  };
}

export const raw = (random: Random, material: Material): Raw =>
  random.weighted([
    [4, ed25519],
    [3, secret],
    [2, other],
  ])(random, material);
