import { count, listOf } from "../lib/words";
import type { Plan } from "./plan";
import { type Problem, problemsIn, type Row, rowsOf } from "./rows";
import type { Run } from "./run";
import { isLike, isRejection } from "./verdict";

/** What a test found out. */
export interface ValidationReport {
  /** `problems` were found, `none` were, or the test is `incomplete`. */
  result: "problems" | "none" | "incomplete";
  /** One line. */
  verdict: string;
  /** Why the test is incomplete, or says little, in sentences. */
  caution?: string;
  /** The cases that are problems, without those that follow from them. */
  problems: string[];
  /** Contains no token, no key, and no response. */
  markdown: string;
  /** The tokens that were sent, for copying. */
  tokens: { label: string; token: string }[];
}

/** What was tested, and when. */
export interface Tested {
  /** Method and URL, without what can be secret. */
  target: string;
  /** Unix timestamp in milliseconds. */
  now: number;
}

export function createReport(plan: Plan, run: Run, { target, now }: Tested): ValidationReport {
  const rows = rowsOf(run);
  // The controls alone are not judged.
  const problems = run.sent.length > 0 ? problemsIn(rows) : [];
  const verdict = describe(rows, problems, run);
  const caution = run.stopped ?? describeLast(run);
  const [date = "", clock = ""] = new Date(now).toISOString().split("T");
  const parts = [
    `# Token validation: ${target}`,
    [`${verdict}.`, caution, `Tested on ${date} at ${clock.slice(0, 5)} UTC with ${plan.algorithm}.`]
      .filter(Boolean)
      .join(" "),
    table(rows),
    ...problems.map(section),
    ...problems.flatMap(({ row, others }) => others.map((other) => followingSection(other, row))),
    leftOut(plan, rows),
  ];
  return {
    result: problems.length > 0 ? "problems" : caution ? "incomplete" : "none",
    verdict,
    caution,
    problems: problems.map(({ row }) => titleOf(row)),
    markdown: `${parts.filter(Boolean).join("\n\n")}\n`,
    tokens: tokensOf(run),
  };
}

/** `2 problems, 18 cases passed, 9 up to your policy`. Cases that follow from a problem are not counted as others. */
function describe(rows: Row[], problems: Problem[], run: Run): string {
  if (run.sent.length === 0 && run.stopped !== undefined) return "Not tested";
  const findings = problems.reduce((sum, { others }) => sum + 1 + others.length, 0);
  const passed = rows.filter(({ verdict }) => verdict === "rejected").length;
  const policies = rows.filter(({ verdict, testCase }) => verdict === "policy" && testCase).length;
  const none =
    run.stopped === undefined ? (isConclusive(run) ? "No problems" : "Not conclusive") : "No problems so far";
  const cases = problems.length < findings ? ` in ${count(findings, "case")}` : "";
  return [
    problems.length === 0 ? none : `${count(problems.length, "problem")}${cases}`,
    `${count(passed, "case")} passed`,
    ...(policies > 0 ? [`${policies} up to your policy`] : []),
  ].join(", ");
}

const isConclusive = ({ good, last }: Run): boolean => last === undefined || isLike(last, good);

/** Why an API can treat the last good token unlike the first: because of the request, or of the bad tokens before it. */
function describeLast(run: Run): string | undefined {
  const { good, last } = run;
  if (!last || isConclusive(run)) return undefined;
  const { status } = last;
  const got = `A good token got ${good.status} at first, but ${status ?? "no response"} at the end.`;
  if (status === undefined || status >= 500) return `${got} The API no longer works. Check its log.`;
  return isRejection(last)
    ? `${got} If the API locked this client out, or accepts a token only once, the cases that passed prove little.`
    : `${got} Cases with ${status} may have been accepted. Test a request that can be repeated, such as a GET.`;
}

const titleOf = ({ id, name }: Row): string => `${id} ${name}`;

const table = (rows: Row[]): string =>
  [["ID", "Case", "Status", "Verdict"], ["---", "---", "---", "---"], ...rows.map(cells)]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");

function cells({ id, name, status, verdict, note }: Row): string[] {
  const separator = verdict === "policy" ? ": " : ", ";
  return [id, name, status, note ? verdict + separator + note : verdict];
}

/** What a problem means, which rule it breaks, how it is usually fixed, and which other findings follow from it. */
function section({ row, others }: Problem): string {
  const { status, verdict, testCase } = row;
  const isCrash = verdict === "crashed";
  const what = status === "none" ? "The API didn't respond" : `The API failed with ${status}`;
  const instead = testCase ? "instead of rejecting the token" : "because there was no token";
  const crash = `${what} ${instead}. See RFC 6750, section 3.1.`;
  const handler = `Return 401 ${testCase ? "for every token that isn't valid" : "if there's no token"}.`;
  const ids = listOf(others.map(({ id }) => id));
  const also = isCrash ? `It also failed with ${ids}.` : `What follows from it: ${ids}.`;
  return [
    headingOf(row),
    isCrash ? crash : `${testCase?.meaning} See ${testCase?.rule}.`,
    isCrash ? handler : testCase?.remedy,
    ...(others.length > 0 ? [also] : []),
  ].join("\n\n");
}

const headingOf = (row: Row): string => `## ${titleOf(row)}: ${row.verdict}`;

/** Crashes have nothing in common with their case but the token. */
function followingSection(row: Row, { id }: Row): string {
  const { verdict, testCase } = row;
  if (verdict === "crashed") return `${headingOf(row)}\n\nThe API failed as in ${id}.`;
  const meaning = `Follows from ${id}. ${testCase?.meaning} See ${testCase?.rule}.`;
  return [headingOf(row), meaning, testCase?.remedy].join("\n\n");
}

/** The cases that do not apply, and those that a test did not reach. */
function leftOut({ steps, skipped }: Plan, rows: Row[]): string {
  const ids = new Set(steps.map(({ testCase }) => testCase.id));
  const missing = [...ids].filter((id) => !rows.some((row) => row.id === id));
  const lines = [
    ...skipped.map(({ id, name, reason }) => `- ${id} ${name}: ${reason}`),
    ...(missing.length > 0 ? [`- Not sent: ${listOf(missing)}.`] : []),
  ];
  return lines.length > 0 ? `## Not tested\n\n${lines.join("\n")}` : "";
}

const tokensOf = ({ goodToken, sent }: Run): ValidationReport["tokens"] => [
  { label: "C1 Good token", token: goodToken },
  ...sent.map(({ step: { testCase: each, variant }, token }) => ({
    label: `${each.id} ${each.name}${variant.name ? `: ${variant.name}` : ""}`,
    token,
  })),
];
