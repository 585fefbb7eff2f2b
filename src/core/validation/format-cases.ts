import { signatureLength } from "../jwt/sign";
import { parseUrl } from "../lib/http";
import { stringify } from "../lib/json-text";
import { type Case, IN_QUERY, only, type Variant } from "./case";
import { replaceSignature, type Subject } from "./forge";

/** What to add to the claims: more than the headers of most servers may have in all. */
const PADDING_CHARS = 16 * 1024;

const respell = (spell: (signature: string) => string) => (token: string) => replaceSignature(token, spell);

const pad = (text: string): string => text.padEnd(Math.ceil(text.length / 4) * 4, "=");

const toStandard = (base64url: string): string => base64url.replaceAll("-", "+").replaceAll("_", "/");

const insertSpace = (text: string): string =>
  `${text.slice(0, text.length / 2)} ${text.slice(text.length / 2)}`;

/** The claims, with one of them first under another value. JSON readers use the first, the last, or none. */
function duplicated({ content: { claims } }: Subject): string | undefined {
  const name = ["sub", "iss", "aud", ...claims.keys()].find((claim) => claims.has(claim));
  return name && `{${JSON.stringify(name)}:"other",${stringify(claims).slice(1)}`;
}

/** Whether the text of a token is read strictly, and nothing that can be sent stops the API. */
export const formatCases: Case[] = [
  {
    id: "Y1",
    name: "Token of another type",
    policy: "which is fine if your key signs no others",
    variants: () => ["dpop+jwt", "logout+jwt"].map((typ) => ({ name: typ, change: { header: { typ } } })),
    rule: "RFC 8725, section 3.11",
  },
  {
    id: "F1",
    name: "Signature not in base64url",
    isMinor: true,
    variants: ({ placement, key: { algorithm, key } }) => [
      // Signatures of some lengths need no padding.
      ...(signatureLength(algorithm, key) % 3 === 0
        ? []
        : [{ name: "padded with =", change: { finish: respell(pad) }, policy: "as by many libraries" }]),
      {
        name: "standard base64",
        change: { until: /[-_]/, finish: respell((text) => pad(toStandard(text))) },
      },
      // A space ends the value of a cookie.
      ...(placement.kind === "cookie"
        ? []
        : [{ name: "a space inside", change: { finish: respell(insertSpace) } } satisfies Variant]),
    ],
    rule: "RFC 7515, section 2",
    meaning: "One token can be written in several ways, so a list of revoked tokens can be bypassed.",
    remedy: "Reject tokens with characters other than letters, digits, -, _, and two dots.",
    cause: "S3",
  },
  {
    id: "F5",
    name: "Claim twice, with different values",
    policy: "which RFC 7519 allows if the last one counts",
    skip: (subject) => (duplicated(subject) ? undefined : "Your tokens have no claims."),
    variants: only((subject) => ({ claimsText: duplicated(subject) })),
    rule: "RFC 7519, section 4",
  },
  {
    id: "F6",
    name: "16 KB of claims",
    policy: "so its limit is higher",
    isLimit: true,
    skip: ({ content }) =>
      stringify(content.claims).length > PADDING_CHARS ? "Your tokens are already that long." : undefined,
    variants: only(() => ({ claims: { padding: "x".repeat(PADDING_CHARS) } })),
    rule: "RFC 6585, section 5",
  },
  {
    id: "X1",
    name: `Good token as ?${IN_QUERY.name}=`,
    policy: "but URLs end up in logs",
    skip: ({ placement, url }) =>
      parseUrl(url)?.searchParams.has(IN_QUERY.name) ||
      (placement.kind === IN_QUERY.kind && placement.name === IN_QUERY.name)
        ? "The request already has this parameter."
        : undefined,
    variants: () => [{ change: {}, isInQuery: true }],
    rule: "RFC 6750, section 2.3, and RFC 9700, section 4.3.2",
  },
];
