import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { listOf, shorten } from "../lib/words";

export const reject = (field: FieldName, problem: string, cause?: unknown): JwtAuthError =>
  new JwtAuthError(field, `${problem}.`, { cause });

export function refuse(field: FieldName, problem: string): never {
  throw reject(field, problem);
}

/** Additional parameters can be secrets. */
const isSecret = (field: FieldName): boolean => field === "tokenParameters";

/** The error for `$now` with something else than a duration after it. */
export function notDuration(field: FieldName, reference: string, cause?: unknown): JwtAuthError {
  const now = reference.startsWith("$now.ms") ? "$now.ms" : "$now";
  const shown = isSecret(field) ? now : shorten(reference);
  return reject(
    field,
    `The placeholder ${shown} doesn't end with a duration. Use ${now}+300, ${now}+5m, or ${now}-1h30m`,
    cause,
  );
}

/** What else the digests are called, after the name of one of them. */
const OTHER_DIGESTS = " (or sha384, sha512; .base64, .base64url)";

/**
 * The error for a name that is unknown, or known only in part.
 *
 * @param unknown the name without its dollar sign
 * @param known the names to choose from
 */
export function unknownName(field: FieldName, unknown: string, known: readonly string[]): JwtAuthError {
  // A dot at the end of a sentence is not part of the name.
  const name = unknown.replace(/\.+$/, "");
  const shown = isSecret(field) ? "" : ` $${name}`;
  const names = similarNames(name, known).map((candidate) => `$${candidate}`);
  return reject(
    field,
    `Unknown placeholder${shown}. Use ${listOf([...names, "$$ for a dollar sign"], "or")}`,
  );
}

/** The names of the same group, or of the same part of the request if its digests are meant. */
function similarNames(name: string, known: readonly string[]): string[] {
  const [part] = /^request\.(?:body|query)(?![A-Za-z\d])/.exec(name) ?? [];
  if (part !== undefined)
    return known.flatMap((candidate) =>
      candidate === part ? candidate : candidate === `${part}.sha256` ? candidate + OTHER_DIGESTS : [],
    );
  const [group = ""] = /^[a-z]+/i.exec(name) ?? [];
  return known.flatMap((candidate) => {
    if (candidate === "now") return group === "now" ? ["now", "now+60s"] : [];
    const isSame = candidate === group || candidate.startsWith(`${group}.`);
    // There is no room for all of them.
    return isSame && candidate !== "request.query.sha256" ? candidate : [];
  });
}
