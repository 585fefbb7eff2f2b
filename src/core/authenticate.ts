import type { Moment } from "./claims";
import { draftJwt } from "./draft";
import { withLabel } from "./errors";
import type { Credential } from "./flows/flow";
import { obtain, type Services } from "./obtain";
import { type Placed, place } from "./placement";
import { readPlan, signingSettings } from "./plan";
import type { RequestInfo } from "./request";
import type { Values } from "./schema";
import { signToken } from "./token";

/**
 * Gets the token that the form describes and says where it goes.
 *
 * @param values the form as the client stores it; a field that was never touched is missing
 * @throws JwtAuthError, and nothing else: its message is for the user and names the field
 */
export async function authenticate(
  values: Values,
  request: RequestInfo,
  moment: Moment,
  services: Services,
): Promise<Placed> {
  try {
    const plan = readPlan(values);
    const { value, tokenType } = await obtain(plan, values, request, moment, services);
    return place(value, plan.placement, tokenType);
  } catch (error) {
    throw withLabel(error, values);
  }
}

/**
 * {@link authenticate} for the token alone.
 *
 * @param request null where there is none that the token is for
 */
export async function getToken(
  values: Values,
  request: RequestInfo | null,
  moment: Moment,
  services: Services,
): Promise<Credential> {
  try {
    return await obtain(readPlan(values), values, request, moment, services);
  } catch (error) {
    throw withLabel(error, values);
  }
}

/**
 * The signed JWT of the form, whatever its flow makes of it.
 *
 * @throws JwtAuthError also where the flow signs none
 */
export async function makeJwt(values: Values, moment: Moment): Promise<string> {
  try {
    const { key, at } = await draftJwt(signingSettings(readPlan(values)), values, null);
    return await signToken(at(moment).content, key?.key);
  } catch (error) {
    throw withLabel(error, values);
  }
}
