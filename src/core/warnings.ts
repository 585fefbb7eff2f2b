import { expiryProblem, secondsOf, timeProblems } from "./jwt/claim-times";
import type { TokenContent } from "./jwt/sign";
import type { Algorithm } from "./keys/algorithms";
import type { Certificate } from "./keys/certificate";
import type { SigningKey } from "./keys/load";
import { parseDuration } from "./lib/duration";
import type { JsonObject } from "./lib/json";
import { describeDuration, describeTime, shorterUnit } from "./lib/time";
import { listOf, quote, shorten } from "./lib/words";
import type { JwtSettings } from "./settings/jwt";
import type { Settings } from "./settings/settings";
import type { ShownForm } from "./settings/shown";

/** What is known about the token that the form would send. Undefined parts could not be created. */
interface Facts {
  settings: Settings;
  jwt: JwtSettings;
  shown: ShownForm;
  key?: SigningKey | null;
  /** Undefined if it is not known. */
  algorithm?: Algorithm;
  certificate?: Certificate;
  content?: TokenContent;
  /** Length of the whole token as placed, in characters. */
  length?: number;
  /** Unix timestamp in milliseconds. */
  now: number;
}

/** Reasons why servers may reject a token, or why others could read or forge it, even though it can be signed. */
export const findWarnings = (facts: Facts): string[] => CHECKS.flatMap((check) => check(facts) ?? []);

const CHECKS: ((facts: Facts) => string | string[] | undefined)[] = [
  algorithmNone,
  keyNotes,
  shortSecret,
  foreignAlgorithm,
  unlikelyValues,
  times,
  certificateValidity,
  overriddenFields,
  overriddenAlgorithm,
  inQuery,
  inOtherHeader,
  unusualPrefix,
  tooLong,
];

export const UNSIGNED =
  "The token is unsigned (algorithm none). Anyone can forge it, and servers should reject it.";

function algorithmNone({ algorithm }: Facts): string | undefined {
  return algorithm?.family === "none" ? UNSIGNED : undefined;
}

/** What was changed to read the key, so that nothing changes silently. */
function keyNotes({ key }: Facts): string[] {
  return key?.notes ?? [];
}

/** An HMAC is as long as its hash, and its secret must not be shorter (RFC 7518 section 3.2). */
function shortSecret({ algorithm, key }: Facts): string | undefined {
  const { name, family, signatureBytes = 0 } = algorithm ?? {};
  const length = key?.key.symmetricKeySize;
  if (family !== "hmac" || !length || length >= signatureBytes) return undefined;
  return `The secret is shorter than the ${signatureBytes} bytes that ${name} requires (RFC 7518). Short secrets can be guessed.`;
}

function foreignAlgorithm({ settings, algorithm }: Facts): string | undefined {
  const { algorithms, label: service } = settings.preset ?? {};
  if (!algorithms || !algorithm || algorithms.includes(algorithm.name)) return undefined;
  return `${service} accepts ${listOf(algorithms, "or")}, not ${algorithm.name}.`;
}

function unlikelyValues({ shown }: Facts): string[] {
  return shown.unlikelyValues;
}

function times({ settings, content, now }: Facts): string[] {
  return content ? timeProblems(content.claims, now, (claims) => expiry(settings, claims, now)) : [];
}

/** What is wrong with the `exp` claim, also for the preset's service. */
function expiry(settings: Settings, claims: JsonObject, now: number): string | undefined {
  const { longestLifetime, label: service, fields: presetFields } = settings.preset ?? {};
  // If the preset itself omits exp, that is intended.
  if (!claims.has("exp") && presetFields?.expiresIn?.default === "none") return undefined;
  const problem = expiryProblem(claims, now);
  if (!longestLifetime) return problem;
  const exp = secondsOf(claims, "exp");
  const max = parseDuration("expiresIn", longestLifetime);
  const lifetime = exp - Math.floor(now / 1000);
  if (!(lifetime > max) || shorterUnit(exp)) return problem;
  // Rounded, both can be the same.
  const isClose = describeDuration(lifetime) === describeDuration(max);
  const when = isClose ? `${describeDuration(lifetime - max)} later` : describeTime(exp, now);
  return `${service} accepts tokens that expire within ${describeDuration(max)}, but this one expires ${when}.`;
}

function certificateValidity({ certificate, now }: Facts): string | undefined {
  if (!certificate) return undefined;
  const { validFrom, validTo } = certificate;
  if (now > validTo) return `The certificate expired ${describeTime(validTo / 1000, now)}.`;
  if (now < validFrom)
    return `The certificate isn't valid yet. It becomes valid ${describeTime(validFrom / 1000, now)}.`;
  return undefined;
}

function overriddenFields({ shown: { filledIn, labels }, jwt }: Facts): string[] {
  return jwt.claimFields.flatMap(({ field, part, name }) => {
    const label = filledIn.get(field);
    if (label === undefined || !jwt[part].has(name)) return [];
    return `${label} is ignored because ${labels[part]} sets ${quote(name)}.`;
  });
}

function overriddenAlgorithm({ shown, jwt, algorithm }: Facts): string | undefined {
  const alg = jwt.header.get("alg");
  if (alg === undefined || !algorithm || alg === algorithm.name) return undefined;
  return `The "alg" in ${shown.labels.header} is ignored. The token is signed with ${algorithm.name}.`;
}

function inQuery({ settings }: Facts): string | undefined {
  if (settings.placement.kind !== "query") return undefined;
  return "The token is sent in the URL, which servers and proxies often log. A redirect can pass it on to another host.";
}

/** The headers that Yaak removes from a request that is redirected to another host. */
const REMOVED = new Set(["authorization", "cookie2", "proxy-authorization", "www-authenticate"]);

function inOtherHeader({ settings: { placement, preset } }: Facts): string | undefined {
  const { kind, name } = placement;
  if (kind !== "header" || REMOVED.has(name.toLowerCase())) return undefined;
  // A preset that sends it there says so.
  if (preset?.fields.headerName?.default === name && preset.fields.placement === undefined) return undefined;
  return `If the server redirects to another host, Yaak sends the ${shorten(name)} header there too, with the token.`;
}

function unusualPrefix({ settings: { placement, preset } }: Facts): string | undefined {
  if (placement.kind !== "header") return undefined;
  const { name, prefix, isOwnPrefix } = placement;
  if (prefix.endsWith(":"))
    return "The header prefix ends with a colon, which is sent too. Remove it unless your server requires it.";
  // A preset that sets the header knows what is in it.
  const isBare = !isOwnPrefix && !preset?.fields.headerName && !/(?:^|-)authorization$/i.test(name);
  if (!isBare) return undefined;
  return `The ${shorten(name)} header usually has only the token. Enter none under Header Prefix, or Bearer to keep it without this warning.`;
}

/** Common servers accept 8 kB for a header line, or for all of them. */
const MAX_HEADER_CHARS = 8 * 1024;

function tooLong({ length = 0 }: Facts): string | undefined {
  return tooLongProblem(length);
}

/** @param length length of the whole token, in characters */
export function tooLongProblem(length: number): string | undefined {
  if (length <= MAX_HEADER_CHARS) return undefined;
  return "The token is over 8 kB. Many servers reject such long headers.";
}
