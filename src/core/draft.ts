import { readCertificate } from "./certificate";
import { buildContent, type Circumstances, expansionOf, type Moment, type TokenContent } from "./claims";
import { loadKeyOf, type SigningKey } from "./key";
import { checkComplete } from "./members";
import type { Plan } from "./plan";
import { createExpansion, type Expansion } from "./references";
import type { RequestInfo } from "./request";
import type { Values } from "./schema";
import type { Settings } from "./settings";

/** All that is read before a token is made: what it comes to at any moment. */
export interface Draft {
  /** Null where nothing is signed, or without a signature. */
  key: SigningKey | null;
  at(moment: Moment): { content?: TokenContent; expansion: Expansion };
}

/** A {@link Draft} of a JWT. */
export interface JwtDraft extends Draft {
  at(moment: Moment): { content: TokenContent; expansion: Expansion };
}

/**
 * Reads what the plan needs before a token is made.
 *
 * @param request null where there is none that the token is for
 * @throws JwtAuthError for a key or certificate that cannot be used, and for what is missing
 */
export async function draftOf(plan: Plan, values: Values, request: RequestInfo | null): Promise<Draft> {
  const { settings, flow } = plan;
  if (settings) return draftJwt(settings, values, request);
  return { key: null, at: (moment) => ({ expansion: flowExpansion(flow, { moment, request }) }) };
}

/** {@link draftOf} for the JWT alone. */
export async function draftJwt(
  settings: Settings,
  values: Values,
  request: RequestInfo | null,
): Promise<JwtDraft> {
  const key = await loadKeyOf(settings);
  const certificate = settings.certificate && (await readCertificate(settings.certificate, key ?? undefined));
  checkComplete(settings, values, key);
  return {
    key,
    at(moment) {
      const circumstances = { moment, request, key, certificate };
      const expansion = expansionOf(settings, circumstances);
      return { content: buildContent(settings, circumstances, expansion), expansion };
    },
  };
}

/** What references stand for where nothing is signed. */
export const flowExpansion = (
  { clientId, tokenUrl, scope }: Plan["flow"],
  { moment, request }: Circumstances,
): Expansion =>
  createExpansion({ moment, request, key: null, fields: { clientId, tokenUrl, scope }, pending: [] });
