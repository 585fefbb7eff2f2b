import fc from "fast-check";

/** JSON as typed, and the same JSON without whitespace and comments. */
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

/** The text with every UTF-16 code unit escaped. */
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

/** A dollar sign in a string would start a placeholder, so it is doubled, whether or not it is escaped. */
const string = fc.tuple(anyText, fc.boolean()).map(([text, isEscaped]) => ({
  text: inQuotes(text.replaceAll("$", "$$$$"), isEscaped),
  compact: JSON.stringify(text),
}));

/** What is allowed between the tokens of JSON here: whitespace and comments. */
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

/** Objects nested as deep as allowed, which random objects never are. */
const deep = fc.tuple(number, fc.integer({ min: 1, max: 50 })).map(([leaf, depth]) => {
  const text = '{"a":['.repeat(depth) + leaf + "]}".repeat(depth);
  return { text, compact: text };
});

/** Any JSON object, with any depth and any numbers. */
export const anyObject = fc.oneof({ weight: 20, arbitrary: values.object }, { weight: 1, arbitrary: deep });
