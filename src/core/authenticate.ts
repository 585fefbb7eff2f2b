import { buildContent, type Moment } from "./claims";
import { withLabel } from "./errors";
import { loadKey } from "./key";
import { type Placed, place } from "./placement";
import type { Values } from "./schema";
import { readSettings } from "./settings";
import { signToken } from "./token";

/**
 * Makes the token that the form describes and says where it goes.
 *
 * @param values the form as the client stores it; a field that was never touched is missing
 * @throws JwtAuthError, and nothing else: its message is for the user and names the field
 */
export async function authenticate(values: Values, moment: Moment): Promise<Placed> {
  try {
    const settings = readSettings(values);
    const signingKey = settings.key && (await loadKey(settings.key, settings.algorithm, settings.keyId));
    const content = buildContent(settings, moment, signingKey?.keyId);
    const token = await signToken(content, signingKey?.key);
    return place(token, settings.placement);
  } catch (error) {
    throw withLabel(error, values);
  }
}
