import { createSecretKey, type KeyObject } from "node:crypto";
import { pem, publicKeyOf, SECRET } from "../../support/keys";
import { AUDIENCE, ISSUER, SUBJECT } from "../parties";

/* What the API and its clients agree on. */

export type Algorithm = "RS256" | "ES256" | "HS256";
export const ALGORITHMS: Algorithm[] = ["RS256", "ES256", "HS256"];

export const KEY_ID = "key-1";

const FILES = { RS256: "rsa.pkcs8.pem", ES256: "p256.pkcs8.pem" };

/** What the API verifies tokens with. */
export const apiKey = (algorithm: Algorithm): KeyObject =>
  algorithm === "HS256" ? createSecretKey(SECRET, "utf8") : publicKeyOf(FILES[algorithm]);

/** What a client signs tokens with: a PEM or a secret. */
export const clientKey = (algorithm: Algorithm): string =>
  algorithm === "HS256" ? SECRET : pem(FILES[algorithm]);

/** The values of the form for a token that the API accepts. */
export const settingsFor = (algorithm: Algorithm): Record<string, string> => ({
  algorithm,
  key: clientKey(algorithm),
  issuer: ISSUER,
  audience: AUDIENCE,
  subject: SUBJECT,
  keyId: KEY_ID,
});
