import type { FieldName } from "../../field-name";
import { MAX_TOKEN_CHARS } from "../jwt/decode";
import { JwtAuthError } from "../lib/errors";
import { repair } from "../lib/repair";
import { shorten } from "../lib/words";
import type { ExchangeSettings } from "../settings/exchange";
import { type Found, findAt, findNestedToken, findToken, isSendable, namesIn } from "./find-token";
import type { Credential, Endpoint, TokenResponse } from "./flow";
import { lifetimeOf } from "./token-lifetime";
import { checkIsBound, checkType, unusualType } from "./token-type";

/** Where the form says that the token is. */
type TokenPlace = Pick<ExchangeSettings, "tokenProperty" | "isOwnTokenProperty" | "dpop">;

/** Reads the token from a token response (RFC 6749 section 5.1). */
export const accessTokenReader =
  ({ tokenProperty, isOwnTokenProperty, dpop }: TokenPlace): Endpoint["read"] =>
  (response, now) => {
    const { members, shown, rejection } = response;
    const name = shorten(tokenProperty);
    const field = isOwnTokenProperty ? "tokenProperty" : "tokenUrl";
    const fail = (problem: string) => new JwtAuthError(field, `${problem}.`);
    const found = isOwnTokenProperty ? findAt(members, tokenProperty) : findToken(members, tokenProperty);
    const value = withoutPrefix(found?.value);
    if (found === undefined || value === undefined) throw rejection ?? describeMissing(response, name, field);
    if (typeof value === "string" && value.length > MAX_TOKEN_CHARS)
      throw fail(`The ${name} in the response is over 64 kB, more than servers accept. Check the scope`);
    const remedy = isOwnTokenProperty ? "Enter the property that contains a token" : "Check the URL";
    if (!isSendable(value)) throw fail(`The ${name} in the response isn't valid. ${remedy}`);
    const lifetime = lifetimeOf(found.around, value, now);
    if (!dpop) return { value, ...typeOf(found, shown), lifetime };
    checkIsBound(members.token_type, shown);
    return { value, lifetime };
  };

/**
 * The type is that of the access token. Beside another token, it can be of any kind, such as `service`, and only matters if no prefix
 * can make the token work.
 */
function typeOf(
  { isAccessToken, around }: Found,
  shown: TokenResponse["shown"],
): Pick<Credential, "tokenType"> {
  const [nearest] = around;
  const type = unusualType((nearest as TokenResponse["members"] | undefined)?.token_type);
  if (type !== undefined && (isAccessToken || around.length > 1)) checkType(type, shown);
  return { tokenType: isAccessToken && type ? shown(type) : undefined };
}

/** Some servers return the whole value of the header, or quotes and line breaks around the token. */
const withoutPrefix = (token: unknown): unknown =>
  typeof token === "string" && token.length <= MAX_TOKEN_CHARS + 100
    ? repair(token).replace(/^bearer\s+/i, "")
    : token;

function describeMissing(
  { members, shown }: TokenResponse,
  property: string,
  field: FieldName,
): JwtAuthError {
  const names = namesIn(members, property, shown);
  const has = names === "" ? "" : `, only ${names}`;
  const nested = findNestedToken(members);
  if (nested !== undefined)
    return new JwtAuthError(
      "tokenProperty",
      `The response has no ${property}, but it has ${shown(nested)}. Enter that if it's the token.`,
    );
  if (field === "tokenProperty" || property !== "access_token")
    return new JwtAuthError(
      "tokenProperty",
      `The response has no ${property}${has}. Enter the path of the token in the response.`,
    );
  const remedy =
    names === ""
      ? "Check the URL and the requested scope"
      : "Check the requested scope, and that this flow is the right one";
  return new JwtAuthError(field, `The response has no access_token${has}. ${remedy}.`);
}
