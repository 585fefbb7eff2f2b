import { readCertificate } from "./certificate";
import { describeTimes } from "./claim-times";
import { buildContent, expansionOf, type TokenContent } from "./claims";
import { flowExpansion } from "./draft";
import { withLabel } from "./errors";
import { exchangeOf } from "./flows";
import { describeTokenRequest } from "./flows/describe-request";
import { findFlowWarnings } from "./flows/warnings";
import { stringify } from "./json";
import { loadKeyOf } from "./key";
import { checkComplete } from "./members";
import type { Placement } from "./placement";
import { type Plan, readPlan, signingSettings } from "./plan";
import type { Values } from "./schema";
import { tokenLength } from "./token";
import { findWarnings } from "./warnings";

/** What the form says of the token that it would send. Neither key nor signature is part of it. */
export interface Preview {
  /** What sending would fail with. */
  error?: string;
  warnings: string[];
  /** Undefined where the settings cannot be read. */
  token?: {
    /** What a server is asked for it first: a line each; undefined where the JWT itself is sent. */
    tokenRequest?: string[];
    /** What to know of that. */
    note?: string;
    /** Where it goes: a line each. */
    place: string[];
    /** Pretty-printed JSON, as signed; undefined where nothing is signed. */
    header?: string;
    claims?: string;
    /** The times among the claims, in words. */
    times: string[];
  };
}

/**
 * What a form that is being filled in would send. What is not known before a request is sent stands as its name: the
 * request itself, and all that is random.
 *
 * @param now milliseconds since 1970
 * @param request null for a token that will be made for none
 * @returns always: what is wrong with the settings is part of the answer
 */
export async function preview(values: Values, now: number, request?: null): Promise<Preview> {
  try {
    return await previewOf(readPlan(values), values, now, request);
  } catch (error) {
    return { error: withLabel(error, values).message, warnings: [] };
  }
}

async function previewOf(plan: Plan, values: Values, now: number, request?: null): Promise<Preview> {
  const { settings, placement, flow } = plan;
  // Everything is tried in the order of sending, and the first error is the one that sending would give.
  const errors: unknown[] = [];
  const tried = async <T>(step: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await step();
    } catch (error) {
      errors.push(error);
      return undefined;
    }
  };
  const moment = { now, randomUUID: () => "$uuid", randomHex: (bytes: number) => `$random.hex${bytes}` };
  if (request === null) signingSettings(plan);
  // A token for no request is the JWT alone.
  const exchange = request === null ? undefined : await tried(() => exchangeOf(flow));
  const key = settings ? await tried(() => loadKeyOf(settings)) : null;
  const certificate = await tried(
    () => settings?.certificate && readCertificate(settings.certificate, key ?? undefined),
  );
  await tried(() => settings && checkComplete(settings, values, key));
  const circumstances = { moment, request, key, certificate };
  const expansion = settings ? expansionOf(settings, circumstances) : flowExpansion(flow, circumstances);
  const content = settings && (await tried(() => buildContent(settings, circumstances, expansion)));
  const length =
    settings && content && (await tried(() => tokenLength(content, settings.algorithm, key?.key)));
  const tokenRequest = await tried(() => exchange?.endpoint?.ask("…", expansion));

  const placed = exchange?.endpoint ? undefined : length;
  const facts = { values, placement, key, certificate, content, length: placed, now };
  const warnings = settings ? findWarnings({ ...facts, settings }) : [];
  const [error] = errors;
  const isKnown = !settings || content;
  return {
    error: errors.length > 0 ? withLabel(error, values).message : undefined,
    warnings: [...warnings, ...findFlowWarnings({ values, flow, content, tokenRequest })],
    token: isKnown && {
      tokenRequest: tokenRequest && describeTokenRequest(tokenRequest),
      note: exchange?.note,
      place: describePlace(placement),
      ...(content ? describe(content, now) : { times: [] }),
    },
  };
}

const describe = ({ header, claims }: TokenContent, now: number) => ({
  header: stringify(header, "\n"),
  claims: stringify(claims, "\n"),
  times: describeTimes(claims, now),
});

function describePlace(placement: Placement): string[] {
  const { kind, name } = placement;
  if (kind === "query") return [`?${encodeURIComponent(name)}=…`];
  if (kind === "cookie") return [`Cookie: ${name}=…`];
  const others = placement.others.map((header) => `${header.name}: ${header.value}`);
  return [`${name}: ${placement.prefix ? `${placement.prefix} ` : ""}…`, ...others];
}
