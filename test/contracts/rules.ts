import type { Verified } from "../support/token-server";

/** Whether a claim or header parameter is as a system's documentation has it. */
export type Rule = (value: unknown, request: Verified) => boolean;

/** A rule for each claim and for each header parameter but `alg` and `typ`. */
export interface Rules {
  claims: Record<string, Rule>;
  header?: Record<string, Rule>;
}

/** The check of a server that takes what the rules name, all of it, and nothing else. */
export function accepting({ claims, header = {} }: Rules): (request: Verified) => void {
  return (request) => {
    const { alg: _, typ, ...parameters } = request.header;
    if (typ !== undefined && typ !== "JWT") throw new Error("wrong typ");
    checkMembers("claim", claims, request.claims, request);
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

/** A time in whole seconds that is past, by no more than the seconds given. */
export const within =
  (seconds: number): Rule =>
  (value) =>
    Number.isInteger(value) && now() - Number(value) >= 0 && now() - Number(value) <= seconds;

/** A time in whole seconds that is ahead, by no more than the seconds given. */
export const ahead =
  (seconds: number): Rule =>
  (value) =>
    Number.isInteger(value) && Number(value) > now() && Number(value) <= now() + seconds;

/** A time in whole seconds that is ahead, at most as many seconds after `iat`. */
export const afterIssue =
  (seconds: number): Rule =>
  (value, { claims }) =>
    Number.isInteger(value) && Number(value) > now() && Number(value) - Number(claims.iat) <= seconds;
