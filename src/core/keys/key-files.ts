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

/** Other files of the same services and tools, by their properties: what they are, and what to use instead. */
const OTHER_FILES: [is: (object: JsonObject) => boolean, words: string, remedy: string][] = [
  [
    (object) => member(object, "type") === "authorized_user",
    "a gcloud user file",
    "Use the key file of a service account",
  ],
  [
    (object) => /^(?:external_account|impersonated_service_account)/.test(member(object, "type") ?? ""),
    "a Google file for workload identity federation",
    "Use the key file of a service account",
  ],
  [
    (object) => ["installed", "web"].some((name) => object.get(name) instanceof Map),
    "a Google OAuth client file",
    "Use the key file of a service account",
  ],
  [
    (object) => object.has("project_info"),
    "a google-services.json file",
    "Use the key file of a service account",
  ],
  [
    (object) => object.has("boxAppSettings"),
    "a Box app file",
    "In the Box Developer Console, generate a key pair, and use the file that it downloads",
  ],
  [
    (object) => object.has("access_key") || object.has("AccessKeyId") || object.has("aws_access_key_id"),
    "an access key",
    "Create a key pair, and use its private key",
  ],
  [
    (object) => object.has("api_key") || object.has("apiKey") || object.has("apiSecret"),
    "an API key",
    "Create a key pair, and use its private key",
  ],
  [
    (object) => ["password", "client_secret", "clientSecret"].some((name) => object.has(name)),
    "a file with a client secret",
    "Create a key pair for it, and use its private key",
  ],
  [
    (object) => ["access_token", "refresh_token", "id_token"].some((name) => object.has(name)),
    "a server's token response",
    "Use the private key that signs",
  ],
  [(object) => object.has("jwks_uri"), "a server's metadata", "Use the private key that signs"],
  [
    (object) => object.has("userId") && /^serviceaccount$/i.test(member(object, "type") ?? ""),
    "a Zitadel file",
    "Create a new key, and use the file that Zitadel downloads",
  ],
];

/** What another file is, and what to do, as two sentences. Undefined if it is unknown. */
export function describeOtherFile(object: JsonObject): string | undefined {
  const [, words, remedy] = OTHER_FILES.find(([is]) => is(object)) ?? [];
  return words && `This is ${words}, which has no private key. ${remedy}.`;
}

/** The secret of Hasura's configuration, `{"type": "HS256", "key": "…"}`. Undefined for anything else. */
export function readSecretConfig(object: JsonObject): { secret: string; alg: string } | undefined {
  const [alg = "", secret] = [member(object, "type"), member(object, "key")];
  return secret && /^HS(?:256|384|512)$/.test(alg) ? { secret, alg } : undefined;
}
