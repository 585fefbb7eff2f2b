import { labelErrors, withLabel } from "./form/labels";
import type { Values } from "./form/types";
import { JwtAuthError } from "./lib/errors";
import { listOf, quote } from "./lib/words";
import { readSettings } from "./settings/settings";
import type { Clock } from "./token/clock";
import type { Placed } from "./token/place";
import type { RequestInfo } from "./token/request-values";
import { cases } from "./validation/cases";
import { createPlan } from "./validation/plan";
import { createReport, type ValidationReport } from "./validation/report";
import { type RunOptions, requestsOf, run } from "./validation/run";

/** A test of whether an API rejects bad tokens. */
export interface ValidationTest {
  /** How many requests it sends. */
  requests: number;
  /** Where the form's tokens go. */
  place: Pick<Placed, "kind" | "name">;
  /** The claims that an API usually checks, of those that are in the tokens. */
  checked: string[];
  /**
   * Runs the test.
   *
   * @param target method and URL for the report, without what can be secret
   * @throws JwtAuthError if a token can no longer be created
   */
  run(target: string, options: Omit<RunOptions, "explain">): Promise<ValidationReport>;
}

const CHECKED_IF_SET = ["iss", "aud"];

/** Checked even if a good token does not have them. */
const CHECKED_ALWAYS = ["exp", "nbf"];

/**
 * Prepares a test of an API, with tokens that are right except for one flaw each. Nothing is sent yet.
 *
 * @param values the form as the host stores it
 * @throws JwtAuthError if the settings cannot be used, or if they send no JWT of this plugin
 */
export const prepareValidation = (
  values: Values,
  request: RequestInfo,
  clock: Clock,
): Promise<ValidationTest> =>
  labelErrors(values, async () => {
    const settings = readSettings(values);
    const explain = (error: Error) => withLabel(error, values).message;
    const plan = await createPlan(settings, request, clock);
    return {
      place: settings.placement,
      requests: requestsOf(plan),
      checked: [...CHECKED_ALWAYS, ...CHECKED_IF_SET.filter((claim) => plan.claims.includes(claim))],
      run: (target, options) =>
        labelErrors(values, async () =>
          createReport(plan, await run(plan, { ...options, explain }, clock), { target, now: clock.time() }),
        ),
    };
  });

/**
 * Reads a list of claims that an API checks.
 *
 * @param text names, separated by commas or white space
 * @throws JwtAuthError for a claim that no case is about
 */
export function parseCheckedClaims(text: string): string[] {
  const known = [...new Set(cases.flatMap(({ claim }) => claim ?? []))];
  const names = text.split(/[\s,]+/).filter(Boolean);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown === undefined) return names;
  throw new JwtAuthError("checkedClaims", `Unknown claim ${quote(unknown)}. Use ${listOf(known, "or")}.`);
}
