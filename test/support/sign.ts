import { authenticate } from "../../src/core/authenticate";
import type { Services } from "../../src/core/flows/services";
import type { Values } from "../../src/core/form/types";
import { type HttpRequest, type HttpResponse, headerOf } from "../../src/core/lib/http";
import type { RequestInfo } from "../../src/core/token/request-values";
import { refusal } from "./refusal";

/** 2026-01-02T03:04:05.678Z: a frozen clock. */
export const NOW = 1767323045678;
export const NOW_SECONDS = 1767323045;
export const UUID = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";

/**
 * Services without a store.
 *
 * @param answer what the server returns instead of a token of each kind and a code
 */
export function tokenServices(
  answer: (request: HttpRequest) => Partial<HttpResponse> = () => ({}),
): Services & { asked: HttpRequest[] } {
  const asked: HttpRequest[] = [];
  const text = JSON.stringify({
    access_token: "access-token",
    token_type: "Bearer",
    code: "one-time-code",
    id_token: "id-token",
    token: "installation-token",
    auth: { client_token: "vault-token" },
  });
  const send = async (request: HttpRequest) => {
    asked.push(request);
    return { status: 200, headers: [], text, ...answer(request) };
  };
  return { ...services, send, asked };
}

/** The JWT in a token request. Undefined if there is none. */
export function assertionOf(request: HttpRequest | undefined): string | undefined {
  const { headers = [], body = "" } = request ?? {};
  const [, bearer] = /^Bearer (.+)$/.exec(headerOf(headers, "Authorization") ?? "") ?? [];
  const form = new URLSearchParams(body);
  const inBody = body.startsWith("{")
    ? JSON.parse(body).jwt
    : (form.get("assertion") ?? form.get("client_assertion"));
  return bearer ?? inBody ?? undefined;
}

/** For settings that require neither a server nor a store. */
export const services: Services = {
  send: () => Promise.reject(new Error("unexpected request")),
  store: { read: async () => undefined, write: async () => {}, delete: async () => false },
  holder: "workspace",
};

export const clock = {
  now: NOW,
  time: () => NOW,
  randomUUID: () => UUID,
  randomHex: (bytes: number) => "ab".repeat(bytes),
};

/** A request as the host describes it. */
export const request: RequestInfo = {
  method: "GET",
  url: "https://api.example.com/reports?page=2",
  body: { missing: "has no value: the body is not known" },
};

/** A token as text, with its header and claims as signed. */
export interface Signed {
  token: string;
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  /** The claims' JSON text, exactly as signed. */
  text: string;
}

/** Signs with the values of a form at the frozen time, without the header prefix. */
export async function sign(values: Values, info: RequestInfo = request): Promise<Signed> {
  const { value: token } = await authenticate({ headerPrefix: "none", ...values }, info, clock, services);
  const [header = "", claims = ""] = token
    .split(".")
    .map((part) => Buffer.from(part, "base64url").toString());
  return { token, header: JSON.parse(header), claims: JSON.parse(claims), text: claims };
}

/** The message and field of the error that the values of a form cause. */
export function failure(
  values: Values,
  info: RequestInfo = request,
  using: Services = services,
): Promise<{ message: string; field: string | undefined }> {
  return refusal(() => authenticate(values, info, clock, using));
}
