import type { Case } from "./case";
import { controls } from "./controls";
import { convertCases } from "./convert-cases";
import { fieldCases } from "./field-cases";
import { jsonCases, placeholderCases } from "./json-cases";
import { keyCases, keyFileCases } from "./key-cases";
import { responseCases } from "./response-cases";
import { secretCases } from "./secret-cases";
import { storeCases } from "./store-cases";
import { decodeCases, inspectCases, verifyCases } from "./token-cases";
import { unitCases } from "./unit-cases";

/** All hostile cases, by what is hostile. */
export const groups: Record<string, Case[]> = {
  "JSON in the form": jsonCases,
  "placeholders in JSON": placeholderCases,
  "text in the form": fieldCases,
  "repeated text in the form": unitCases,
  "secrets that are repeated in errors": secretCases,
  keys: keyCases,
  "key files": keyFileCases,
  "responses of a token server": responseCases,
  "contents of Yaak's store": storeCases,
  "tokens to inspect": inspectCases,
  "tokens to verify": verifyCases,
  "tokens to decode": decodeCases,
  "workspaces to convert": convertCases,
};

/** What every test run measures: the worst of each kind. All others take a minute more. */
export const examples: ReadonlySet<string> = new Set([
  "128 times 990 levels",
  "arrays in 99 levels",
  "references that multiply each other, also in JSON",
  "the hash of a query with many parameters",
  "19,000 secret parameters, in a server's error",
  "a list of 127,000 secret digits, in a server's error",
  "a token URL with a slow host",
  "the request is each repeated text in turn",
  "a request to a slow host of ideographs",
  "Verify Token…: a URL that returns a slow host of accents",
  "a key file that is not one",
  "the server returns 250 MB of a valid response",
  "the response is in a file of 300 MB",
  "the store has 100 valid tokens of 1 MB",
  "the store has odd values",
  "the store never returns what it has",
  "the store never confirms what it stored",
  "Inspect Token…: arrays in 990 levels",
  "Inspect Token…: deep tokens of 320 kB",
  "Verify Token…: other large tokens",
  "Verify Token…: a hostile key",
  "jwt.decode: a large token",
  "Convert Built-In JWT Auth…: starts of tags everywhere",
  "Convert Built-In JWT Auth…: 20,000 requests that are not converted",
]);

export { controls };
export const allCases: Case[] = [...Object.values(groups).flat(), ...controls];
