import { authenticate } from "../../src/core/authenticate";
import type { RequestInfo } from "../../src/core/request";
import type { Values } from "../../src/core/schema";

/** 2026-01-02T03:04:05.678Z: a frozen clock. */
export const NOW = 1767323045678;
export const NOW_SECONDS = 1767323045;
export const UUID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

export const moment = { now: NOW, randomUUID: () => UUID, randomHex: (bytes: number) => "ab".repeat(bytes) };

/** A request as a client describes it. */
export const request = { method: "GET", url: "https://api.example.com/reports?page=2" };

/** A token as text, header and claims as they were signed. */
export interface Signed {
  token: string;
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  /** The claims' JSON text, as it was signed. */
  text: string;
}

/** Signs with the values of a form, the header prefix left out, at the frozen clock. */
export async function sign(values: Values, info: RequestInfo = request): Promise<Signed> {
  const { value: token } = await authenticate({ headerPrefix: "none", ...values }, info, moment);
  const [header = "", claims = ""] = token
    .split(".")
    .map((part) => Buffer.from(part, "base64url").toString());
  return { token, header: JSON.parse(header), claims: JSON.parse(claims), text: claims };
}

/** The message and code that values of a form fail with. */
export async function failure(
  values: Values,
  info: RequestInfo = request,
): Promise<{ message: string; code: string; field: string }> {
  const error = await authenticate(values, info, moment).then(
    () => undefined,
    (reason) => reason,
  );
  if (!error) throw new Error("it did not fail");
  return { message: error.message, code: error.code, field: error.field };
}
