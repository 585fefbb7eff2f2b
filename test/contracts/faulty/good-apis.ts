import type { ApiOptions, Rejection } from "./api";
import { type Checks, strict } from "./checks";
import { lenientObject } from "./json";
import { ALGORITHMS, type Algorithm } from "./settings";

/* APIs without faults. No case is a finding. */

export interface GoodApi extends ApiOptions {
  name: string;
  /** A text that only an accepted request gets. Undefined if the status tells. */
  successText?: string;
}

const REJECTIONS: Rejection[] = [401, 403, 400, "graphql", "redirect"];

/** The algorithms of the same key. */
const FAMILIES: Record<Algorithm, RegExp> = {
  RS256: /^(?:RS|PS)(?:256|384|512)$/,
  ES256: /^ES256$/,
  HS256: /^HS(?:256|384|512)$/,
};

/** Accepts every case that is a matter of policy. */
const lenient: Partial<Checks> = {
  token: (request) =>
    strict.token(request) ??
    new URL(request.path, "http://localhost").searchParams.get("access_token") ??
    undefined,
  size: () => true,
  typ: () => true,
  alg: ({ alg }, { algorithm }) => (FAMILIES[algorithm].test(String(alg)) ? String(alg) : undefined),
  claims: lenientObject,
  exp: (value, now) => typeof value === "number" && value > now - 60,
  iat: () => true,
  sub: () => true,
  jti: () => true,
};

export const goodApis: GoodApi[] = ALGORITHMS.flatMap((algorithm) => [
  ...REJECTIONS.map((status) => ({
    name: `rejects with ${status}`,
    algorithm,
    status,
    ...(status === "graphql" ? { successText: "orders" } : {}),
  })),
  { name: "is lenient", algorithm, fault: { checks: lenient } },
]);

/** APIs that tell nothing about tokens (C0). One of them still rejects bad tokens. */
export const openApis: GoodApi[] = [
  { name: "needs no token", algorithm: "RS256", isPublic: true },
  {
    name: "ignores tokens",
    algorithm: "RS256",
    isPublic: true,
    fault: { checks: { token: () => undefined } },
  },
];
