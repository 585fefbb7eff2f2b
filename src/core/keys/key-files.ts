import type { JsonObject } from "../lib/json";
import { trim } from "../lib/repair";
import { idIn, member } from "./jwk-members";

/** A format of JSON files that contain a PEM, or a raw key. */
interface KeyFile {
  /** Names of the objects that contain it, from the outermost. */
  within?: string[];
  /** Name of the property that is the key. */
  key: string;
  /** Names of properties that are its ID. */
  ids: string[];
  /** Name of a property that tells the format from another one. */
  sign?: string;
  passphrase?: string;
}

/** Box, Yandex, Google, Coinbase, Zitadel, and fastlane's files for Apple. The first one that matches is used. */
const KEY_FILES: KeyFile[] = [
  {
    within: ["boxAppSettings", "appAuth"],
    key: "privateKey",
    ids: ["publicKeyID"],
    passphrase: "passphrase",
  },
  { key: "private_key", ids: ["id"], sign: "service_account_id" },
  { key: "private_key", ids: ["private_key_id", "key_id", "kid"] },
  { key: "privateKey", ids: ["name", "id", "keyId", "kid"] },
  { key: "key", ids: ["keyId"], sign: "keyId" },
  { key: "key", ids: ["key_id"], sign: "key_id" },
];

/** What a key file contains. */
interface FileContents {
  key: string;
  keyId?: string;
  passphrase?: string;
}

/** Key IDs do not contain anything else, and a file with another text there is not shown. */
const ID = /^[\x21-\x7e]{1,300}$/;

/** What a file of a known format contains. Undefined if it has none. */
export function readKeyFileJson(object: JsonObject): FileContents | undefined {
  for (const { within = [], key, ids, sign = key, passphrase = "" } of KEY_FILES) {
    const inner = within.reduce<unknown>(
      (outer, name) => (outer instanceof Map ? outer.get(name) : undefined),
      object,
    );
    const text = inner instanceof Map && inner.has(sign) ? member(inner, key) : undefined;
    if (!text || !(inner instanceof Map)) continue;
    const [keyId = ""] = ids.flatMap((name) => idIn(inner, name) ?? []);
    return { key: text, keyId: ID.exec(trim(keyId))?.[0], passphrase: member(inner, passphrase) };
  }
  return undefined;
}

/** The secret of Hasura's configuration, `{"type": "HS256", "key": "…"}`. Undefined for anything else. */
export function readSecretConfig(object: JsonObject): { secret: string; alg: string } | undefined {
  const [alg = "", secret] = [member(object, "type"), member(object, "key")];
  return secret && /^HS(?:256|384|512)$/.test(alg) ? { secret, alg } : undefined;
}
