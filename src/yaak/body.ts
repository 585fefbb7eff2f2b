import type { HttpHeader } from "@yaakapp/api";
import type { RequestInfo } from "../core";

/**
 * The text of a request's body, or why it is not available.
 *
 * @param body from Yaak: undefined before 2026.7, null if there is no body or it is not text
 * @param headers those of the request
 */
export function bodyOf(
  method: string,
  body: string | null | undefined,
  headers: readonly HttpHeader[] = [],
): RequestInfo["body"] {
  if (typeof body === "string") return body;
  const hasNone = /^(?:GET|HEAD)$/i.test(method);
  // Yaak sends the body of any request that has one, and then also its type.
  if (body === undefined) return hasNone && !headers.some(isContentType) ? "" : NEEDS_UPDATE;
  // Null means that there is no body, or that Yaak does not provide it.
  return hasNone ? "" : UNAVAILABLE_BODY;
}

const isContentType = ({ name }: HttpHeader): boolean => name.toLowerCase() === "content-type";

const NEEDS_UPDATE = {
  missing: "needs Yaak 2026.7 or later. Update Yaak, or remove it",
};

/** Also used if the body's text is not known until it is sent. */
export const UNAVAILABLE_BODY = {
  missing:
    "has no value: Yaak doesn't provide large or file bodies, gRPC or WebSocket messages, or the body when you copy a token or test its validation. Remove it, or send the body as text",
};
