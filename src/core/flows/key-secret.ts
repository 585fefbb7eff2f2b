import { JwtAuthError } from "../lib/errors";
import { isLoopback, isPlainHttp, parseUrl } from "../lib/http";
import type { Settings } from "../settings/settings";
import type { Prepared } from "../token/prepare";

/**
 * The client secret for a token URL, from a key file that contains it.
 *
 * @throws JwtAuthError if it may not be sent there
 */
export type KeySecret = (url: string) => string | undefined;

/**
 * How to read the client secret in a key file of the preset's service, such as Box.
 *
 * A shared workspace can name the path of somebody else's file, and a token URL of its own. So the secret of a selected file is
 * only sent to the service itself, and to this computer. What is pasted is already in the workspace.
 *
 * @returns undefined if the preset's service has none in its key files
 */
export function keySecretOf({ preset, readKey }: Settings, key: Prepared["key"]): KeySecret | undefined {
  const { secretInKeyFor: domain } = preset ?? {};
  if (domain === undefined) return undefined;
  return (url) => {
    const secret = key?.clientSecret;
    if (secret === undefined || readKey()?.path === undefined || isOf(domain, url)) return secret;
    throw new JwtAuthError(
      "clientSecret",
      `The secret in a key file is only sent to ${domain}. Enter it here, or paste the file's text as the key.`,
    );
  };
}

/** Whether a URL is of a domain, and nobody else can read what is sent there, or of this computer. */
function isOf(domain: string, url: string): boolean {
  const { hostname = "" } = parseUrl(url) ?? {};
  const isInDomain = hostname === domain || hostname.endsWith(`.${domain}`);
  return (isInDomain && !isPlainHttp(url)) || isLoopback(hostname);
}
