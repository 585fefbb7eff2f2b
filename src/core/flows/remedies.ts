import type { ExchangeSettings } from "../settings/exchange";

/** What to do about a server's reasons, if more is known than the server says. Sentences without their periods. */
export type Remedies = NonNullable<ExchangeSettings["remedies"]> &
  Partial<Record<"clock" | "dpop" | "unauthorized", string>>;

interface Rule {
  /** What the server says: a code, or words, in lowercase, with spaces instead of underscores and hyphens. */
  says: RegExp;
  /** A sentence without its period. */
  remedy: string;
  /** If more is known about this reason, that is the remedy. */
  reason?: keyof Remedies;
}

const CLIENT = "Check the client ID, and that this key or secret is registered for it";
const GRANT = "Check the issuer, subject, audience, times, and key against what the server expects";
const KEY = "Check that this key, or its public key or certificate, is registered there, and the Key ID";
const SCOPE = "Check the scope";
const CONSENT = "Consent to your app and its scopes once in a browser, as the user or as an administrator";
const AUDIENCE = "Check the audience, often the token URL ($tokenUrl) or the server's issuer";
const CLOCK = "Check this computer's clock, Expires In, and Issued At, such as now-60s";
const DPOP = "Turn on DPoP, which the server requires";

/** What to do if a server has a problem of its own. */
export const LATER = "Try again later, or contact whoever runs the server";

/** What to do if a server limits the number of requests. */
export const LIMITED = "Wait before you send again, because the server limits the number of requests";

/** What to do about a reason that a server gives. The first rule that applies is used. */
const RULES: Rule[] = [
  // Codes of Microsoft Entra, which are more exact than its words.
  { says: /aadsts(?:65001|65004|50076|50079)\b/, remedy: CONSENT, reason: "consent" },
  { says: /aadsts(?:700024|500133|700082)\b/, remedy: CLOCK, reason: "clock" },
  { says: /aadsts(?:700027|50027|700025|5002730|90023)\b/, remedy: KEY },
  { says: /aadsts(?:7000215|7000222)\b/, remedy: "Check the client secret, which can be wrong or expired" },
  {
    says: /aadsts(?:700016|700021|7000112)\b/,
    remedy: "Check the client ID, and the tenant in the token URL",
  },
  { says: /aadsts90002\b/, remedy: "Check the tenant in the token URL" },
  { says: /aadsts(?:700023|50013)\b/, remedy: AUDIENCE },
  { says: /aadsts(?:70011|500011|1002012)\b/, remedy: SCOPE },
  // Codes that say all.
  {
    says: /\b(?:consent|interaction) required\b|has ?n[o']t consented|\bconsent\b.{0,40}\b(?:missing|needed|not)\b|\b(?:missing|no|not (?:given|granted)) consent\b/,
    remedy: CONSENT,
    reason: "consent",
  },
  {
    says: /has ?n['o]t approved|\binvalid app access\b|\badmin approved\b/,
    remedy:
      "Pre-authorize the user's profile or permission set in the connected app, or approve your app once in a browser",
  },
  {
    says: /\bnot authorized by (?:the |your )?(?:enterprise|admin)/,
    remedy: "Authorize your app on the server, as an administrator",
  },
  { says: /\bdpop\b/, remedy: DPOP, reason: "dpop" },
  { says: /^invalid target\b/, remedy: "Check resource or audience under Additional Parameters" },
  { says: /^invalid scope\b/, remedy: SCOPE },
  {
    says: /\bnot authorized for any of the scopes\b/,
    remedy: "Allow the client ID and these scopes for domain-wide delegation, or check the scope",
  },
  {
    says: /^unsupported grant type\b|\bunsupported grant\b|\bgrant type\b.{0,40}\b(?:unsupported|not (?:supported|allowed|enabled))/,
    remedy: "Choose another flow, or allow this grant type on the server",
  },
  { says: /^temporarily unavailable\b/, remedy: LATER },
  { says: /\brate limit|\btoo many requests\b|\bslow down\b|\bthrottl|\bquota\b/, remedy: LIMITED },
  // Words for everything that can be wrong with a grant, a client, or a token: RFC 6749, oidc-provider, and GitHub.
  { says: /^invalid client(?:: client authentication failed)?$/, remedy: CLIENT, reason: "clock" },
  { says: /\bcould not be decoded\b/, remedy: KEY, reason: "clock" },
  { says: /\binvalid, expired\b/, remedy: GRANT, reason: "clock" },
  { says: /\bclient authentication failed\b.{0,20}\be\.g\./, remedy: CLIENT, reason: "clock" },
  {
    says: /\b(?:certificate|key|secret|password|credentials?)\b[^.]{0,60}\b(?:expired|revoked)\b|\bexpired (?:certificate|key|secret)\b/,
    remedy: "Renew the key, certificate, or secret on the server",
  },
  {
    says: /\bjti\b|\bjwt id\b|\breplay|\breuse detected\b|\balready (?:been )?used\b/,
    remedy: "Choose Random UUID as the JWT ID, so that no JWT is used twice",
  },
  {
    says: /\bexpir(?:ed|y|es|ation)\b|\bnot (?:yet )?(?:valid|active) (?:yet|until|before)\b|\bnot yet valid\b|\btoken is not active\b|\b(?:in|into) the (?:future|past)\b|\biat\b|\bnbf\b|\bexp\b|\bissued at\b|\bnot before\b|\bclocks?\b|\bskew\b|\btime ?frame\b|\btime range\b|\blifetime\b|\btoo (?:long|far|old|early)\b/,
    remedy: CLOCK,
    reason: "clock",
  },
  { says: /\baud(?:iences?)?\b/, remedy: AUDIENCE },
  {
    says: /\bsignatures?\b|\bno (?:valid )?(?:public )?keys?\b|\bkids?\b|\bkey id\b|\b(?:public |signing )?keys? (?:was )?not found\b|\bjwks?\b|\bcertificate\b|\bthumbprint\b|\bx5t\b|\bunable to load public key\b/,
    remedy: KEY,
  },
  { says: /\bscopes?\b/, remedy: SCOPE },
  {
    says: /\biss\b|\bissuers?\b/,
    remedy: "Check the issuer, which is often the client ID",
  },
  {
    says: /\bsub\b|\bsubject\b|\buser\b.{0,30}\b(?:not found|unknown|invalid|inactive|locked|disabled)\b|\b(?:unknown|invalid|inactive) user\b|\baccount not found\b|\buser ?id\b|\buser ?name\b/,
    remedy: "Check the subject, and that this user is active",
  },
  {
    says: /\b(?:unknown|invalid|inactive|disabled|unregistered|deleted) (?:oauth )?(?:client|app|application|integration)\b|\b(?:client|app|application|integration)(?: id| identifier)?\b.{0,60}\b(?:not found|not exist|unknown|invalid|disabled|not registered|not installed)\b|\bapi ?key\b|\binvalid (?:\w+ )?credentials\b/,
    remedy: CLIENT,
  },
  { says: /^unauthorized client\b/, remedy: "Allow this grant type for the client on the server" },
  { says: /^invalid grant\b/, remedy: GRANT, reason: "clock" },
];

/** What to do about what a server says. Undefined if it is not known. */
export function remedyFor(words: string, own: Remedies = {}): string | undefined {
  const plain = words.toLowerCase().replace(/[_\s’-]/g, (sign) => (sign === "’" ? "'" : " "));
  const rule = RULES.find(({ says }) => says.test(plain));
  return (rule?.reason && own[rule.reason]) ?? rule?.remedy;
}
