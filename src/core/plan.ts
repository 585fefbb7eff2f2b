import { JwtAuthError } from "./errors";
import { type FlowSettings, readFlowSettings } from "./flow-settings";
import type { Placement } from "./placement";
import { readPlacement } from "./placement-settings";
import { applies } from "./read";
import type { Values } from "./schema";
import { readSettings, type Settings } from "./settings";

/** What the form says. */
export interface Plan {
  flow: FlowSettings;
  /** Undefined where nothing is signed: then the form has no fields for a JWT, and what is left in them is not looked at. */
  settings?: Settings;
  placement: Placement;
}

/**
 * What makes the JWT of a plan.
 *
 * @throws JwtAuthError where nothing is signed
 */
export function signingSettings({ settings }: Plan): Settings {
  if (settings) return settings;
  throw new JwtAuthError(
    "nothing-signed",
    "flow",
    "it signs no JWT. Choose another preset, or another flow.",
  );
}

/** @throws JwtAuthError for the first field whose value cannot be used */
export function readPlan(values: Values): Plan {
  const flow = readFlowSettings(values);
  return {
    flow,
    settings: applies("algorithm", values) ? readSettings(values, flow) : undefined,
    placement: readPlacement(values),
  };
}
