import { type Case, eachIn, eachOf } from "./case";
import { formCase, functionCase, GRANT, SECRET } from "./form-case";
import { arrays, FIELD_CHARS, fill, id, many, nested, objects } from "./texts";

const CHARS = FIELD_CHARS - 20;
const inArray = (text: string) => `{"a":[${text}]}`;

/** JSON objects that are hard to read, print, or sign. */
const HOSTILE: Record<string, () => string> = {
  "arrays in 990 levels": () => `{"a":${arrays(990)}}`,
  "arrays in 1000 levels": () => `{"a":${arrays(998)}}`,
  "arrays in 100 levels": () => `{"a":${arrays(100)}}`,
  "arrays in 99 levels": () => `{"a":${arrays(98)}}`,
  "objects in 990 levels": () => objects(990),
  "objects in 99 levels": () => objects(99),
  "128 times 990 levels": () => inArray(many(() => nested(990, () => "", 0), CHARS)),
  "127 times 990 levels of objects": () => inArray(many(() => nested(990, () => "1", 0, true), CHARS)),
  "arrays side by side": () => inArray(many(() => "[]", CHARS)),
  "objects side by side": () => `{${many((index) => `"${id(index)}":{"a":{}}`, CHARS)}}`,
  "many properties": () => `{${many((index) => `"${id(index)}":1`, CHARS)}}`,
  "many short strings": () => inArray(many(() => '""', CHARS)),
  "many numbers": () => inArray(many(() => "1", CHARS)),
};

/** JSON that is short once it is read, or that is not JSON. */
const ODD: Record<string, () => string> = {
  "duplicate names": () => `{${many(() => '"a":1', CHARS)}}`,
  "a duplicate name at the end": () => `{${many((index) => `"${id(index)}":1`, CHARS)},"0":1}`,
  "one large string": () => inArray(`"${fill("x", CHARS)}"`),
  "one large name": () => `{"${fill("x", CHARS)}":1}`,
  "escaped characters": () => inArray(`"${fill("\\u0000", CHARS)}"`),
  "a name of escaped characters": () => `{"${fill("\\u0000", CHARS)}":1}`,
  "escaped characters in an error": () =>
    `{"${fill("\\u0000", CHARS / 2)}":1,"${fill("\\u0000", CHARS / 2)}":1}`,
  "one large number": () => inArray(fill("1", CHARS)),
  "many comments": () => `${fill("/**/", CHARS)}{}`,
  "many line comments": () => `${fill("//\n", CHARS)}{}`,
  "an error after many lines": () => `{${fill("\n", CHARS)}a`,
  "many errors": () => `{${fill("a ", CHARS)}`,
  "an unclosed string of escapes": () => `{"${fill("\\", CHARS)}`,
  "unclosed arrays": () => fill("[", CHARS),
  "unclosed objects": () => fill('{"a":', CHARS),
  "closing brackets": () => fill("]", CHARS),
};

/** Placeholders in JSON. */
const PLACEHOLDERS: Record<string, () => string> = {
  "$uuid in one string": () => inArray(`"${fill("$uuid ", CHARS)}"`),
  "$uuid in many strings": () => inArray(many(() => '"$uuid"', CHARS)),
  "$uuid in 99 levels": () => `{"a":${nested(98, () => many(() => '"$uuid"', CHARS / 2), 0)}}`,
  "$request.body.sha256 in one string": () => inArray(`"${fill("$request.body.sha256 ", CHARS)}"`),
  "$request.body.sha256 in many strings": () => inArray(many(() => '"$request.body.sha256"', CHARS)),
  "$now+1m in one string": () => inArray(`"${fill("$now+1m ", CHARS)}"`),
  "$now+1m in many strings": () => inArray(many(() => '"$now+1m"', CHARS)),
  "a long offset": () => inArray(`"$now+${fill("1", CHARS)}"`),
  "many offsets": () => inArray(`"$now${fill("+1h", CHARS)}"`),
  "$issuer in many strings": () => inArray(many(() => '"$issuer"', CHARS)),
  "dollar signs": () => inArray(`"${fill("$", CHARS)}"`),
  "an unknown placeholder": () => inArray(`"$request.${fill("a.", CHARS)}"`),
};

/** The same JSON in every field for JSON. */
const everywhere = (text: string) => ({
  ...GRANT,
  issuer: "issuer",
  claims: text,
  header: text,
  tokenParameters: text,
  audience: `[${text}]`,
});

const request = { body: fill("x", 5_000_000) };

/** JSON that is also signed as it is, without other claims. */
const ALONE = ["arrays in 990 levels", "objects in 990 levels", "many properties"];

export const jsonCases: Case[] = [
  ...Object.entries(HOSTILE).map(([name, json]) => formCase(name, () => everywhere(json()))),
  formCase("odd JSON", () => eachIn(ODD, (json) => everywhere(json()))),
  formCase("only claims", () =>
    eachOf(ALONE, (name) => {
      const claims = HOSTILE[name]?.();
      return { key: SECRET, reuse: "until-expiry", issuedAt: "none", expiresIn: "none", claims };
    }),
  ),
  functionCase("jwt.sign", "large JSON", () =>
    eachOf(ALONE, (name) => ({ ...everywhere(HOSTILE[name]?.() ?? ""), flow: "jwt" })),
  ),
];

export const placeholderCases: Case[] = [
  formCase("placeholders in JSON", () => eachIn(PLACEHOLDERS, (json) => everywhere(json())), {
    makeRequest: () => request,
  }),
];
