import type { FieldName } from "../../field-name";
import type { TokenContent } from "../jwt/sign";
import type { Algorithm } from "../keys/algorithms";
import { type Certificate, type CertificateSource, readCertificate } from "../keys/certificate";
import type { SigningKey } from "../keys/load";
import { JwtAuthError } from "../lib/errors";
import type { JwtSettings } from "../settings/jwt";
import type { Settings } from "../settings/settings";
import type { Clock } from "./clock";
import { buildContent } from "./content";
import type { RequestInfo } from "./request-values";
import { createResolver, type Resolver } from "./resolve";
import { type AuthorizationServer, loadKeyFor } from "./signing-key";

/** What a token depends on besides the settings. */
export interface TokenContext {
  clock: Clock;
  /** Undefined if the token URL is the token endpoint itself, or if it is not known yet. */
  server?: AuthorizationServer;
  /** Null if the token is not for a request. Undefined if not known yet, while the form is being filled in. */
  request?: RequestInfo | null;
  /** Whether the form is being filled in, so that placeholders without a value remain as they are. */
  isDraft?: boolean;
}

/** Runs a step and decides what to do if it fails: throw, or continue without its result. */
export type Attempt = <T>(step: () => T | Promise<T>) => T | undefined | Promise<T | undefined>;

/** Stops at the first step that fails. */
export const orThrow: Attempt = (step) => step();

/** Everything in a token except its signature. A part is undefined if its step failed. */
export interface Prepared {
  /** Null if nothing is signed, or if the token has no signature. */
  key?: SigningKey | null;
  /** Undefined if nothing is signed, or if the key decides and cannot be read. */
  algorithm?: Algorithm;
  certificate?: Certificate;
  /** Also undefined if nothing is signed. */
  content?: TokenContent;
  resolver: Resolver;
}

/**
 * Runs the steps before signing, in the order that sending and the preview share.
 *
 * @throws JwtAuthError only if the attempt does
 */
export async function prepare(
  settings: Settings,
  context: TokenContext,
  attempt: Attempt = orThrow,
): Promise<Prepared> {
  const { jwt } = settings;
  if (!jwt) return { key: null, resolver: resolverFor(settings, context, null) };
  const key = await attempt(() => loadKeyFor(settings, context.server));
  // The form hides the certificate field once the key turns out to be a secret.
  const source = key && !key.publicKey ? undefined : jwt.certificate;
  const certificate = source && (await attempt(() => certificateOf(source, key ?? undefined)));
  if (jwt.missing.length > 0) await attempt(() => checkComplete(jwt, key));
  const resolver = resolverFor(settings, context, key);
  const algorithm = algorithmOf(jwt, key);
  // Only the key tells which one.
  const alg = algorithm?.name ?? "…";
  const content = await attempt(() => buildContent(jwt, alg, resolver, context.clock, certificate));
  return { key, algorithm, certificate, content, resolver };
}

/** The key's algorithm. Without a key, the only one that it could have; undefined if there are several. */
export function algorithmOf({ choice }: JwtSettings, key?: SigningKey | null): Algorithm | undefined {
  const [first, ...others] = choice.algorithms;
  return key?.algorithm ?? (others.length === 0 ? first : undefined);
}

/** The certificates of remembered settings, with the key that they were compared with. */
const certificates = new WeakMap<
  CertificateSource,
  { key?: SigningKey; certificate: Promise<Certificate> }
>();

function certificateOf(source: CertificateSource, key?: SigningKey): Promise<Certificate> {
  const known = certificates.get(source);
  if (known && known.key === key) return known.certificate;
  const certificate = readCertificate(source, key);
  certificates.set(source, { key, certificate });
  return certificate;
}

/** A resolver for the references in the settings. */
export function resolverFor(
  { jwt, exchange }: Settings,
  { clock, request, server, isDraft = false }: TokenContext,
  key?: SigningKey | null,
): Resolver {
  const { clientId, tokenUrl, scope, isForServer } = exchange;
  const fields: Partial<Record<FieldName, string>> = { clientId, tokenUrl, scope };
  for (const { field, isReferable, value } of jwt?.claimFields ?? [])
    if (isReferable && value?.kind === "text") fields[field] = value.text;
  if (jwt && jwt.keyId === undefined) fields.keyId = literal(key?.keyId);
  if (server) fields.tokenUrl = literal(server.tokenEndpoint);
  if (server && isForServer) fields.audience = literal(server.issuer);
  const pending = isDraft && jwt ? [...missingFields(jwt, key), ...exchange.pending] : [];
  const lists = (jwt?.claimFields ?? []).flatMap(({ field, value }) => (value?.kind === "json" ? field : []));
  return createResolver({ clock, request, key, fields, pending, lists, isDraft });
}

/** Text that is not from the form, so that dollar signs in it are not references. */
const literal = (text: string | undefined): string | undefined => text?.replaceAll("$", () => "$$");

/** The empty fields that the preset requires, if neither the JSON nor the key provides their values. */
const missingFields = (settings: JwtSettings, key?: SigningKey | null): FieldName[] =>
  settings.missing.filter((field) => !isInJson(field, settings) && !(field === "keyId" && key?.keyId));

/** Whether the JSON sets the claim or header parameter of a field. */
export const isInJson = (field: FieldName, settings: JwtSettings): boolean =>
  settings.claimFields.some((claim) => claim.field === field && settings[claim.part].has(claim.name));

/** The server would reject a token without the preset's required fields, so it is not sent. */
function checkComplete(settings: JwtSettings, key?: SigningKey | null): void {
  const [missing] = missingFields(settings, key);
  if (!missing) return;
  throw new JwtAuthError(
    missing,
    `Required by ${settings.requiredBy}. Enter a value, or none to send the token without it.`,
    { isMissing: true },
  );
}
