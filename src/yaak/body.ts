import type { RequestInfo } from "../core";

/**
 * The text of a request's body, or why there is none.
 *
 * @param body as Yaak hands it over: undefined by apps before 2026.7, null where it is no text, or none
 */
export function bodyOf(method: string, body: string | null | undefined): RequestInfo["body"] {
  if (typeof body === "string") return body;
  if (body === undefined) return NOT_HANDED_OVER;
  // A body that a GET does not have is as little a text as one that is kept back.
  return /^(?:GET|HEAD)$/i.test(method) ? "" : KEPT_BACK;
}

const NOT_HANDED_OVER = {
  missing: "needs Yaak 2026.7 or later. Update Yaak, or remove it",
};

/** Also where only sending tells what a body will be as text. */
export const KEPT_BACK = {
  missing:
    "has no value: Yaak doesn't provide large or file bodies, gRPC or WebSocket messages, or the body when you copy a token. Remove it, or send the body as text",
};
