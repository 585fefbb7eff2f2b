import fc from "fast-check";
import { fieldOf, optionsOf } from "../../src/core/form/schema";
import { referenceNames } from "../../src/core/token/reference-syntax";
import type { FieldName } from "../../src/field-name";
import { PASSPHRASE, signingAlgorithms } from "../support/keys";
import { filledIn } from "../support/preset-cases";
import type { Echo } from "./echoing-app";
import type { ForeignFile } from "./foreign-file";
import { FILE_NAMES } from "./foreign-keys";

/** The options of a select. */
export const choices = (name: FieldName): string[] => optionsOf(fieldOf(name)).map(({ value }) => value);

/** Every placeholder that reads from the key. */
const NAMES = referenceNames.filter((name) => name.startsWith("key"));
/** Every field that can contain placeholders. */
const OBJECTS: FieldName[] = ["claims", "header", "tokenParameters"];
const TEXTS: FieldName[] = ["issuer", "subject", "audience", "keyId", "scope", "clientId", "tokenUrl"];

const TOKEN_URL = "https://as.example.com/token";
/** Presets that send something from the key file. */
const READING = [
  "box",
  "coinbase-cdp",
  "ghost-admin",
  "ghost-admin",
  "google-id-token",
  "google-oauth",
  "google-service-account",
];

/** What flows need. Presets need more. */
const FILLER = {
  passphrase: PASSPHRASE,
  clientId: "client",
  userName: "Robin",
  email: "robin@example.org",
};

/** Placeholders that have a value with a file. */
const namesFor = ({ fits, open, names }: ForeignFile): string[] =>
  NAMES.filter((name) => {
    if (name === "keyId") return open.length > 0;
    if (FILE_NAMES.includes(name)) return names.includes(name);
    return !fits?.algorithm.startsWith("HS");
  });

/** Settings in a workspace from somebody else, who chooses the file and wants as much of it as possible. */
export const anyForeignSettings = (files: ReadonlyMap<string, ForeignFile>) =>
  fc
    .record({
      name: fc.constantFrom(...files.keys()),
      chosen: fc.record({
        algorithm: fc.constantFrom(undefined, "none", ...signingAlgorithms),
        preset: fc.oneof(
          { weight: 2, arbitrary: fc.constantFrom(...choices("preset")) },
          { weight: 1, arbitrary: fc.constantFrom(...READING) },
        ),
        flow: fc.constantFrom(undefined, "jwt", ...choices("flow")),
        placement: fc.constantFrom(...choices("placement")),
        keyEncoding: fc.constantFrom(undefined, ...choices("keyEncoding")),
        reuse: fc.constantFrom(undefined, ...choices("reuse")),
        tokenUrl: fc.constantFrom(undefined, TOKEN_URL, TOKEN_URL, TOKEN_URL),
        // Without one, that of the file would be sent if it could be.
        clientSecret: fc.constantFrom("a secret", "a secret", ""),
      }),
      names: fc.oneof(
        fc.constantFrom(...NAMES).map((name) => [name]),
        fc.subarray(NAMES),
      ),
      places: fc.subarray([...OBJECTS, ...TEXTS]),
      /** Whether the settings can sign with the file. */
      fits: fc.constantFrom(true, true, true, false),
      /** Whether no preset limits what the file can be used for. */
      isCustom: fc.constantFrom(true, false, false),
      /** Whether only placeholders that have a value are used. */
      hasValues: fc.constantFrom(true, true, false),
      echo: fc.constantFrom<Echo>("nothing", "nothing", "body", "headers"),
    })
    .map(({ name, chosen, names, places, fits, isCustom, hasValues, echo }) => {
      const file = files.get(name) as ForeignFile;
      const settings = {
        ...chosen,
        ...(fits && isCustom ? { preset: "custom" } : {}),
        ...(fits ? file.fits : {}),
      };
      const { key, keyFile, ...required } = filledIn[settings.preset]?.() ?? {};
      const known = hasValues ? names.filter((candidate) => namesFor(file).includes(candidate)) : names;
      const placed = known.length > 0 ? places.map((place) => [place, contentOf(place, known)]) : [];
      const values = { ...FILLER, ...settings, ...required, ...Object.fromEntries(placed) };
      return { name, echo, settings, values };
    });

function contentOf(place: FieldName, names: string[]): string {
  if (OBJECTS.includes(place))
    return JSON.stringify(Object.fromEntries(names.map((name) => [name, `$${name}`])));
  // A key ID cannot refer to itself.
  const text = names.flatMap((name) => (name === place ? [] : `$${name}`)).join(" ");
  return place === "tokenUrl" && text !== "$key.tokenUri" ? `${TOKEN_URL}?${text}` : text;
}
