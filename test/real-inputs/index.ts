import type { RealInput } from "./case";
import { json } from "./json";
import { jwks } from "./jwks";
import { keyFiles } from "./key-files";
import { others } from "./others";
import { pems } from "./pem";
import { placeholders } from "./placeholders";
import { places } from "./places";
import { secrets } from "./secrets";
import { serverAnswers } from "./server-answers";
import { texts } from "./texts";
import { times } from "./times";
import { tokenUrls } from "./token-urls";
import { wrapped } from "./wrapped";

/** By class: inputs that people had trouble with, and others like them. */
export const realInputs: Record<string, RealInput[]> = {
  ...pems,
  ...wrapped,
  ...keyFiles,
  ...jwks,
  ...secrets,
  ...places,
  ...serverAnswers,
  ...json,
  ...placeholders,
  ...texts,
  ...tokenUrls,
  ...times,
  ...others,
};
