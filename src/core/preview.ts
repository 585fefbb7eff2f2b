import { loadKeyOf } from "./authenticate";
import { readCertificate } from "./certificate";
import { describeTimes } from "./claim-times";
import { buildContent, type TokenContent } from "./claims";
import { withLabel } from "./errors";
import { stringify } from "./json";
import { checkComplete } from "./members";
import type { Placement } from "./placement";
import type { Values } from "./schema";
import { readSettings, type Settings } from "./settings";
import { tokenLength } from "./token";
import { findWarnings } from "./warnings";

/** What the form says of the token that it would send. Neither key nor signature is part of it. */
export interface Preview {
  /** What sending would fail with. */
  error?: string;
  warnings: string[];
  /** Undefined where the settings cannot be read. */
  token?: {
    /** Where it goes: a line each. */
    place: string[];
    /** Pretty-printed JSON, as signed. */
    header: string;
    claims: string;
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
    return await previewOf(readSettings(values), values, now, request);
  } catch (error) {
    return { error: withLabel(error, values).message, warnings: [] };
  }
}

async function previewOf(settings: Settings, values: Values, now: number, request?: null): Promise<Preview> {
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
  const key = await tried(() => loadKeyOf(settings));
  const certificate = await tried(
    () => settings.certificate && readCertificate(settings.certificate, key ?? undefined),
  );
  await tried(() => checkComplete(settings, values, key));
  const content = await tried(() => buildContent(settings, { moment, request, key, certificate }));
  const length = content && (await tried(() => tokenLength(content, settings.algorithm, key?.key)));
  const warnings = findWarnings({ values, settings, key, certificate, content, length, now });
  const [error] = errors;
  return {
    error: errors.length > 0 ? withLabel(error, values).message : undefined,
    warnings,
    token: content && describe(content, settings.placement, now),
  };
}

function describe({ header, claims }: TokenContent, placement: Placement, now: number): Preview["token"] {
  return {
    place: describePlace(placement),
    header: stringify(header, "\n"),
    claims: stringify(claims, "\n"),
    times: describeTimes(claims, now),
  };
}

function describePlace(placement: Placement): string[] {
  const { kind, name } = placement;
  if (kind === "query") return [`?${encodeURIComponent(name)}=…`];
  if (kind === "cookie") return [`Cookie: ${name}=…`];
  const others = placement.others.map((header) => `${header.name}: ${header.value}`);
  return [`${name}: ${placement.prefix ? `${placement.prefix} ` : ""}…`, ...others];
}
