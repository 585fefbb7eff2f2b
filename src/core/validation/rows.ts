import { listOf } from "../lib/words";
import type { Case } from "./case";
import type { Run, Sent } from "./run";
import { type Answer, CONTROL, type Judgment, judgeNone, type Verdict } from "./verdict";

/** A line of the report. */
export interface Row {
  id: string;
  name: string;
  status: string;
  verdict: Verdict;
  note?: string;
  /** Undefined for a control. */
  testCase?: Case;
}

/** A row that is a problem, because its token should have been rejected. */
export interface Problem {
  row: Row;
  /** The rows that follow from it. */
  others: Row[];
}

const statusOf = ({ status }: Answer): string => (status === undefined ? "none" : String(status));

/** How bad a judgment is, the worst first. */
const RANKS: ((judgment: Judgment) => boolean)[] = [
  ({ verdict }) => verdict === "accepted",
  ({ verdict }) => verdict === "crashed",
  ({ isAccepted }) => isAccepted === true,
  ({ verdict, note }) => verdict === "rejected" && note !== undefined,
  ({ verdict }) => verdict === "rejected",
];

const rankOf = (judgment: Judgment): number => {
  const rank = RANKS.findIndex((matches) => matches(judgment));
  return rank === -1 ? RANKS.length : rank;
};

/** One row per case, the worst first. */
export function rowsOf({ good, none, last, sent }: Run): Row[] {
  const ids = [...new Set(sent.map(({ step }) => step.testCase.id))];
  const rows = ids.map((id) => toRow(sent.filter(({ step }) => step.testCase.id === id)));
  const control = (id: string, name: string, answer: Answer | undefined, judgment = CONTROL): Row[] =>
    answer?.status === undefined && !answer?.failure
      ? []
      : [{ id, name, status: statusOf(answer), ...judgment }];
  const all = [
    ...rows,
    ...control("C1", "Good token", good),
    ...control("C2", "No token", none, none && judgeNone(none, good)),
    ...control("C5", "Good token again", last),
  ];
  const isMinor = ({ testCase }: Row) => Number(testCase?.isMinor === true);
  const follows = (row: Row) => Number(causeOf(row, all) !== undefined);
  return all.sort(
    (one, other) =>
      rankOf(one) - rankOf(other) || isMinor(one) - isMinor(other) || follows(one) - follows(other),
  );
}

/** What the case's worst variants have in common. Their names are shown if others were rejected. */
function toRow(sent: Sent[]): Row {
  const worst = Math.min(...sent.map(({ judgment }) => rankOf(judgment)));
  const shown = sent.filter(({ judgment }) => rankOf(judgment) === worst);
  const { step, judgment } = shown[0] as Sent;
  const names = shown.flatMap(({ step: { variant } }) => variant.name ?? []);
  const isPart = shown.length < sent.length && names.length > 0 && judgment.verdict !== "rejected";
  return {
    id: step.testCase.id,
    name: isPart ? `${step.testCase.name} (${listOf(names)})` : step.testCase.name,
    status: [...new Set(shown.map(({ answer }) => statusOf(answer)))].join(", "),
    ...judgment,
    testCase: step.testCase,
  };
}

/** The problems in rows, the worst first. */
export function problemsIn(rows: readonly Row[]): Problem[] {
  const findings = rows.filter(({ verdict }) => verdict === "accepted" || verdict === "crashed");
  return findings
    .filter((row) => causeOf(row, rows) === undefined)
    .map((row) => ({ row, others: findings.filter((other) => causeOf(other, rows) === row) }));
}

/** The row that explains another one. Undefined if none does. */
function causeOf(row: Row, rows: readonly Row[]): Row | undefined {
  const same = rows.filter(({ verdict }) => verdict === row.verdict);
  if (row.verdict === "accepted") return same.find(({ id }) => id === row.testCase?.cause);
  if (row.verdict !== "crashed") return undefined;
  // One error handler fixes all of them. The simplest request explains it best.
  const [first] = [...same.filter(({ id }) => id === "C2"), ...same];
  return first === row ? undefined : first;
}
