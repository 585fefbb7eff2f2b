/* The core's public API: what a host can call, and the types it needs. Biome rejects outside imports of other core files. */
export { authenticate, getToken, makeJwt } from "./authenticate";
export type { Credential } from "./flows/flow";
export type { Services } from "./flows/services";
export type { TokenStore } from "./flows/stored-tokens";
export { deleteTokens } from "./flows/token-cache";
export { inDrawnOrder, isDrawn, isOpen, sectionOf } from "./form/drawn";
export { readSelect } from "./form/field-values";
export { labelErrors, labelOfOption, withLabel } from "./form/labels";
export {
  defaultOf,
  dialogFields,
  fieldOf,
  fields,
  fieldValue,
  formSchema,
  isAsked,
  isAuto,
  isContainer,
  isEmpty,
  isForRequests,
  isHidden,
  isNotice,
  isOpenField,
  isRequired,
  isShown,
  optionsOf,
  presetOf,
  wordingOf,
} from "./form/schema";
export type * from "./form/types";
export { type Inspection, inspect, inspectSignature, type SignatureFinding } from "./inspect";
export { readClaim } from "./jwt/claim-path";
export { type DecodedToken, decodeToken } from "./jwt/decode";
export { checkUrl, verify } from "./jwt/verify";
export { type Algorithm, algorithms, choiceOf } from "./keys/algorithms";
export { fetchKey, isUrl } from "./keys/fetch-key";
export { type GeneratedKey, generateKey } from "./keys/generate";
export { isPrivateKeyPem } from "./keys/private-key";
export type { PublicKeyForms } from "./keys/public-forms";
export { readSecret } from "./keys/secret";
export { parseDuration } from "./lib/duration";
export { JwtAuthError } from "./lib/errors";
export {
  type HttpRequest,
  type HttpResponse,
  isWebUrl,
  MAX_RESPONSE_CHARS,
  NoResponse,
  parseUrl,
} from "./lib/http";
export { isStrictJson, type Json, type JsonObject, parseObject } from "./lib/json";
export { stringify } from "./lib/json-text";
export { md5 } from "./lib/node-crypto";
export { keepRecent } from "./lib/recent";
export { repair, trim } from "./lib/repair";
export { describeDuration } from "./lib/time";
export { listNames, listOf, quote, shorten } from "./lib/words";
export { type Preview, preview } from "./preview";
export { publicKeyOf } from "./public-key";
export { summarize } from "./settings/section-summary";
export { nothingSigned } from "./settings/settings";
export type { Clock } from "./token/clock";
export type { Placed } from "./token/place";
export { plainText, referenceNames } from "./token/reference-syntax";
export type { RequestInfo } from "./token/request-values";
export { parseCheckedClaims, prepareValidation } from "./validation";
export { cases as validationCases } from "./validation/cases";
export type { ValidationReport } from "./validation/report";
export { describeValidity } from "./validity";
