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
  missing:
    "has no value: this version of the app does not hand over the body. Update Yaak to 2026.7 or later, or remove it here",
};

/** Also where only sending tells what a body will be as text. */
export const KEPT_BACK = {
  missing:
    "has no value: the app hands over no body that is a file, a form with files, or large, none of gRPC and WebSocket, and none for a token that is only copied. Remove it here, or send the body as text",
};
