import { validationCases } from "../src/core";
import { table } from "./table";

type Case = (typeof validationCases)[number];

/** The cases of Test Token Validation, in Markdown. */
export const caseTable = (): string =>
  table(
    ["ID", "Token", "Expected", "Rule"],
    validationCases.map((each) => [each.id, each.name, expected(each), each.rule]),
  );

function expected({ claim, policy }: Case): string {
  if (policy !== undefined && claim === undefined) return "up to your policy";
  const isUsual = policy === undefined;
  if (claim === undefined) return "rejected";
  return isUsual
    ? `rejected, if \`${claim}\` is checked`
    : `up to your policy, unless \`${claim}\` is checked`;
}
