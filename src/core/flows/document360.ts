import { JwtAuthError } from "../errors";
import { basic } from "./basic";
import type { Answer, Credential, Endpoint, Flow } from "./flow";
import { need } from "./need";
import { tokenUrlOf } from "./token-url";
import { isVisible } from "./visible";

/** Bounds of a reader's session in minutes; outside, the server takes the nearest. */
const SHORTEST = 5;
const LONGEST = 1440;

/** Nothing is signed: the server gives out a code for a reader, which works once. docs.document360.com, JWT. */
export const document360: Flow = ({ tokenUrl, clientId, clientSecret, reader }) => {
  need("userName", reader.userName);
  need("email", reader.email);
  need("tokenUrl", tokenUrl);
  need("clientId", clientId);
  const secret = need("clientSecret", clientSecret);
  const tokenValidity = minutesOf(reader.validity);
  const ask: Endpoint["ask"] = (_assertion, expansion) => {
    const client = basic(expansion.field("clientId") ?? "", secret);
    return {
      url: tokenUrlOf(expansion),
      headers: [
        { name: "Content-Type", value: "application/json" },
        { name: "Accept", value: "application/json" },
        client.header,
      ],
      body: JSON.stringify({
        username: reader.userName,
        firstName: reader.firstName,
        lastName: reader.lastName,
        emailId: reader.email,
        readerGroupIds: reader.groupIds.length > 0 ? reader.groupIds : undefined,
        tokenValidity,
      }),
      secrets: client.secrets,
    };
  };
  return { reuses: false, endpoint: { ask, read: readCode }, note: noteOn(tokenValidity) };
};

function readCode({ code }: Answer): Credential {
  if (isVisible(code)) return { value: code };
  throw new JwtAuthError("no-token", "tokenUrl", "the server's answer has no code. Check the URL.");
}

function minutesOf(seconds: number | undefined): number | undefined {
  if (seconds === undefined || seconds % 60 === 0) return seconds && seconds / 60;
  throw new JwtAuthError(
    "invalid-duration",
    "tokenValidity",
    "the server counts whole minutes. Type a duration such as 15m or 2h.",
  );
}

function noteOn(minutes = SHORTEST): string | undefined {
  if (minutes < SHORTEST) return `Document360 makes it ${SHORTEST} minutes, the shortest that it gives.`;
  if (minutes > LONGEST) return `Document360 makes it ${LONGEST} minutes, the longest that it gives.`;
  return undefined;
}
