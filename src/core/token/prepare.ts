import type { FieldName } from "../../field-name";
import type { TokenContent } from "../jwt/sign";
import { type Certificate, readCertificate } from "../keys/certificate";
import { loadKey, type SigningKey } from "../keys/load";
import { JwtAuthError } from "../lib/errors";
import type { JwtSettings } from "../settings/jwt";
import type { KeySettings } from "../settings/key";
import type { Settings } from "../settings/settings";
import type { Clock } from "./clock";
import { buildContent } from "./content";
import type { RequestInfo } from "./request-values";
import { createResolver, plainText, type Resolver } from "./resolve";

/** What a token depends on beside the settings. */
export interface TokenContext {
  clock: Clock;
  /** Null: there is none that the token is for. Undefined: it is not known yet, while the form is being filled in. */
  request?: RequestInfo | null;
}

/** Takes a step, and says what to do if it fails: throw on, or go on without what it would have given. */
export type Attempt = <T>(step: () => T | Promise<T>) => Promise<T | undefined>;

/** The first step that fails is the end. */
export const orThrow: Attempt = async (step) => step();

/** All that goes into a token but its signature; undefined is what a failed step did not give. */
export interface Prepared {
  /** Null where nothing is signed, or without a signature. */
  key?: SigningKey | null;
  certificate?: Certificate;
  /** Undefined also where nothing is signed. */
  content?: TokenContent;
  resolver: Resolver;
}

/**
 * Takes the steps that come before a token is signed, in the one order that sending and the preview share.
 *
 * @throws JwtAuthError only by the attempt
 */
export async function prepare(
  settings: Settings,
  context: TokenContext,
  attempt: Attempt = orThrow,
): Promise<Prepared> {
  const { jwt } = settings;
  if (!jwt) return { key: null, resolver: resolverFor(settings, context, null) };
  const key = await attempt(() => loadKeyOf(jwt));
  const certificate = await attempt(
    () => jwt.certificate && readCertificate(jwt.certificate, key ?? undefined),
  );
  await attempt(() => checkComplete(jwt, key));
  const resolver = resolverFor(settings, context, key);
  const content = await attempt(() => buildContent(jwt, resolver, context.clock, certificate));
  return { key, certificate, content, resolver };
}

/**
 * The key of the settings; null for the algorithm `none`.
 *
 * @throws JwtAuthError that names what was found and what would do
 */
export async function loadKeyOf({ key, algorithm, keyId }: KeySettings): Promise<SigningKey | null> {
  // A key ID that refers to something cannot pick a key, since what it refers to may be the key.
  return key ? loadKey(key, algorithm, plainText(keyId ?? "") || undefined) : null;
}

/** What references in the settings stand for. */
export function resolverFor(
  { jwt, exchange }: Settings,
  { clock, request }: TokenContext,
  key?: SigningKey | null,
): Resolver {
  const { clientId, tokenUrl, scope } = exchange;
  const fields: Partial<Record<FieldName, string>> = { clientId, tokenUrl, scope };
  for (const { field, isReferable, value } of jwt?.claimFields ?? [])
    if (isReferable && value?.kind === "text") fields[field] = value.text;
  // The key's own ID is no text of the form, so no dollar sign in it refers to anything.
  if (jwt && jwt.keyId === undefined) fields.keyId = key?.keyId?.replaceAll("$", () => "$$");
  const isPending = jwt !== undefined && request === undefined;
  const pending: FieldName[] = isPending ? [...missingFields(jwt, key), "clientId", "tokenUrl"] : [];
  return createResolver({ clock, request, key, fields, pending });
}

/** The fields that the preset requires, that are empty, and that neither the JSON nor the key makes up for. */
const missingFields = (settings: JwtSettings, key?: SigningKey | null): FieldName[] =>
  settings.missing.filter((field) => {
    const isInJson = settings.claimFields.some(
      (claim) => claim.field === field && settings[claim.part].has(claim.name),
    );
    return !isInJson && !(field === "keyId" && key?.keyId);
  });

/** A preset's token without what the preset requires is refused by the server, so it is not sent. */
function checkComplete(settings: JwtSettings, key?: SigningKey | null): void {
  const [missing] = missingFields(settings, key);
  if (!missing) return;
  throw new JwtAuthError(
    missing,
    `Required by ${settings.requiredBy}. Enter a value, or none to send the token without it.`,
  );
}
