import type { JsonObject } from "../lib/json";
import { member } from "./jwk-members";

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
