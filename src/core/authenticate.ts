import { readCertificate } from "./certificate";
import { buildContent, type Moment } from "./claims";
import { withLabel } from "./errors";
import { loadKey, type SigningKey } from "./key";
import type { KeySettings } from "./key-settings";
import { checkComplete } from "./members";
import { type Placed, place } from "./placement";
import { plainText } from "./references";
import type { RequestInfo } from "./request";
import type { Values } from "./schema";
import { readSettings, type Settings } from "./settings";
import { signToken } from "./token";

/**
 * Makes the token that the form describes and says where it goes.
 *
 * @param values the form as the client stores it; a field that was never touched is missing
 * @throws JwtAuthError, and nothing else: its message is for the user and names the field
 */
export async function authenticate(values: Values, request: RequestInfo, moment: Moment): Promise<Placed> {
  try {
    const settings = readSettings(values);
    return place(await tokenOf(settings, values, request, moment), settings.placement);
  } catch (error) {
    throw withLabel(error, values);
  }
}

/**
 * {@link authenticate} for the token alone.
 *
 * @param request null where there is none that the token is for
 */
export async function makeToken(
  values: Values,
  request: RequestInfo | null,
  moment: Moment,
): Promise<string> {
  try {
    return await tokenOf(readSettings(values), values, request, moment);
  } catch (error) {
    throw withLabel(error, values);
  }
}

async function tokenOf(
  settings: Settings,
  values: Values,
  request: RequestInfo | null,
  moment: Moment,
): Promise<string> {
  const key = await loadKeyOf(settings);
  const certificate = settings.certificate && (await readCertificate(settings.certificate, key ?? undefined));
  checkComplete(settings, values, key);
  return signToken(buildContent(settings, { moment, request, key, certificate }), key?.key);
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
