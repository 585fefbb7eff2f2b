import { describe, expect, it } from "vitest";
import { cases } from "../../../src/core/validation/cases";

/** Every ID is a contract with reports that people keep. */
const IDS = [
  ...["S1", "S3", "S4", "S5", "S7", "S8", "S9", "S10", "A1", "A3", "A4", "A5", "H4", "H1", "H2", "H7"],
  ...["T1", "T2", "T3", "T4", "T5", "T6", "I1", "I2", "I4", "I5", "Y1", "F1", "F5", "F6", "X1"],
];

describe("the cases", () => {
  it("have these IDs, in this order", () => {
    expect(cases.map(({ id }) => id)).toEqual(IDS);
  });

  it.each(cases)("say what a problem means and how it is fixed, if it can be one: $id", (each) => {
    const { claim, policy, meaning, remedy, rule } = each;
    const isJudged = claim !== undefined || policy === undefined;
    expect([meaning !== undefined, remedy !== undefined]).toEqual([isJudged, isJudged]);
    expect(rule).toMatch(/^(?:RFC \d{4}, section \d|CVE-\d{4}-\d+$)/);
    for (const text of [meaning, remedy]) expect(text ?? "A sentence.").toMatch(/^[A-Z].*\.$/);
  });

  it.each(cases)("fit into a table: $id", ({ name, policy }) => {
    expect(name).not.toMatch(/[|\n]/);
    expect(policy ?? "").not.toMatch(/[|.\n]/);
  });

  it.each(cases.filter(({ cause }) => cause))(
    "name a cause that is another judged case: $id",
    ({ id, cause }) => {
      const other = cases.find((each) => each.id === cause);
      expect(other?.meaning).toBeDefined();
      expect(other?.cause).toBeUndefined();
      expect(cause).not.toBe(id);
    },
  );
});
