import type { Json } from "../lib/json";
import { type Case, only } from "./case";
import type { Subject } from "./forge";

/** Another value that starts like the real one. */
function otherThan(value: Json | undefined): Json {
  if (Array.isArray(value) && value.length > 0) return value.map(otherThan);
  return typeof value === "string" ? `${value}-other` : "other";
}

const needs =
  (claim: string) =>
  ({ content }: Subject): string | undefined =>
    content.claims.has(claim) ? undefined : `Your tokens have no ${claim}.`;

/** Whether tokens from others, and for others, are rejected. */
export const claimCases: Case[] = [
  {
    id: "I1",
    name: "Wrong iss",
    claim: "iss",
    skip: needs("iss"),
    variants: ({ content }) => [
      { name: "other", change: { claims: { iss: otherThan(content.claims.get("iss")) } } },
      { name: "missing", change: { claims: { iss: undefined } } },
    ],
    rule: "RFC 8725, section 3.8",
    meaning: "Tokens of another issuer with the same key are accepted, such as those of a test environment.",
    remedy: "Pass your library the exact issuer, and require the claim.",
  },
  {
    id: "I2",
    name: "Wrong aud",
    claim: "aud",
    skip: needs("aud"),
    variants: ({ content }) => [
      { name: "other", change: { claims: { aud: otherThan(content.claims.get("aud")) } } },
      { name: "missing", change: { claims: { aud: undefined } } },
    ],
    rule: "RFC 8725, section 3.9",
    meaning: "Tokens for another service are accepted, so that service can use them at this API.",
    remedy: "Pass your library the exact audience, and require the claim.",
  },
  {
    id: "I4",
    name: "No sub",
    claim: "sub",
    policy: "which is fine if the API needs no user",
    skip: needs("sub"),
    variants: only(() => ({ claims: { sub: undefined } })),
    rule: "RFC 8725, section 3.8, and RFC 9068, section 2.2",
    meaning: "Tokens without a subject are accepted, so it isn't clear who sends the request.",
    remedy: "Reject tokens without a sub.",
  },
  {
    id: "I5",
    name: "Same jti twice",
    claim: "jti",
    policy: "which is fine except for one-time tokens",
    skip: needs("jti"),
    variants: () => [{ change: {}, isSentTwice: true }],
    rule: "RFC 7519, section 4.1.7",
    meaning: "A token can be used more than once.",
    remedy: "Store each jti until its token expires, and reject it the second time.",
  },
];
