import { inTime } from "../node/in-time";
import type { ApplyArguments, YaakContext } from "./host";

/** How Yaak sends a request, and so what becomes of what a plugin adds to it. "raw" is gRPC or a WebSocket. */
export type Transport = "http" | "grpc" | "websocket" | "raw";

/**
 * Yaak does not say what kind of request it is. The URL of an HTTP request always has a scheme. Those of gRPC and WebSockets can
 * lack it, and gRPC can have the same one. Then only the request that is open in Yaak tells, if Yaak says which one that is.
 */
export async function transportOf(
  { window }: Pick<YaakContext, "window">,
  { method, url, body }: ApplyArguments,
): Promise<Transport> {
  if (/^wss?:/i.test(url)) return "websocket";
  const isWeb = /^https?:/i.test(url);
  if (isWeb && (method !== "POST" || typeof body === "string")) return "http";
  const find = async () => window?.requestId?.();
  const id = await inTime(TIME_LIMIT_MILLISECONDS, find).catch(() => undefined);
  const kind = typeof id === "string" ? KINDS.get(id.slice(0, 3)) : undefined;
  if (isWeb) return kind === "grpc" ? kind : "http";
  // URLs of gRPC have no path.
  return kind ?? (/^[^/?#]*\/?$/.test(url) ? "grpc" : "raw");
}

/** The kinds of requests, by the start of their IDs. */
const KINDS: ReadonlyMap<string, Transport> = new Map([
  ["gr_", "grpc"],
  ["wr_", "websocket"],
]);

const TIME_LIMIT_MILLISECONDS = 500;
