import { labelOf } from "./form/labels";
import type { Values } from "./form/types";
import { findLookalike, TOKEN } from "./keys/lookalikes";
import { mentionsPrivateKey } from "./keys/pem-repair";
import { explainPlaceholder, findPlaceholder, showPlaceholder } from "./lib/foreign-placeholders";
import { describeInvisible } from "./lib/invisible";
import { shorten } from "./lib/words";
import type { Settings } from "./settings/settings";
import { findUnknownName } from "./token/unknown-names";
import { type TypedText, typedTexts } from "./typed-texts";

/** More do not fit into the form. The others follow once these are fixed. */
const MAX_WARNINGS = 10;

/**
 * What in the text that the user has typed is probably not meant, even though it can be signed and sent as it is.
 *
 * @param isForRequest whether the token will be issued for a request
 */
export function findTextWarnings(settings: Settings, values: Values, isForRequest: boolean): string[] {
  const warnings = isForRequest ? clientSecretNotes(settings, values) : [];
  for (const typed of typedTexts(settings, values, isForRequest)) {
    const foreign = foreignPlaceholder(typed);
    // The dollar sign in {{$timestamp}} needs no warning of its own.
    warnings.push(
      ...privateKey(typed),
      ...invisible(typed),
      ...(foreign.length > 0 ? foreign : unknownName(typed)),
    );
    if (warnings.length >= MAX_WARNINGS) break;
  }
  return warnings.slice(0, MAX_WARNINGS);
}

/** No secret is changed without saying so. What it looks like can be said, but not the text itself. */
function clientSecretNotes({ exchange: { clientSecret } }: Settings, values: Values): string[] {
  const typed = values.clientSecret;
  if (!clientSecret || typeof typed !== "string") return [];
  const label = labelOf("clientSecret", values);
  const notes = typed === clientSecret ? [] : ["The spaces or line breaks around it were removed."];
  const { words, remedy } = (clientSecret.length <= MAX_SECRET_CHARS && findLookalike(clientSecret)) || {};
  // Some services use a JWT as the client secret.
  if (words && words !== TOKEN)
    notes.push(`This looks like ${words}. ${remedy}, unless it really is the secret.`);
  const { words: invisible } = describeInvisible(clientSecret) ?? {};
  if (invisible) notes.push(`It contains ${invisible}, which is sent as typed.`);
  if (/^(["'`“]).*["'`”]$/s.test(clientSecret)) notes.push("The quotes around it are sent, too.");
  return notes.map((note) => `${label}: ${note}`);
}

/** Longer than any client secret. */
const MAX_SECRET_CHARS = 4000;

/** Everyone who gets a token can read it. */
function privateKey({ where, text, hasKey }: TypedText): string[] {
  if (!hasKey && !mentionsPrivateKey(text)) return [];
  return [`${where()} contains a private key, which everyone who gets the token can read. Remove it.`];
}

function invisible({ where, text, names, isSigned }: TypedText): string[] {
  const found = describeInvisible(`${names}\n${text}`);
  if (!found) return [];
  const [are, them, isMeant] = found.isOne ? ["is", "it", "it's"] : ["are", "them", "they're"];
  return [
    `${where()} contains ${found.words}, which ${are} ${isSigned ? "signed" : "sent"} as typed. Delete ${them} unless ${isMeant} intentional.`,
  ];
}

function foreignPlaceholder({ where, text, names }: TypedText): string[] {
  const found = findPlaceholder(`${names}\n${text}`);
  if (!found) return [];
  const [what, remedy] = explainPlaceholder(found);
  return [`${where()} contains ${showPlaceholder(found)}, ${what}. ${remedy}`];
}

function unknownName({ where, text, isSigned }: TypedText): string[] {
  const { name, nearest } = findUnknownName(text) ?? {};
  if (name === undefined) return [];
  const remedy = nearest === undefined ? "Enter" : `Enter ${nearest}, or`;
  return [
    `${where()} contains ${shorten(name)}, which isn't a placeholder and is ${isSigned ? "signed" : "sent"} as typed. ${remedy} $$ for a dollar sign without this warning.`,
  ];
}
