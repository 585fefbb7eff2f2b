import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { repair, repairJson } from "../lib/repair";
import { type AlgorithmChoice, KEY_OR_SECRET } from "./algorithms";
import { isJwk } from "./jwk";
import type { KeySource } from "./key-source";
import { findPrivateKey, makeFound } from "./private-key";
import { isPublicMaterial, isPublicSecret } from "./public-material";
import { emptyKeyError } from "./refusals";
import { parseIfJson, readSecret } from "./secret";

/**
 * Reads a private key or a shared secret, whichever it is. What looks like a public, damaged, or incomplete key is neither: with it
 * as the secret, others could sign tokens, and nobody would notice.
 *
 * @throws JwtAuthError that describes what was found
 */
export function readAnyKey(
  material: string | Buffer,
  source: KeySource,
  choice: AlgorithmChoice,
  keyId?: string,
): ReturnType<typeof makeFound> | ReturnType<typeof readSecret> {
  const found = findPrivateKey(material, source, choice, keyId);
  if (found) return makeFound(found, source, choice);
  if (material.length === 0 || (typeof material === "string" && !repair(material)))
    throw emptyKeyError(source, KEY_OR_SECRET);
  if (!isJwkText(material)) checkNotSomethingElse(source.field, material);
  const secret = readSecret(material, source, choice, keyId);
  if (isPublicSecret(Buffer.from(secret.bytes))) throw looksLike(source.field, PUBLIC);
  // The engine remembers the text of the last match, which would be the secret.
  /^/.test("");
  return secret;
}

/** A JWK says what it is: here, it can only be a secret. */
function isJwkText(material: string | Buffer): boolean {
  const text = typeof material === "string" ? repair(material) : "";
  const json = text.startsWith("{") ? parseIfJson("key", repairJson(text)) : undefined;
  return json !== undefined && isJwk(json);
}

interface Lookalike {
  is: (text: string) => boolean;
  words: string;
  remedy: string;
}

const PUBLIC = {
  words: "a public key, a certificate, or part of a key",
  remedy: "Paste the whole private key",
};

/** What people paste in place of a secret. An `id:secret` key or anything else with these signs needs an algorithm. */
const LOOKALIKES: Lookalike[] = [
  {
    is: (text) => /^(?:Bearer\s+)?eyJ[\w-]{5,}\.[\w-]*\.[\w.-]*$/i.test(text),
    words: "a token",
    remedy: "Paste the key that signs it",
  },
  {
    is: (text) => /^(?:\{\{.*\}\}|\$\{.*\}|\$\(.*\)|<[\w\s-]+>|%\w+%|\$[A-Z_][A-Z\d_]*)$/s.test(text),
    words: "a variable without a value",
    remedy: "Set the variable in Yaak",
  },
  {
    is: (text) =>
      /^(?:~|\.{1,2}|[A-Za-z]:)[\\/][\w\s.\\/~@+-]+$|^file:|^[\\/][^\n]*\.(?:pem|key|p8|p12|pfx|jks|json|crt|cer|der|txt|env)$/i.test(
        text,
      ),
    words: "a file path",
    remedy: "Select the key file",
  },
  // The lines of a PEM without its first ones and its last one.
  {
    is: (text) => /^(?:[A-Za-z\d+/]{1,63}\s+)?(?:[A-Za-z\d+/]{64}\s+)+[A-Za-z\d+/]+={0,2}$/.test(text),
    ...PUBLIC,
  },
  { is: isPublicMaterial, ...PUBLIC },
];

/** The magic numbers of Java keystores (JKS and JCEKS) and OpenPGP packets, at the start of a binary file. */
const BINARY = /^(?:feedfeed|cececece|99[\da-f]{4}04|c[56][\da-f]{2}04)/;

/** A Java keystore in base64. */
const KEYSTORE = /^(?:\/u3\+7QAAAA|zs7OzgAAAA)/;

function checkNotSomethingElse(field: FieldName, material: string | Buffer): void {
  const text = typeof material === "string" ? repair(material) : "";
  const found = LOOKALIKES.find(({ is }) => is(text));
  if (found) throw looksLike(field, found);
  const isStore =
    typeof material === "string" ? KEYSTORE.test(text) : BINARY.test(material.toString("hex", 0, 4));
  if (isStore) throw looksLike(field, { words: "a keystore", remedy: "Export its private key as PEM" });
}

const looksLike = (field: FieldName, { words, remedy }: Pick<Lookalike, "words" | "remedy">) =>
  new JwtAuthError(
    field,
    `This looks like ${words}, not a secret. ${remedy}, or choose HS256 to use it as the secret.`,
  );
