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

export { controls };
export const allCases: Case[] = [...Object.values(groups).flat(), ...controls];
