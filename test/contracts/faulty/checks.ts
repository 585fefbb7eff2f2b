import type { KeyObject } from "node:crypto";
import { AUDIENCE, ISSUER } from "../parties";
import { type JsonObject, strictObject } from "./json";
import { type Algorithm, KEY_ID } from "./settings";
import { type Signed, verifies } from "./signature";

/* Everything that the API checks. Each function can be replaced by one with a fault. */

/** The part of a request that a token can be in. */
export interface ApiRequest {
  path: string;
  authorization?: string | undefined;
}

/** The API's own state. */
export interface Api {
  algorithm: Algorithm;
  key: KeyObject;
  /** The IDs of the tokens that it accepted. */
  seen: Set<unknown>;
}

/** Checks a claim of the token. `now` is a Unix timestamp with a fraction. */
type ClaimCheck = (value: unknown, now: number, api: Api) => boolean;

/** The claims that the API checks, in this order. */
export const CLAIMS = ["exp", "nbf", "iat", "iss", "aud", "sub", "jti"] as const;

export interface Checks extends Record<(typeof CLAIMS)[number], ClaimCheck> {
  /** The token in a request. Undefined if there is none. */
  token(request: ApiRequest): string | undefined;
  size(token: string): boolean;
  /** The three parts as bytes, and the first two as text. Undefined if they are not those of a JWT. */
  parts(token: string): Parts | undefined;
  header(bytes: Buffer): JsonObject | undefined;
  crit(value: unknown): boolean;
  typ(value: unknown): boolean;
  /** The algorithm to verify with. Undefined if the token's is not accepted. */
  alg(header: JsonObject, api: Api): string | undefined;
  /** The key to verify with. Undefined if it is unknown. */
  key(header: JsonObject, api: Api): KeyObject | undefined;
  signature(token: Signed, key: KeyObject): boolean;
  claims(bytes: Buffer): JsonObject | undefined;
}

interface Parts {
  input: string;
  header: Buffer;
  claims: Buffer;
  signature: Buffer;
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** No leeway, no defaults, and nothing that the API does not know. */
export const strict: Checks = {
  token: ({ authorization = "" }) => /^Bearer +(.+)$/i.exec(authorization)?.[1],
  size: (token) => token.length <= 8192,
  parts: (token) => partsOf(token, decodeStrictly),
  header: strictObject,
  crit: (value) => value === undefined,
  typ: (value) => value === undefined || value === "JWT" || value === "at+jwt",
  alg: ({ alg }, api) => (alg === api.algorithm ? api.algorithm : undefined),
  key: ({ kid }, api) => (kid === KEY_ID ? api.key : undefined),
  signature: verifies,
  claims: strictObject,
  exp: (value, now) => typeof value === "number" && value > now && value < 2 ** 53,
  nbf: isMissingOrPast,
  iat: isMissingOrPast,
  iss: (value) => value === ISSUER,
  aud: (value) => value === AUDIENCE || (Array.isArray(value) && value.includes(AUDIENCE)),
  sub: isText,
  jti: (value, _, { seen }) => value === undefined || (isText(value) && !seen.has(value)),
};

function isMissingOrPast(value: unknown, now: number): boolean {
  return value === undefined || (typeof value === "number" && value <= now);
}

/**
 * Splits a token at its dots. The signature can be empty.
 *
 * @param decode returns the bytes of a part, or undefined if it is malformed
 */
export function partsOf(
  token: string,
  decode: (part: string, index: number) => Buffer | undefined,
): Parts | undefined {
  const texts = token.split(".");
  const [header, claims, signature] = texts.map(decode);
  if (texts.length !== 3 || !header || !claims || !signature) return undefined;
  return { input: texts.slice(0, 2).join("."), header, claims, signature };
}

/** RFC 7515 section 2, and only the one text that encodes these bytes. */
export function decodeStrictly(part: string): Buffer | undefined {
  const bytes = Buffer.from(part, "base64url");
  return /^[\w-]*$/.test(part) && bytes.toString("base64url") === part ? bytes : undefined;
}
