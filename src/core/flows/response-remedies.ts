import { type HttpResponse, headerOf } from "../lib/http";
import { describeDuration } from "../lib/time";
import type { Settings } from "../settings/settings";
import type { Resolver } from "../token/resolve";
import { nonceIn } from "./nonces";
import type { Remedies } from "./remedies";

/** What is known of a token response besides its words. */
interface Facts {
  response: HttpResponse;
  /** When it arrived: a Unix timestamp in milliseconds. */
  now: number;
  /** Whether a proof was sent, and the server asks for a nonce in it. */
  asksForNonce: boolean;
}

/** What to do about a server's reasons that only this request and this preset tell. */
export function remediesOf(
  { exchange }: Settings,
  resolver: Resolver,
  { response, now, asksForNonce }: Facts,
): Remedies {
  const clock = clockRemedy(response, now);
  const isExchange = exchange.flow === "exchange";
  return {
    ...ofPreset(exchange.remedies, resolver),
    clock,
    unauthorized: isExchange ? NO_CLIENT : undefined,
    dpop: exchange.dpop
      ? (nonceRemedy(response, asksForNonce) ?? clock ?? PROOF)
      : isExchange
        ? NO_DPOP
        : undefined,
  };
}

/** An exchange is not defined for it. */
const NO_DPOP = "Turn off DPoP for this client on the server";
const NO_CLIENT = "Check the key, and the claims that the server expects";
const PROOF = "Check this computer's clock, and that the server accepts DPoP from this client";

/** Longer remedies leave no room for the server's words. */
const MAX_REMEDY_CHARS = 225;

/** The preset's remedies with the values of the form. Those without a value, or with a long one, are left to the general ones. */
function ofPreset(remedies: Remedies = {}, resolver: Resolver): Remedies {
  const resolve = (text: string): string | undefined => {
    try {
      const resolved = resolver.text("tokenUrl", text);
      return resolved.length <= MAX_REMEDY_CHARS ? resolved : undefined;
    } catch {
      return undefined;
    }
  };
  return Object.fromEntries(Object.entries(remedies).map(([reason, text]) => [reason, resolve(text)]));
}

/** Smaller differences come from the network, and servers allow more. */
const MAX_SKEW_SECONDS = 30;

/** Undefined if the clocks agree, or if the response does not tell (RFC 9110 section 6.6.1). */
function clockRemedy({ headers }: HttpResponse, now: number): string | undefined {
  const skew = Math.round((now - Date.parse(headerOf(headers, "date") ?? "")) / 1000);
  if (!(Math.abs(skew) > MAX_SKEW_SECONDS)) return undefined;
  const difference = `${describeDuration(Math.abs(skew))} ${skew > 0 ? "ahead of" : "behind"}`;
  return `This computer's clock is ${difference} the server's. Correct it`;
}

/** Undefined if it is about something else. */
function nonceRemedy({ headers }: HttpResponse, asksForNonce: boolean): string | undefined {
  if (!asksForNonce) return undefined;
  return nonceIn(headers) === undefined
    ? "The server requires a DPoP nonce, but returned none. Contact whoever runs the server"
    : "The server rejected its own DPoP nonce. Send the request again";
}
