import { inTime } from "../node/in-time";
import type { ApplyArguments, YaakContext } from "./host";

/** How Yaak sends a request, and so what becomes of what a plugin adds to it. */
export type Transport = "http" | "grpc" | "websocket";

/**
 * Yaak does not say what kind of request it is. The URL of an HTTP request always has a scheme. One of gRPC can have the same
 * scheme, and then only the request that is open in Yaak tells, if Yaak says which one that is.
 */
export async function transportOf(
  { window }: Pick<YaakContext, "window">,
  { method, url, body }: ApplyArguments,
): Promise<Transport> {
  if (/^wss?:/i.test(url)) return "websocket";
  if (!/^https?:/i.test(url)) return "grpc";
  if (method !== "POST" || typeof body === "string") return "http";
  const find = async () => window?.requestId?.();
  const id = await inTime(TIME_LIMIT_MILLISECONDS, find).catch(() => undefined);
  return id?.startsWith("gr_") ? "grpc" : "http";
}

const TIME_LIMIT_MILLISECONDS = 500;
