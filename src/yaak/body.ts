import type { RequestInfo } from "../core";

/**
 * The text of a request's body, or why it is not available.
 *
 * @param body from Yaak: undefined before 2026.7, null if there is no body or it is not text
 */
export function bodyOf(method: string, body: string | null | undefined): RequestInfo["body"] {
  if (typeof body === "string") return body;
  if (body === undefined) return NEEDS_UPDATE;
  // Null means that there is no body, or that Yaak does not provide it. GET and HEAD requests have no body.
  return /^(?:GET|HEAD)$/i.test(method) ? "" : UNAVAILABLE_BODY;
}

const NEEDS_UPDATE = {
  missing: "needs Yaak 2026.7 or later. Update Yaak, or remove it",
};

/** Also used if the body's text is not known until it is sent. */
export const UNAVAILABLE_BODY = {
  missing:
    "has no value: Yaak doesn't provide large or file bodies, gRPC or WebSocket messages, or the body when you copy a token. Remove it, or send the body as text",
};
