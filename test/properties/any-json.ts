import fc from "fast-check";

/** JSON as it is typed, and the same without what is between its parts. */
export interface Typed {
  text: string;
  compact: string;
}

const number: fc.Arbitrary<string> = fc
  .record({
    sign: fc.constantFrom("", "-"),
    whole: fc.oneof(
      fc.constantFrom("0", "1", "9007199254740993"),
      fc.bigInt({ min: 1n, max: 10n ** 60n }).map(String),
    ),
    fraction: fc.oneof(fc.constant(""), fc.stringMatching(/^\.\d{1,30}$/)),
    exponent: fc.oneof(fc.constant(""), fc.stringMatching(/^[eE][+-]?\d{1,4}$/)),
  })
  .map(({ sign, whole, fraction, exponent }) => sign + whole + fraction + exponent);

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("__proto__", "constructor", "toJSON", "\u2028", "\ud83d", "\0", "/", "$", "$$issuer"),
);

/** Every UTF-16 unit of a text as an escape. */
const escaped = (text: string): string =>
  text.replace(/./gsu, (character) =>
    character
      .split("")
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
      .join(""),
  );

const inQuotes = (text: string, isEscaped: boolean): string =>
  isEscaped ? `"${escaped(text)}"` : JSON.stringify(text);

const name = fc
  .tuple(anyText, fc.boolean())
  .map(([text, isEscaped]) => ({ text, json: inQuotes(text, isEscaped) }));

/** In text a dollar sign would refer to something, so it is duplicated; escaped or not, since that makes no difference. */
const string = fc.tuple(anyText, fc.boolean()).map(([text, isEscaped]) => ({
  text: inQuotes(text.replaceAll("$", "$$$$"), isEscaped),
  compact: JSON.stringify(text),
}));

/** What may stand between the parts of JSON here: white space, comments. */
const gap = fc.constantFrom(
  "",
  "",
  "",
  " ",
  "\n",
  "\r\n\t",
  '/* a comment: { [ " */',
  "// one to the end of the line\n",
);

const values = fc.letrec<{ any: Typed; object: Typed; array: Typed; leaf: Typed }>((tie) => ({
  leaf: fc.oneof(
    number.map((text) => ({ text, compact: text })),
    string,
    fc.constantFrom("true", "false", "null").map((text) => ({ text, compact: text })),
  ),
  any: fc.oneof({ depthSize: "small", withCrossShrink: true }, tie("leaf"), tie("object"), tie("array")),
  array: fc
    .tuple(fc.array(fc.tuple(gap, tie("any"), gap), { maxLength: 5 }), fc.constantFrom("", ","))
    .map(([items, end]) => ({
      text: `[${items.map(([before, { text }, after]) => before + text + after).join(",")}${items.length ? end : ""}]`,
      compact: `[${items.map(([, { compact }]) => compact).join(",")}]`,
    })),
  object: fc
    .tuple(
      fc.uniqueArray(fc.tuple(gap, name, gap, tie("any")), {
        maxLength: 5,
        selector: ([, { text }]) => text,
      }),
      fc.constantFrom("", ","),
    )
    .map(([members, end]) => ({
      text: `{${members.map(([a, name, b, { text }]) => `${a}${name.json}${b}:${b}${text}${a}`).join(",")}${members.length ? end : ""}}`,
      compact: `{${members.map(([, name, , { compact }]) => `${JSON.stringify(name.text)}:${compact}`).join(",")}}`,
    })),
}));

/** Objects that are nested as deep as is taken, which none that are made by chance are. */
const deep = fc.tuple(number, fc.integer({ min: 1, max: 490 })).map(([leaf, depth]) => {
  const text = '{"a":['.repeat(depth) + leaf + "]}".repeat(depth);
  return { text, compact: text };
});

/** Any JSON object, of any depth and with any number. */
export const anyObject = fc.oneof({ weight: 20, arbitrary: values.object }, { weight: 1, arbitrary: deep });
