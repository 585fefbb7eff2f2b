import { createCipheriv, pbkdf2Sync, scryptSync } from "node:crypto";
import { type DerNode, integer, nested, nothing, octets, sequence } from "./der";
import { pkcs12Key } from "./derive";
import { algorithmIdentifier } from "./key-tree";
import type { Random } from "./random";
import { CIPHERS, type Cipher, OLD_SCHEMES, OTHER_CIPHERS, OTHER_PRFS, PBE_SHA1_3DES, PRFS } from "./schemes";

/** EncryptedPrivateKeyInfo (RFC 5958 section 3). */
export interface Encrypted {
  what: string;
  root: DerNode;
}

type Encrypt = (random: Random, der: Buffer, passphrase: string) => Encrypted;

/** A key derivation function, and the key it gives. Undefined if Node lacks it. */
interface Derived {
  what: string;
  identifier: DerNode;
  key?: Buffer;
}

const info = (what: string, algorithm: DerNode, encrypted: Buffer): Encrypted => ({
  what,
  root: sequence(algorithm, octets(encrypted, "encryptedData")),
});

/** Random bytes in place of a ciphertext, as long as one. */
const noise = (random: Random, der: Buffer): Buffer => random.bytes(der.length + 16 - (der.length % 16));

function encipher(random: Random, cipher: Cipher, key: Buffer | undefined, iv: Buffer, der: Buffer): Buffer {
  if (!cipher.name || !key) return noise(random, der);
  const encryption = createCipheriv(cipher.name, key, iv);
  return Buffer.concat([encryption.update(der), encryption.final()]);
}

/** PBKDF2-params (RFC 8018 appendix A.2). */
function pbkdf2(random: Random, passphrase: string, length: number): Derived {
  const salt = random.bytes(random.pick([8, 16, 16, 32]));
  const rounds = random.weighted([
    [40, 1],
    [120, 1 + random.below(300)],
    [80, 2048],
    [20, 10_000],
    // What is recommended today, which is rare here because it takes as long as a hundred other keys.
    [1, random.pick([100_000, 310_000, 600_000])],
  ]);
  const keyLength = random.chance(0.3) ? [integer(length, "keyLength")] : [];
  const [identifier, hash] = random.weighted<[string, string?]>([
    [9, random.pick(PRFS)],
    [1, [random.pick(OTHER_PRFS)]],
  ]);
  const prf = hash === "sha1" && random.chance(0.8) ? [] : [prfIdentifier(random, identifier)];
  const parameters = sequence(octets(salt, "salt"), integer(rounds, "iterationCount"), ...keyLength, ...prf);
  return {
    what: `PBKDF2 with ${hash ?? identifier}`,
    identifier: algorithmIdentifier("1.2.840.113549.1.5.12", parameters),
    key: hash ? pbkdf2Sync(passphrase, salt, rounds, length, hash) : undefined,
  };
}

/** Its parameters are NULL. Anything else may be taken for the salt and the number of rounds. */
function prfIdentifier(random: Random, identifier: string): DerNode {
  const decoy = () => sequence(octets(random.bytes(8), "salt"), integer(1, "iterationCount"));
  const parameters = random.weighted<() => DerNode[]>([
    [80, () => [nothing()]],
    [3, () => []],
    [2, () => [decoy()]],
    [1, () => [{ tag: 0x30, content: nested(0x30, random.pick([10, 1000, 10_000]), Buffer.alloc(0)) }]],
  ])();
  return algorithmIdentifier(identifier, ...parameters);
}

/** scrypt-params (RFC 7914 section 7). */
function scrypt(random: Random, passphrase: string, length: number): Derived {
  const salt = random.bytes(random.pick([8, 16]));
  const [cost, blockSize, parallelization] = [
    random.pick([2, 16, 256, 1024]),
    random.pick([1, 8]),
    random.pick([1, 1, 2]),
  ];
  const keyLength = random.chance(0.3) ? [integer(length, "keyLength")] : [];
  const parameters = sequence(
    octets(salt, "salt"),
    integer(cost, "costParameter"),
    integer(blockSize, "blockSize"),
    integer(parallelization, "parallelizationParameter"),
    ...keyLength,
  );
  return {
    what: "scrypt",
    identifier: algorithmIdentifier("1.3.6.1.4.1.11591.4.11", parameters),
    key: scryptSync(passphrase, salt, length, { N: cost, r: blockSize, p: parallelization }),
  };
}

const pbes2: Encrypt = (random, der, passphrase) => {
  const cipher = random.weighted([
    [9, random.pick(CIPHERS)],
    [1, random.pick(OTHER_CIPHERS)],
  ]);
  const { what, identifier, key } = random.weighted([
    [7, pbkdf2],
    [3, scrypt],
  ])(random, passphrase, cipher.keyBytes);
  const iv = random.bytes(cipher.ivBytes);
  const scheme = algorithmIdentifier(cipher.oid, octets(iv, "iv"));
  const algorithm = algorithmIdentifier("1.2.840.113549.1.5.13", sequence(identifier, scheme));
  const encrypted = encipher(random, cipher, key, iv, der);
  return info(`PBES2 with ${what} and ${cipher.name ?? cipher.oid}`, algorithm, encrypted);
};

/** PBES1 and PKCS#12 share the form of their parameters. */
const old = (random: Random, scheme: string, salt: Buffer, rounds: number): DerNode =>
  algorithmIdentifier(
    scheme,
    sequence(octets(salt, "salt"), integer(rounds, "iterationCount")),
    ...(random.chance(0.05) ? [nothing()] : []),
  );

const outdated: Encrypt = (random, der) => {
  const scheme = random.pick(OLD_SCHEMES);
  return info(`the scheme ${scheme}`, old(random, scheme, random.bytes(8), 2048), noise(random, der));
};

const pkcs12: Encrypt = (random, der, passphrase) => {
  const [salt, rounds] = [random.bytes(random.pick([8, 8, 20])), random.pick([1, 50, 300])];
  const [key, iv] = [pkcs12Key(passphrase, salt, rounds, 1, 24), pkcs12Key(passphrase, salt, rounds, 2, 8)];
  const encryption = createCipheriv("des-ede3-cbc", key, iv);
  const encrypted = Buffer.concat([encryption.update(der), encryption.final()]);
  return info("PKCS#12 with 3DES", old(random, PBE_SHA1_3DES, salt, rounds), encrypted);
};

/** Encrypts a key in DER with any scheme. */
export const encrypt: Encrypt = (random, der, passphrase) =>
  random.weighted([
    [12, pbes2],
    [2, pkcs12],
    [1, outdated],
  ])(random, der, passphrase);
