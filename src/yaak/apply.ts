import type { CallHttpAuthenticationResponse, HttpHeader } from "@yaakapp/api";
import { authenticate, type Placed } from "../core";
import { currentClock } from "../node/clock";
import { bodyOf } from "./body";
import type { ApplyArguments } from "./host";
import { type ServiceContext, servicesOf } from "./services";

/**
 * Yaak's hook for every request: gets a token and places it. If this throws, Yaak does not send the request and shows the
 * message.
 */
export async function onApply(
  ctx: ServiceContext,
  args: ApplyArguments,
): Promise<CallHttpAuthenticationResponse> {
  const { values, method, url, body, headers } = args;
  const placed = await authenticate(
    values,
    { method, url, body: bodyOf(method, body) },
    currentClock(),
    servicesOf(ctx),
  );
  return toYaakResponse(placed, headers);
}

/** @param headers headers that the request already has */
export function toYaakResponse(
  { kind, name, value, others }: Placed,
  headers: HttpHeader[] = [],
): CallHttpAuthenticationResponse {
  if (kind === "query") return { setQueryParameters: [{ name, value }] };
  if (kind === "cookie") return { setHeaders: [{ name: "Cookie", value: addCookie(headers, name, value) }] };
  const has = (wanted: string) =>
    headers.some((header) => header.name.toLowerCase() === wanted.toLowerCase());
  return { setHeaders: [{ name, value }, ...others.filter((other) => !has(other.name))] };
}

/** Yaak replaces the Cookie header, so this includes the request's own cookies, except one with the same name. */
function addCookie(headers: HttpHeader[], name: string, value: string): string {
  const header = headers.find((candidate) => candidate.name.toLowerCase() === "cookie")?.value ?? "";
  const others = header
    .split(";")
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie && cookie.split("=")[0]?.trim() !== name);
  return [...others, `${name}=${value}`].join("; ");
}
