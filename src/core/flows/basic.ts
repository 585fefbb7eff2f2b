import { JwtAuthError } from "../errors";
import type { Header } from "../placement";

/** A client's ID and secret as a header, and what of it must not be told. */
export interface BasicCredentials {
  header: Header;
  secrets: string[];
}

/**
 * HTTP Basic authentication (RFC 7617).
 *
 * @throws JwtAuthError for an ID with a colon, which would end it
 */
export function basic(clientId: string, clientSecret: string): BasicCredentials {
  if (clientId.includes(":"))
    throw new JwtAuthError(
      "invalid-value",
      "clientId",
      "this has a colon, which stands between ID and secret in HTTP Basic. Type the ID alone.",
    );
  const credentials = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  return {
    header: { name: "Authorization", value: `Basic ${credentials}` },
    secrets: [clientSecret, credentials],
  };
}
