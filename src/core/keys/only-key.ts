import type { FieldName } from "../../field-name";
import type { KeyParts } from "../material/parts";
import { tooManyKeys } from "./refusals";
import type { FoundKey } from "./text-key";

/** More formats than any tool writes the same key in. */
const MAX_FORMATS = 5;

/**
 * The key of a file that has only one, even if it has that in several formats.
 *
 * @throws JwtAuthError if there are several, or if one of them cannot be read
 */
export function onlyKey<T extends FoundKey | undefined>(
  field: FieldName,
  texts: readonly string[],
  read: (text: string) => T,
): T {
  if (texts.length > MAX_FORMATS) throw tooManyKeys(field, texts.length);
  const [first, ...others] = texts.map(read);
  const numbers = numbersOf(first?.parts);
  if (others.some((other) => numbersOf(other?.parts) !== numbers)) throw tooManyKeys(field, texts.length);
  return first as T;
}

const numbersOf = (parts: KeyParts | undefined): string =>
  JSON.stringify(parts, (_name, value) => (typeof value === "bigint" ? value.toString(16) : value)) ?? "";
