import { JwtAuthError } from "../lib/errors";
import type { Header } from "../lib/http";
import type { Settings } from "../settings/settings";
import type { Clock } from "../token/clock";
import { type Placed, place } from "../token/place";
import { resolveHeaders } from "../token/placed-headers";
import { prepare } from "../token/prepare";
import type { RequestInfo } from "../token/request-values";
import { type Case, IN_QUERY, type Variant } from "./case";
import { cases } from "./cases";
import { forge, type Subject } from "./forge";
import { unknownKeyFor } from "./unknown-key";

/** A token, where it goes, and what is sent along with it. */
export interface CreatedToken {
  token: string;
  placed: Placed;
}

/** A token to send. */
export interface Step {
  testCase: Case;
  variant: Variant;
  /** Builds a new token, with times and an ID of its own. */
  create: () => Promise<CreatedToken>;
}

/** What a test sends, and what it leaves out. */
export interface Plan {
  /** Name of the algorithm that good tokens are signed with. */
  algorithm: string;
  /** The claims of a good token. */
  claims: readonly string[];
  createGood: () => Promise<CreatedToken>;
  steps: Step[];
  skipped: { id: string; name: string; reason: string }[];
}

/**
 * Finds out which cases apply to the settings.
 *
 * @throws JwtAuthError if the settings cannot be used, or if they send no JWT of this plugin
 */
export async function createPlan(settings: Settings, request: RequestInfo, clock: Clock): Promise<Plan> {
  checkFlow(settings);
  const createSubject = async (): Promise<Fresh> => {
    const now = clock.time();
    const context = { clock: { ...clock, now }, request };
    const { content, key, resolver } = await prepare(settings, context);
    if (!content || !key) throw noSignature();
    // Before anything is sent.
    const headers = resolveHeaders(settings, resolver);
    const unknown = await unknownKeyFor(key.algorithm, now);
    const { placement } = settings;
    const nonce = `unknown-${clock.randomUUID()}`;
    const seconds = Math.floor(now / 1000);
    const subject = { content, key, unknown, placement, url: request.url, now: seconds, nonce };
    return { subject, headers };
  };
  const create = async (variantOf: (subject: Subject) => Variant | undefined): Promise<CreatedToken> => {
    const { subject, headers } = await createSubject();
    const { change = {}, isInQuery } = variantOf(subject) ?? {};
    const token = forge(subject, change);
    const placement = isInQuery ? IN_QUERY : settings.placement;
    return { token, placed: place(token, placement, undefined, headers) };
  };
  const { subject } = await createSubject();
  const skipped = cases.flatMap(({ id, name, skip }) => {
    const reason = skip?.(subject);
    return reason === undefined ? [] : { id, name, reason };
  });
  const applicable = cases.filter(({ id }) => !skipped.some((other) => other.id === id));
  return {
    algorithm: subject.key.algorithm.name,
    claims: [...subject.content.claims.keys()],
    createGood: () => create(() => undefined),
    steps: applicable.flatMap((each) =>
      each.variants(subject).map((variant, index) => ({
        testCase: each,
        variant,
        create: () => create((fresh) => each.variants(fresh)[index]),
      })),
    ),
    skipped,
  };
}

interface Fresh {
  subject: Subject;
  headers: Header[];
}

function checkFlow({ exchange, jwt }: Settings): void {
  if (exchange.flow !== "jwt")
    throw new JwtAuthError(
      "flow",
      "This flow sends a token that your server issued, not one of this plugin's. To test an API, choose Send the JWT.",
    );
  if (jwt?.choice.algorithms.every(({ family }) => family === "none")) throw noSignature();
}

const noSignature = (): JwtAuthError =>
  new JwtAuthError("algorithm", "Unsigned tokens can't be tested. Choose the algorithm your API expects.");
