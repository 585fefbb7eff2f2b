import type { Certificate } from "./certificate";
import { expiryProblem, notYetValidProblem, secondsOf } from "./claim-times";
import type { TokenContent } from "./claims";
import type { SigningKey } from "./key";
import { membersOf } from "./members";
import type { Placement } from "./placement";
import { applies, isLeftOut } from "./read";
import { fields, isEmpty, presetOf, type Values, wordingOf } from "./schema";
import type { Settings } from "./settings";
import { describeTime, parseDuration } from "./time";

/** What is known of the token that the form would send; undefined is what could not be made. */
interface Facts {
  values: Values;
  settings: Settings;
  placement: Placement;
  key?: SigningKey | null;
  certificate?: Certificate;
  content?: TokenContent;
  /** Of the whole token as it is placed, in characters. */
  length?: number;
  /** Milliseconds since 1970. */
  now: number;
}

/** What makes servers refuse a token, or lets others see or forge it, though it can be signed. */
export const findWarnings = (facts: Facts): string[] => CHECKS.flatMap((check) => check(facts) ?? []);

const CHECKS: ((facts: Facts) => string | string[] | undefined)[] = [
  algorithmNone,
  shortSecret,
  foreignAlgorithm,
  unlikelyValues,
  expiry,
  notYetValid,
  certificateValidity,
  overriddenFields,
  overriddenAlgorithm,
  inQuery,
  tooLong,
];

export const UNSIGNED =
  "The token is not signed (algorithm none): anyone could have made it, and servers should refuse it.";

const label = (name: string, values: Values): string => {
  const field = fields.get(name);
  return field ? wordingOf(field, values).label : name;
};

function algorithmNone({ settings }: Facts): string | undefined {
  if (settings.algorithm.family !== "none") return undefined;
  return UNSIGNED;
}

/** An HMAC is as long as its hash, and its secret should be no shorter (RFC 7518 section 3.2). */
function shortSecret({ settings, key }: Facts): string | undefined {
  const { name, family, signatureBytes = 0 } = settings.algorithm;
  const { length } = (key?.key.algorithm ?? {}) as Partial<HmacKeyAlgorithm>;
  if (family !== "hmac" || !length || length / 8 >= signatureBytes) return undefined;
  return `The secret has ${length / 8} bytes, but ${name} wants ${signatureBytes} or more (RFC 7518): a short one can be guessed.`;
}

function foreignAlgorithm({ settings, values }: Facts): string | undefined {
  const { algorithms, label: system } = presetOf(values) ?? {};
  if (!algorithms || algorithms.includes(settings.algorithm.name)) return undefined;
  return `${system} takes ${algorithms.join(" or ")}, not ${settings.algorithm.name}.`;
}

function unlikelyValues({ values }: Facts): string[] {
  return Object.entries(presetOf(values)?.fields ?? {}).flatMap(([name, { pattern }]) => {
    const value = values[name];
    if (!pattern || typeof value !== "string" || isEmpty(value)) return [];
    return new RegExp(pattern.source, "u").test(value) ? [] : `${label(name, values)}: ${pattern.hint}`;
  });
}

function expiry({ values, content, now }: Facts): string | undefined {
  if (!content) return undefined;
  const { longestLifetime, label: system, fields: presetFields } = presetOf(values) ?? {};
  // Where the preset itself leaves it out, it is meant.
  if (!content.claims.has("exp") && presetFields?.expiresIn?.default === "none") return undefined;
  const problem = expiryProblem(content.claims, now);
  if (problem || !longestLifetime) return problem;
  const exp = secondsOf(content.claims, "exp");
  if (exp - Math.floor(now / 1000) <= parseDuration("expiresIn", longestLifetime)) return undefined;
  return `${system} takes tokens that expire within ${longestLifetime}, and this one expires ${describeTime(exp, now)}.`;
}

function notYetValid({ content, now }: Facts): string | undefined {
  return content && notYetValidProblem(content.claims, now);
}

function certificateValidity({ certificate, now }: Facts): string | undefined {
  if (!certificate) return undefined;
  const { validFrom, validTo } = certificate;
  if (now > validTo) return `The certificate has expired: ${describeTime(validTo / 1000, now)}.`;
  if (now < validFrom)
    return `The certificate is not valid yet: it will be ${describeTime(validFrom / 1000, now)}.`;
  return undefined;
}

function overriddenFields({ settings, values }: Facts): string[] {
  const isFilledIn = (field: string) =>
    applies(field, values) && !isEmpty(values[field]) && !isLeftOut(values[field]);
  return membersOf(settings)
    .filter(({ field, part, name }) => isFilledIn(field) && settings[part].has(name))
    .map(
      ({ field, part, name }) =>
        `${label(field, values)} is not used: ${label(part, values)} has ${JSON.stringify(name)}, which beats it.`,
    );
}

function overriddenAlgorithm({ settings, values }: Facts): string | undefined {
  const alg = settings.header.get("alg");
  if (alg === undefined || alg === settings.algorithm.name) return undefined;
  return `"alg" in ${label("header", values)} is ignored: the token says ${settings.algorithm.name}, the algorithm it is signed with.`;
}

function inQuery({ placement }: Facts): string | undefined {
  if (placement.kind !== "query") return undefined;
  return "The token goes into the URL, which servers and proxies write into their logs.";
}

/** Eight kilobytes is what common servers take for a header line or all of them. */
const LONGEST = 8 * 1024;

function tooLong({ length = 0 }: Facts): string | undefined {
  return tooLongProblem(length);
}

/** @param length of the whole token, in characters */
export function tooLongProblem(length: number): string | undefined {
  if (length <= LONGEST) return undefined;
  return `The token has ${(length / 1024).toFixed(1)} kB: many servers refuse headers of more than 8 kB.`;
}
