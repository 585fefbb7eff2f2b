import { type Signer, signToken, type TokenContent } from "../jwt/sign";
import type { SigningKey } from "../keys/load";
import { integer, type Json, type JsonObject } from "../lib/json";
import type { PlacementSettings } from "../settings/placement";
import type { UnknownKey } from "./unknown-key";

/** A good token before it is signed, and what it can be changed with. */
export interface Subject {
  content: TokenContent;
  key: SigningKey;
  unknown: UnknownKey;
  placement: PlacementSettings;
  /** The URL of the request. */
  url: string;
  /** Unix timestamp in whole seconds. */
  now: number;
  /** New random text, unlike any that the API knows. */
  nonce: string;
}

/** Values to replace. Undefined removes one. */
type Patch = Readonly<Record<string, Json | undefined>>;

/** What distinguishes a token from a good one. */
export interface Change {
  header?: Patch;
  claims?: Patch;
  /** The exact text of the payload. */
  claimsText?: string;
  /** Null for no signature. Undefined for the real key. */
  signer?: Signer | null;
  /** Whether the signature is that of the good token. */
  keepsSignature?: boolean;
  /** What the signature must contain. The token is signed again, with another claim, until it does. */
  until?: RegExp;
  /** What happens to the token after it is signed. */
  finish?: (token: string) => string;
}

/** Each has a chance of three in four, or better. */
const MAX_ATTEMPTS = 100;

/** Builds a token that is right except for a change. */
export function forge(subject: Subject, { until, ...change }: Change): string {
  let token = build(subject, change);
  for (let attempt = 1; until && !until.test(signatureIn(token)) && attempt < MAX_ATTEMPTS; attempt++)
    token = build(subject, { ...change, claims: { ...change.claims, test: integer(attempt) } });
  return change.finish ? change.finish(token) : token;
}

function build({ content, key }: Subject, { header, claims, ...change }: Change): string {
  const { claimsText = claims ? undefined : content.claimsText, signer = key, keepsSignature } = change;
  const changed = {
    header: patch(content.header, header),
    claims: patch(content.claims, claims),
    claimsText,
  };
  if (!keepsSignature) return signToken(changed, signer);
  return signToken(changed, null) + signatureIn(signToken(content, key));
}

/** A token with another signature. */
export function replaceSignature(token: string, change: (signature: string) => string): string {
  const signature = signatureIn(token);
  return token.slice(0, token.length - signature.length) + change(signature);
}

/** The last part of a token. */
const signatureIn = (token: string): string => token.slice(token.lastIndexOf(".") + 1);

function patch(json: JsonObject, changes: Patch = {}): JsonObject {
  const changed = new Map(json);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) changed.delete(name);
    else changed.set(name, value);
  }
  return changed;
}
