import { labelOf } from "./form/labels";
import type { FieldName, Values } from "./form/types";
import { isPrivateJwk } from "./keys/jwk";
import type { Json } from "./lib/json";
import { quote, shorten } from "./lib/words";
import type { ClaimField, ClaimValue } from "./settings/claim-fields";
import type { ExchangeSettings } from "./settings/exchange";
import type { Settings } from "./settings/settings";

/** Text that the user has typed and that can be shown: not a secret, and no parameter of a token request, which can be one. */
export interface TypedText {
  /** The field, claim, or header parameter, to start a sentence with. A function, because it is rarely needed. */
  where: () => string;
  /** With a line break between texts. */
  text: string;
  /** The names of claims in it, in which placeholders are not replaced. */
  names: string;
  /** Whether it is part of the token. */
  isSigned: boolean;
  /** Whether a JWK with a private part is in it. */
  hasKey: boolean;
}

/** The text of every field and of every claim and header parameter, before placeholders are replaced. */
export function* typedTexts(settings: Settings, values: Values, isForRequest: boolean): Generator<TypedText> {
  const { jwt } = settings;
  const seen = new Set<FieldName>();
  for (const { field, part, name, value } of jwt?.claimFields ?? []) {
    if (!hasText(value)) continue;
    seen.add(field);
    if (!jwt?.[part].has(name))
      yield inJson(
        () => `${labelOf(field, values)} (${shorten(name)})`,
        name,
        value.kind === "text" ? value.text : value.json,
      );
  }
  for (const [name, value] of jwt?.claims ?? []) yield inJson(() => `The ${quote(name)} claim`, name, value);
  for (const [name, value] of jwt?.header ?? [])
    yield inJson(() => `The ${quote(name)} header parameter`, name, value);
  if (!isForRequest) return;
  for (const [field, text] of Object.entries(sentTexts(settings)) as [FieldName, string | undefined][])
    if (text && !seen.has(field))
      yield { where: () => labelOf(field, values), text, names: "", isSigned: false, hasKey: false };
}

const hasText = (value: ClaimField["value"]): value is Extract<ClaimValue, { kind: "text" | "json" }> =>
  value?.kind === "text" || value?.kind === "json";

function sentTexts({ exchange, placement }: Settings): Partial<Record<FieldName, string>> {
  const { tokenUrl, clientId, scope, exchangeName, tokenProperty, reader }: ExchangeSettings = exchange;
  const { groupIds, validity: _, ...names } = reader;
  return {
    // A query can contain secrets.
    ...{ tokenUrl: tokenUrl?.split("?")[0], clientId, scope, exchangeName, tokenProperty, ...names },
    readerGroupIds: groupIds.join("\n"),
    [`${placement.kind}Name`]: placement.name,
  };
}

function inJson(where: () => string, name: string, json: Json): TypedText {
  const names = [name];
  const texts: string[] = [];
  let hasKey = false;
  const add = (value: Json): void => {
    if (typeof value === "string") texts.push(value);
    else if (Array.isArray(value)) value.forEach(add);
    else if (value instanceof Map) {
      hasKey ||= value.has("kty") && isPrivateJwk(value);
      for (const [memberName, member] of value) {
        names.push(memberName);
        add(member);
      }
    }
  };
  add(json);
  return { where, text: texts.join("\n"), names: names.join("\n"), isSigned: true, hasKey };
}
