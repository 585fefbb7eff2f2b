import { keyFor } from "../../support/keys";
import type { Listening } from "../../support/listen";
import { AUDIENCE, ISSUER, SUBJECT } from "../parties";

/*
 * Small APIs, each protected by a library that real APIs use. They are what the plugin's tests of an API's checks are
 * themselves tested on.
 */

/**
 * How an API is protected: as the library's documentation shows it, with the options for the issuer and the audience, or
 * with one mistake that people make with that library.
 */
export type Setup = "documented" | "careless";

export interface Framework {
  name: string;
  /** What the form is filled in with for a token that the API accepts, by the names of the form's fields. */
  settings: (setup: Setup) => Record<string, string>;
  /** Why it cannot run here. Undefined if it can. */
  leftOut?: string;
  /** A GET request to its URL returns JSON if the token is accepted. */
  start(setup: Setup): Promise<Listening>;
}

/** The form's values for an API that knows the test key of an algorithm. */
export const settingsFor = (algorithm: string): Record<string, string> => ({
  algorithm,
  key: keyFor(algorithm).key,
  issuer: ISSUER,
  audience: AUDIENCE,
  subject: SUBJECT,
});
