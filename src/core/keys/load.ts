import type { KeyObject } from "node:crypto";
import { calculateJwkThumbprint } from "jose";
import { digestOf, nodeCrypto, sha256 } from "../lib/node-crypto";
import { keepRecent } from "../lib/recent";
import { detach } from "../lib/words";
import type { MadePublicKey } from "../material/make-key";
import { type Algorithm, type AlgorithmChoice, allowsSecret } from "./algorithms";
import { readAnyKey, readSelectedSecret } from "./any-key";
import { readKeyFile } from "./file";
import type { FileTexts } from "./file-texts";
import type { KeySource } from "./key-source";
import { readPrivateKey } from "./private-key";

/** A key that can sign, and what came with it. */
export interface SigningKey extends Omit<FileTexts, "clientSecret"> {
  key: KeyObject;
  algorithm: Algorithm;
  /** The `kid` of a JWK, the key ID in a key file, or the ID before a secret. */
  keyId?: string;
  /** The number of keys in the JWK set that it comes from. */
  setSize?: number;
  /** The client secret in a Box config file, for token requests only. Not kept as text, so a getter reads it. */
  readonly clientSecret?: string;
  /** What was changed to read it, in sentences for the user. */
  notes: string[];
  /** A digest of everything that determines the key. */
  id: string;
  /** Undefined for a shared secret. */
  publicKey?: MadePublicKey & {
    /** SHA-256 of its SubjectPublicKeyInfo in DER, in base64. */
    sha256: string;
    /** SHA-256 thumbprint (RFC 7638), in base64url. */
    thumbprint: string;
  };
}

/**
 * The most recently used keys, newest last, by a digest of everything that determines them. Failures are cached too, so that
 * typing in the form does not parse an invalid key again on every keystroke.
 */
const cache = new Map<string, Promise<SigningKey>>();
const MAX_CACHED_KEYS = 32;

/**
 * Reads a key in any supported format and prepares it for signing.
 *
 * @param choice the selected algorithm, or those that the key can choose from
 * @param keyId selects the key from a JWK set; undefined selects the only one that matches
 * @throws JwtAuthError that describes what was found and what would work
 */
export async function loadKey(
  source: KeySource,
  choice: AlgorithmChoice,
  keyId?: string,
): Promise<SigningKey> {
  const material =
    source.path === undefined ? (source.text ?? "") : await readKeyFile(source.field, source.path);
  const { field, path, encoding, passphrase, holdsId, forms = "" } = source;
  const names = choice.algorithms.map(({ name }) => name).join();
  const service = choice.service ?? "";
  const settings = [
    names,
    String(choice.isSelected),
    service,
    field,
    encoding,
    passphrase,
    String(holdsId),
    idInName(path) ?? "",
    forms,
    keyId ?? "",
  ];
  const id = digest(settings, material);
  const signingKey = cache.get(id) ?? importKey(id, material, source, choice, keyId);
  keepRecent(cache, id, signingKey, MAX_CACHED_KEYS);
  return signingKey;
}

async function importKey(
  id: string,
  material: string | Buffer,
  source: KeySource,
  choice: AlgorithmChoice,
  keyId: string | undefined,
): Promise<SigningKey> {
  const found = readerFor(choice)(material, source, choice, keyId);
  const { algorithm, keyId: ownKeyId, setSize, notes = [] } = found;
  const common = { id, algorithm, keyId: detach(ownKeyId), setSize, notes };
  if ("bytes" in found) return { ...common, key: nodeCrypto().createSecretKey(found.bytes) };
  const { key, publicKey, email, tokenUri, clientId, enterpriseId, clientSecret } = found;
  const readSecret = hold(clientSecret);
  return {
    ...common,
    keyId: common.keyId ?? (algorithm.kty === "EC" ? detach(idInName(source.path)) : undefined),
    key,
    email: detach(email),
    tokenUri: detach(tokenUri),
    clientId: detach(clientId),
    enterpriseId: detach(enterpriseId),
    get clientSecret() {
      return readSecret?.();
    },
    publicKey: await describe(publicKey),
  };
}

/** Keeps a secret where Node keeps keys, so that its text is in memory only while it is used. */
function hold(secret: string | undefined): (() => string) | undefined {
  if (secret === undefined) return undefined;
  const held = nodeCrypto().createSecretKey(secret, "utf8");
  return () => held.export().toString("utf8");
}

/** Apple puts the ID of a key only in the name of its file. */
const idInName = (path = ""): string | undefined =>
  /(?:^|[\\/])(?:AuthKey|SubscriptionKey|ApiKey)_([A-Z\d]{10})(?: ?\(\d\))?\.p8$/.exec(path)?.[1];

function readerFor(choice: AlgorithmChoice): typeof readAnyKey {
  if (!allowsSecret(choice)) return readPrivateKey;
  return choice.isSelected ? readSelectedSecret : readAnyKey;
}

async function describe({ key, jwk }: MadePublicKey): Promise<SigningKey["publicKey"]> {
  const spki = key.export({ format: "der", type: "spki" });
  return { key, jwk, sha256: sha256(spki, "base64"), thumbprint: await calculateJwkThumbprint(jwk) };
}

/** A digest instead of the text itself, so that the cache contains no secrets. Lengths keep adjacent parts distinct. */
function digest(settings: string[], material: string | Buffer): string {
  const head = [...settings, typeof material].map((part) => `${part.length}:${part}`).join("");
  if (typeof material === "string") return digestOf(head + material);
  return nodeCrypto()
    .createHash("sha256")
    .update(Buffer.from(head, "utf16le"))
    .update(material)
    .digest("base64");
}
