import type { Verified } from "../support/token-server";

/** Whether a claim or header parameter matches the service's documentation. */
export type Rule = (value: unknown, request: Verified) => boolean;

/** A rule for each claim and for each header parameter except `alg` and `typ`. */
export interface Rules {
  claims: Record<string, Rule>;
  /** Claims that can be missing. */
  optional?: Record<string, Rule>;
  header?: Record<string, Rule>;
}

/** A check that requires everything in the rules and rejects anything else. */
export function accepting({ claims, optional = {}, header = {} }: Rules): (request: Verified) => void {
  return (request) => {
    const { alg: _, typ, ...parameters } = request.header;
    if (typ !== undefined && typ !== "JWT") throw new Error("wrong typ");
    const present = Object.entries(optional).filter(([name]) => name in request.claims);
    checkMembers("claim", { ...claims, ...Object.fromEntries(present) }, request.claims, request);
    checkMembers("header parameter", header, parameters, request);
  };
}

function checkMembers(
  kind: string,
  rules: Record<string, Rule>,
  members: Record<string, unknown>,
  request: Verified,
) {
  for (const [name, rule] of Object.entries(rules)) {
    if (!(name in members)) throw new Error(`no ${kind} ${name}`);
    if (!rule(members[name], request)) throw new Error(`wrong ${kind} ${name}`);
  }
  for (const name of Object.keys(members)) if (!(name in rules)) throw new Error(`unknown ${kind} ${name}`);
}

const now = () => Date.now() / 1000;

export const is =
  (expected: unknown): Rule =>
  (value) =>
    JSON.stringify(value) === JSON.stringify(expected);

export const matches =
  (pattern: RegExp): Rule =>
  (value) =>
    typeof value === "string" && pattern.test(value);

/** A time in whole seconds that is at most this many seconds in the past. */
export const within =
  (seconds: number): Rule =>
  (value) =>
    Number.isInteger(value) && now() - Number(value) >= 0 && now() - Number(value) <= seconds;

/** A time in whole seconds that is at most this many seconds in the future. */
export const ahead =
  (seconds: number): Rule =>
  (value) =>
    Number.isInteger(value) && Number(value) > now() && Number(value) <= now() + seconds;

/** A time in whole seconds that is in the future, and at most this many seconds after `iat`. */
export const afterIssue =
  (seconds: number): Rule =>
  (value, { claims }) =>
    Number.isInteger(value) && Number(value) > now() && Number(value) - Number(claims.iat) <= seconds;

/** A UUID. */
export const isUuid: Rule = matches(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);

/** Text that no earlier token had. */
export function unique(): Rule {
  const used = new Set<unknown>();
  return (value) => {
    const isNew = typeof value === "string" && value !== "" && !used.has(value);
    used.add(value);
    return isNew;
  };
}
