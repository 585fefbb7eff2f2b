import { getCredential } from "./flows/credential";
import type { Credential } from "./flows/flow";
import { proofFor } from "./flows/resource-proof";
import type { Services } from "./flows/services";
import { labelErrors } from "./form/labels";
import type { Values } from "./form/types";
import { signToken } from "./jwt/sign";
import { nothingSigned, readSettings } from "./settings/settings";
import type { Clock } from "./token/clock";
import { type Placed, place } from "./token/place";
import { prepare } from "./token/prepare";
import type { RequestInfo } from "./token/request-values";
import { isBoundToRequest } from "./token/token-id";

/**
 * Gets the token that the form describes, and where it goes.
 *
 * @param values the form as the host stores it; fields that were never touched are missing
 * @throws JwtAuthError only; its message is for the user and names the field
 */
export const authenticate = (
  values: Values,
  request: RequestInfo,
  clock: Clock,
  services: Services,
): Promise<Placed> =>
  labelErrors(values, async () => {
    const settings = readSettings(values);
    const { credential, headers } = await getCredential(settings, request, clock, services);
    const { value, tokenType } = credential;
    const proof = await proofFor(credential, request, clock, services);
    return { ...place(value, settings.placement, tokenType, headers), proof };
  });

/**
 * Like {@link authenticate}, but returns only the token.
 *
 * @param findRequest called only if the token depends on the request; resolves to null if there is no request
 */
export const getToken = (
  values: Values,
  findRequest: () => Promise<RequestInfo | null>,
  clock: Clock,
  services: Services,
): Promise<Credential> =>
  labelErrors(values, async () => {
    const settings = readSettings(values);
    const request = isBoundToRequest(settings) ? await findRequest() : null;
    return (await getCredential(settings, request, clock, services)).credential;
  });

/**
 * Signs the form's JWT, whatever the flow does with it.
 *
 * @throws JwtAuthError, including if the flow does not sign a JWT
 */
export const makeJwt = (values: Values, clock: Clock): Promise<string> =>
  labelErrors(values, async () => {
    const { content, key } = await prepare(readSettings(values), { clock, request: null });
    if (!content) throw nothingSigned();
    return signToken(content, key);
  });
