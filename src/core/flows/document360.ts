import { JwtAuthError } from "../lib/errors";
import { integer } from "../lib/json";
import { isSendable } from "./find-token";
import { type Credential, type Endpoint, type Flow, need, type TokenResponse } from "./flow";
import type { ClientCredentials } from "./token-request";
import { tokenUrlOf } from "./token-url";

/** Limits of a reader's session in minutes. The server clamps values outside this range. */
const MIN_SESSION_MINUTES = 5;
const MAX_SESSION_MINUTES = 1440;

/** Nothing is signed. The server issues a one-time code for a reader (docs.document360.com, JWT). */
export const document360: Flow = ({ tokenUrl, clientId, clientSecret, reader }) => {
  need("userName", reader.userName);
  need("email", reader.email);
  need("tokenUrl", tokenUrl);
  need("clientId", clientId);
  const secret = need("clientSecret", clientSecret);
  const tokenValidity = minutesOf(reader.validity);
  const request: Endpoint["request"] = (_assertion, resolver) => ({
    client: basicClient(resolver.field("clientId") ?? "", secret),
    url: tokenUrlOf(resolver),
    format: "json",
    parameters: [
      { name: "username", value: reader.userName },
      { name: "firstName", value: reader.firstName },
      { name: "lastName", value: reader.lastName },
      { name: "emailId", value: reader.email },
      { name: "readerGroupIds", value: reader.groupIds.length > 0 ? reader.groupIds : undefined },
      { name: "tokenValidity", value: tokenValidity === undefined ? undefined : integer(tokenValidity) },
    ],
  });
  return { reuses: false, endpoint: { request, read: readCode }, note: noteOn(tokenValidity) };
};

/** @throws JwtAuthError if the ID contains a colon, which would end it */
function basicClient(id: string, secret: string): ClientCredentials {
  if (!id.includes(":")) return { id, secret, isFormEncoded: false };
  throw new JwtAuthError(
    "clientId",
    "Can't contain a colon, which separates ID and secret in HTTP Basic. Enter only the ID.",
  );
}

function readCode({ members: { code }, rejection }: TokenResponse): Credential {
  if (isSendable(code)) return { value: code };
  throw rejection ?? new JwtAuthError("tokenUrl", "The response has no code. Check the URL.");
}

function minutesOf(seconds: number | undefined): number | undefined {
  if (seconds === undefined || seconds % 60 === 0) return seconds && seconds / 60;
  throw new JwtAuthError("tokenValidity", "Must be whole minutes, such as 15m or 2h.");
}

function noteOn(minutes = MIN_SESSION_MINUTES): string | undefined {
  if (minutes < MIN_SESSION_MINUTES)
    return `Document360 raises the session duration to its minimum of ${MIN_SESSION_MINUTES} minutes.`;
  if (minutes > MAX_SESSION_MINUTES)
    return `Document360 lowers the session duration to its maximum of ${MAX_SESSION_MINUTES / 60} hours.`;
  return undefined;
}
