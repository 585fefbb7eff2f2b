/*
 * The door of the core: what a host may call, and the types that it needs for that. Nothing outside of src/core imports
 * anything else of it.
 */

// From the values of a form to a token.
export { authenticate, getToken, makeJwt } from "./authenticate";
export type { Services } from "./flows/credential";
export type { Credential } from "./flows/flow";
export type { TokenStore } from "./flows/token-cache";
// The form.
export { isLeftOut, readSelect } from "./form/field-values";
export { labelOf, withLabel } from "./form/labels";
export * from "./form/schema";
export type * from "./form/types";
// Tokens and keys of others, and new keys.
export { type Inspection, inspect, inspectSignature, type SignatureFinding } from "./inspect";
export { readClaim } from "./jwt/claim-path";
export { notYetValidProblem, secondsOf } from "./jwt/claim-times";
export { type DecodedToken, decodeToken } from "./jwt/decode";
export { fetchKey, isUrl } from "./jwt/fetch-key";
export { verify } from "./jwt/verify";
export { type Algorithm, algorithmOf, algorithms } from "./keys/algorithms";
export { type GeneratedKey, generateKey } from "./keys/generate";
export type { PublicKeyForms } from "./keys/public-forms";
// What settings of another plugin are compared with.
export { readSecret } from "./keys/secret";
// What hosts pass and throw.
export { JwtAuthError } from "./lib/errors";
export {
  type Header,
  type HttpRequest,
  type HttpResponse,
  headerOf,
  NoResponse,
  type Send,
} from "./lib/http";
export { isStrictJson, type Json, type JsonObject, parseObject, stringify } from "./lib/json";
export { nodeCrypto } from "./lib/node-crypto";
export { repair } from "./lib/repair";
export { describeTime } from "./lib/time";
export { type Preview, preview } from "./preview";
export { publicKeyOf } from "./public-key";
export type { Clock } from "./token/clock";
export type { Placed } from "./token/place";
export type { RequestInfo } from "./token/request-values";
export { plainText, referenceNames } from "./token/resolve";
