import type { FieldName } from "../../field-name";
import type { SigningKey } from "../keys/load";
import { refuse } from "./reference-errors";

/** The values of references to the key, by name. Undefined if the key does not have that value. */
export const KEY_VALUES: ReadonlyMap<string, (key: SigningKey) => string | undefined> = new Map([
  ["key.sha256", ({ publicKey }) => publicKey?.sha256],
  ["key.thumbprint", ({ publicKey }) => publicKey?.thumbprint],
  ["key.jwk", ({ publicKey }) => publicKey && jwkText(publicKey.jwk)],
  ["key.email", ({ email }) => email],
  ["key.tokenUri", ({ tokenUri }) => tokenUri],
  ["key.clientId", ({ clientId }) => clientId],
  ["key.enterpriseId", ({ enterpriseId }) => enterpriseId],
]);

/** In the order of RFC 7638 section 3, so that the thumbprint is the SHA-256 of this text. */
const jwkText = (jwk: object): string => JSON.stringify(jwk, Object.keys(jwk).sort());

/** The values that only some key files have, and which files these are. */
const FILES: Record<string, string> = {
  "key.email": "a Google service account file",
  "key.tokenUri": "a Google service account file",
  "key.clientId": "a Box config file",
  "key.enterpriseId": "a Box config file with an enterprise ID",
};

/** @returns undefined if the key is not known yet */
export function keyValue(
  field: FieldName,
  name: string,
  key: SigningKey | null | undefined,
): string | undefined {
  if (key === undefined) return undefined;
  if (key === null)
    return refuse(
      field,
      `The placeholder $${name} has no value because the algorithm none uses no key. Remove it or choose another algorithm`,
    );
  const value = KEY_VALUES.get(name)?.(key);
  if (value !== undefined) return value;
  const file = FILES[name];
  if (file !== undefined)
    return refuse(
      field,
      `The placeholder $${name} has no value because the key isn't ${file}. Paste the whole file as the key, or enter the value here`,
    );
  return refuse(
    field,
    `The placeholder $${name} has no value because a shared secret has no public key. Remove it or use a private key`,
  );
}
