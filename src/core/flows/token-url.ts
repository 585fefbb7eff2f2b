import { JwtAuthError } from "../lib/errors";
import { placeholderProblem } from "../lib/foreign-placeholders";
import { isWebUrl } from "../lib/http";
import { quote } from "../lib/words";
import type { UrlSource } from "../settings/url-source";
import type { Resolver } from "../token/resolve";
import { isWellKnown, readMetadataUrl } from "./metadata-url";

/** What is wrong, and what to do about it: sentences without their periods. */
type Problem = [problem: string, remedy: string];

/**
 * The URL to request a token from, without its fragment.
 *
 * @param source the field that the URL is derived from. Undefined if the user entered it
 * @throws JwtAuthError about the field that the user filled in, if no request can be sent to the URL, or if it contains a
 *   username or password
 */
export function tokenUrlOf(resolver: Resolver, source?: UrlSource): string {
  const { field = "tokenUrl" as const, hint } = source ?? {};
  const fail = ([problem, remedy]: Problem) => new JwtAuthError(field, `${problem}. ${remedy}.`);
  const inValue = source && inSource(resolver, source);
  if (inValue) throw fail(inValue);
  const text = resolver.field("tokenUrl") ?? "";
  // A query can contain secrets.
  const problem = placeholderProblem(text.split("?")[0] ?? "");
  if (problem) throw new JwtAuthError(field, problem);
  const found = inUrl(text);
  if (found) throw fail([found[0], hint ?? found[1]]);
  const url = new URL(text);
  if (url.username || url.password)
    throw fail(["Contains a username or password", "Remove them from the URL"]);
  url.hash = "";
  if (isWellKnown(url.href) && !readMetadataUrl(url.href)) throw fail(OTHER_DOCUMENT);
  return url.href;
}

/** Nothing secret is sent to a document that anyone can read. */
const OTHER_DOCUMENT: Problem = [
  "Unknown discovery URL",
  "Use /.well-known/openid-configuration, /.well-known/oauth-authorization-server, or the token endpoint",
];

/** What is wrong with the value that the URL is derived from. */
function inSource(resolver: Resolver, { field, isHost, rest, hint }: UrlSource): Problem | undefined {
  // The token URL in a key file is all of it.
  if (field === "key" || field === "keyFile") return undefined;
  const value = resolver.field(field);
  if (value === undefined)
    return ["Must be a single value, because the token URL contains it", "Enter one, or the Token URL"];
  const [problem] = around(value) ?? [];
  if (problem) return [problem, hint];
  if (/\s/.test(value)) return ["Contains a space", hint];
  if (isHost) return /[/?#@\\]/.test(value) ? ["Contains more than the hostname", hint] : undefined;
  if (value.endsWith(rest))
    return [`Contains ${rest}, which is added automatically`, "Enter only what precedes it"];
  return undefined;
}

/** The first words of a URL if `https://` is entered before one that has it. */
const TWICE = /^https?:\/{0,2}https?(?:[:/]|$)/i;

function inUrl(text: string): Problem | undefined {
  const problem = around(text);
  if (problem) return problem;
  if (TWICE.test(text)) return ["Contains https:// twice", "Remove one of them"];
  if (isWebUrl(text)) return undefined;
  if (/^https?:\/\/[^\s/?#]*\s/i.test(text)) return ["Contains a space in the hostname", "Remove it"];
  if (/^(?:\/\/)?[\w-]+(?:\.[\w-]+)+(?:[:/?#]|$)|^(?:localhost|\[)/i.test(text))
    return ["Missing https://", "Enter the full URL"];
  return ["Invalid URL", "Enter one that starts with https://"];
}

/** Longer ones are no placeholders. */
const PLACEHOLDER = /<[^<>]{1,60}>|\{{1,2}[^{}]{1,60}\}{1,2}/;

/** What is copied along with a URL, or left in it from its documentation. */
function around(text: string): Problem | undefined {
  if (/^["'`“‘«]|["'`”’»]$/.test(text)) return ["Has quotes around it", "Remove them"];
  if (/^<[a-z][a-z\d+.-]*:.*>$/i.test(text)) return ["Has angle brackets around it", "Remove them"];
  // A query can contain secrets.
  const [placeholder] = PLACEHOLDER.exec(text.split("?")[0] ?? "") ?? [];
  if (placeholder)
    return [`Contains the placeholder ${quote(placeholder)}`, "Replace it with your own value"];
  return undefined;
}
