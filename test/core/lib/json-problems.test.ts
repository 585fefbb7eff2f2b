import { describe, expect, it } from "vitest";
import { parseJson } from "../../../src/core/lib/json";
import { stringify } from "../../../src/core/lib/json-text";
import { UNITS } from "../../support/units";

const problem = (text: string, isSecret = false): string => {
  try {
    return stringify(parseJson("claims", text, isSecret));
  } catch (error) {
    return String(error).replace("Invalid JSON at line 1, ", "");
  }
};

describe("white space that JSON does not have is read as spaces", () => {
  it.each([
    ["no-break spaces", '{\u00a0"a":\u00a01\u00a0}', '{"a":1}'],
    ["zero-width spaces", '\u200b{"a"\u200b:\u200b[1,\u200b2]}\u200b', '{"a":[1,2]}'],
    ["a byte order mark", '\ufeff{"a":1}', '{"a":1}'],
    ["ideographic spaces", '{\u3000"a":\u30001}', '{"a":1}'],
    ["direction marks and word joiners", '{\u200e"a":\u2060\u202a1\u00ad}', '{"a":1}'],
    ["line separators and form feeds", '{\u2028"a":\f1\v\u0085}', '{"a":1}'],
    ["an invisible tag", '{\u{e0041}"a":1}', '{"a":1}'],
    ["the same between comments", '{/* " */\u00a0"a":1 // "\u00a0\n\u00a0}', '{"a":1}'],
  ])("%s", (_, text, json) => {
    expect(problem(text)).toBe(json);
  });

  it("but not inside strings", () => {
    const text = '{"\u00a0a\u200b":"\ufeff\\"\u00a0","b":"\u3000"}';
    expect(problem(`\u00a0${text}`)).toBe(text);
  });

  it("and the place of an error stays right", () => {
    expect(problem('\u00a0{\u200b"a":\u00a0x}')).toBe("column 9: the text x needs double quotes.");
    expect(() => parseJson("claims", '{\u00a0\n"a":\u{e0041}x}')).toThrow(/line 2, column 7:/);
  });
});

describe("a mistake in JSON is named with what to type", () => {
  const QUOTE =
    "If a variable is in that text, its value may contain a double quote, which Yaak's json.escape function escapes.";
  const EMPTY = "If a variable is there, it may be empty.";
  it.each([
    ["{“role”: “admin”}", 'column 2: found a typographic quote (“); use straight double quotes (").'],
    ["{«role»: 1}", 'column 2: found a typographic quote («); use straight double quotes (").'],
    ["{＂role＂: 1}", 'column 2: found a typographic quote (＂); use straight double quotes (").'],
    ["{‘role’: 1}", 'column 2: found a typographic quote (‘); use straight double quotes (").'],
    ['{"a": ´x´}', 'column 7: found a typographic quote (´); use straight double quotes (").'],
    [
      '{"a": "x”}',
      'column 7: found a typographic quote (”) in a string without its closing double quote ("). If a variable is in that text, its value may contain a line break, a double quote, or a backslash.',
    ],
    ["{`a`: 1}", 'column 2: found a backtick; use double quotes (").'],
    ["{&quot;a&quot;: 1}", "column 2: found &quot; instead of a double quote."],
    ['{\\"a\\": 1}', "column 2: found a backslash outside of a string; remove it."],
    ['{"n": –1}', "column 7: found a dash (–); use a hyphen (-) as the minus sign."],
    ['{"n": −1}', "column 7: found a dash (−); use a hyphen (-) as the minus sign."],
    ['{"a"：1}', "column 5: found a full-width ：; use :."],
    ['{"a":1，"b":2}', "column 7: found a full-width ，; use ,."],
    ['｛"a":1｝', "column 1: found a full-width ｛; use {."],
    ['{"a": True}', "column 7: found True; use true."],
    ['{"a": FALSE}', "column 7: found FALSE; use false."],
    ['{"a": None}', "column 7: found None; use null."],
    ['{"a": undefined}', "column 7: found undefined; use null."],
    ['{"a": NaN}', "column 7: found NaN, which JSON doesn't have; use a number or null."],
    ['{"a": -Infinity}', "column 7: found -Infinity, which JSON doesn't have; use a number or null."],
    ['{"a" = 1}', "column 6: found = instead of a colon."],
    ['{"a" => 1}', "column 6: found => instead of a colon."],
    ['{"a": 1; "b": 2}', "column 8: found a semicolon instead of a comma."],
    ['{"a": 1};', "column 9: found a semicolon at the end; remove it."],
    ['{role: "admin"}', "column 2: the name role needs double quotes."],
    ['{"a": 1, role: 2}', "column 10: the name role needs double quotes."],
    ['{"role": admin}', "column 10: the text admin needs double quotes."],
    ["[admin]", "column 2: the text admin needs double quotes."],
    ['{"exp": 5m}', "column 10: text needs double quotes."],
    ['{"d": 2030-12-31}', "column 11: text needs double quotes."],
    ['{"a" -> 1}', "column 6: found -> instead of a colon."],
    ['{"n": 1,5}', "column 9: found a comma in a number; use a decimal point."],
    ['{"n": - 1}', "column 7: found a space after the minus sign; remove it."],
    ['{"a": ...}', "column 7: found ...; enter a value, or remove it."],
    ["role: admin", "column 1: expected an opening brace {."],
    ["role=admin", "column 1: expected an opening brace {."],
    ['{"zip": 01234}', "column 10: a number can't start with 0; use double quotes to keep it."],
    ['{"n": .5}', "column 7: found a number without a digit before its point; write 0 there."],
    ["{# x\n}", "column 2: found #; comments start with //."],
    ['{"a": 1,, "b": 2}', "column 9: found a second comma; remove it."],
    ['"role": "admin"', "column 7: put the names and values in braces { }."],
    // What variables can do.
    ['{"name": "O"Brien"}', `column 13: unexpected text after a string. ${QUOTE}`],
    ['{"name": "O" "Brien"}', `column 14: expected a comma or closing bracket. ${QUOTE}`],
    ['{"name": "a","b"}', `column 17: expected a colon. ${QUOTE}`],
    [
      '{"path": "C:\\dir"}',
      "column 10: invalid escape; write \\\\ for a backslash. If a variable is in that text, its value may contain a backslash, which Yaak's json.escape function escapes.",
    ],
    [
      '{"name": "a\nb"}',
      "column 10: missing closing double quote. If a variable is in that text, its value may contain a line break, a double quote, or a backslash.",
    ],
    ['{"n": }', `column 7: expected a value. ${EMPTY}`],
    ['{"n": , "m": 1}', `column 7: expected a value. ${EMPTY}`],
    ['{"n":', `column 6: expected a value. ${EMPTY}`],
    ["[1,,2]", `column 4: expected a value. ${EMPTY}`],
    ["{: 1}", `column 2: expected a property name in double quotes. ${EMPTY}`],
    ['{"a" 1}', "column 6: expected a colon."],
    ['{"a": 1 "b": 2}', "column 9: expected a comma or closing bracket."],
  ])("%s -> %s", (text, message) => {
    expect(problem(text)).toBe(message);
  });

  const YAAK = `another client's placeholder. Yaak writes variables as \${[ name ]}`;
  it.each([
    ['{"iat": {{$timestamp}}}', 9, `{{$timestamp}} is ${YAAK}, and $now is the time of signing.`],
    ['{"id": {{$guid}}}', 8, `{{$guid}} is ${YAAK}, and $uuid is a random UUID.`],
    ['{"n": {{ _.count }}}', 7, `{{ _.count }} is ${YAAK}.`],
    ['{"n": {{{count}}}}', 7, `{{{count}}} is ${YAAK}.`],
    ["[{{a}}, 1]", 2, `{{a}} is ${YAAK}.`],
    ["{{claims}}", 1, `{{claims}} is ${YAAK}.`],
    ['{"n": <<count>>}', 7, `<<count>> is ${YAAK}.`],
    [`{"n": \${count}}`, 7, `\${count} is ${YAAK}.`],
    ['{"n": #{count}#}', 7, `#{count}# is ${YAAK}.`],
    ['{"n": %count%}', 7, `%count% is ${YAAK}.`],
    ['{"n": {% now %}}', 7, `{% now %} is ${YAAK}, and $now is the time of signing.`],
    [
      `{"n": \${[ count ]}}`,
      7,
      `\${[ count ]} is a variable that Yaak didn't replace. Check its name and the selected environment.`,
    ],
  ])("%s has a placeholder at column %d", (text, column, message) => {
    expect(problem(text)).toBe(`column ${column}: ${message}`);
    expect(problem(text, true)).toBe(`column ${column}: ${message.replace(/^.*? is /, "this is ")}`);
  });

  it("without quoting secrets", () => {
    for (const text of [
      '{"a": hunter2}',
      "{hunter2: 1}",
      '{"a": {{hunter2}}}',
      '{"a": <<hunter2>>}',
      "hunter2",
      '{"hunter2" 5}',
      '{"a":"x"hunter2}',
    ])
      expect(problem(text, true)).not.toContain("hunter2");
    expect(problem('{"a": hunter2}', true)).toBe("column 7: text needs double quotes.");
  });

  it("fast, whatever it is", () => {
    for (const unit of [
      ...UNITS,
      "{{",
      "{{a",
      "<<a",
      "%a",
      "${",
      "\u200b",
      '\u00a0"',
      "/*",
      '\\"',
      "“",
      "a.",
    ]) {
      const start = performance.now();
      for (const text of ["{", '{"', '{"a":', "\u00a0{"].map(
        (prefix) => prefix + unit.repeat(256_000 / unit.length),
      ))
        problem(text);
      expect(performance.now() - start, unit).toBeLessThan(1000);
    }
  });
});
