import { describe, expect, it } from "vitest";
import { parseJson, parseObject, stringify } from "../../../src/core/lib/json";

const pretty = (text: string) => stringify(parseJson("claims", text), "\n");
const signed = (text: string) => stringify(parseJson("claims", text));

describe("JSON as people paste it", () => {
  it.each([
    ["comments", '{ // who\n "a": 1, /* and */ "b": 2 }', '{"a":1,"b":2}'],
    ["trailing commas", '{ "a": [1, 2,], }', '{"a":[1,2]}'],
    ["CRLF and tabs between members", '{\r\n\t"a":\t1\r\n}', '{"a":1}'],
    [
      "numbers beyond JavaScript's",
      '{"a":9007199254740993,"b":1.10,"c":1e400,"d":-0,"e":0.1000000000000000055}',
      '{"a":9007199254740993,"b":1.10,"c":1e400,"d":-0,"e":0.1000000000000000055}',
    ],
    ["the order of members", '{"2":1,"1":2}', '{"2":1,"1":2}'],
    [
      "names that JavaScript treats in its own way",
      '{"__proto__":{"constructor":1},"toString":2}',
      '{"__proto__":{"constructor":1},"toString":2}',
    ],
    ["escapes and every script", '{"a":"\\u00e4 ä \\"\\\\ 😀 \\u2028"}', '{"a":"ä ä \\"\\\\ 😀 \u2028"}'],
    ["half a surrogate pair", '{"a":"\\ud83d"}', '{"a":"\\ud83d"}'],
    ["true, false and null", "[true,false,null]", "[true,false,null]"],
  ])("keeps %s", (_, text, result) => {
    expect(signed(text)).toBe(result);
  });

  it.each([
    [
      "a missing comma",
      '{\n  "a": 1\n  "b": 2\n}',
      "Invalid JSON at line 3, column 3: expected a comma or closing bracket",
    ],
    ["a missing colon", '{"a" 1}', "Invalid JSON at line 1, column 6: expected a colon"],
    ["a missing brace", '{"a": 1', "Invalid JSON at line 1, column 8: missing closing brace }"],
    ["a missing bracket", '["a"', "Invalid JSON at line 1, column 5: missing closing bracket ]"],
    [
      "a brace for a bracket",
      '{"a": [1}',
      "Invalid JSON at line 1, column 9: expected a comma or closing bracket",
    ],
    [
      "a tab in text",
      '{"a": "\t"}',
      "Invalid JSON at line 1, column 7: unescaped control character; write \\t for a tab",
    ],
    ["a missing value", '{"a": }', "Invalid JSON at line 1, column 7: expected a value"],
    [
      "a name without quotes",
      "{a: 1}",
      "Invalid JSON at line 1, column 2: names and strings need double quotes",
    ],
    ["single quotes", "{'a': 1}", "Invalid JSON at line 1, column 2: names and strings need double quotes"],
    [
      "typographic quotes",
      "{“a”: 1}",
      "Invalid JSON at line 1, column 2: names and strings need double quotes",
    ],
    [
      "a line break in text",
      '{"a": "x\r\ny"}',
      "Invalid JSON at line 1, column 7: missing closing double quote",
    ],
    [
      "text that does not end",
      '{\r\n"a": "x',
      "Invalid JSON at line 2, column 6: missing closing double quote",
    ],
    [
      "a single backslash",
      '{"a": "C:\\dir"}',
      "Invalid JSON at line 1, column 7: invalid escape; write \\\\ for a backslash",
    ],
    ["a comment that does not end", '{"a": 1 /* }', "Invalid JSON at line 1, column 9: unclosed comment"],
    [
      "a number with a leading zero",
      '{"a": 01}',
      "Invalid JSON at line 1, column 8: expected a comma or closing bracket",
    ],
    ["a number that is not complete", '{"a": 1.}', "Invalid JSON at line 1, column 7: incomplete number"],
    ["a plus sign", '{"a": +1}', "Invalid JSON at line 1, column 7: names and strings need double quotes"],
    [
      "undefined",
      '{"a": undefined}',
      "Invalid JSON at line 1, column 7: names and strings need double quotes",
    ],
    ["nothing", " ", "Invalid JSON at line 1, column 2: expected a value"],
    [
      "more after the end",
      '{"a": 1} x',
      "Invalid JSON at line 1, column 10: names and strings need double quotes",
    ],
    ["two objects", "{} {}", "Invalid JSON at line 1, column 4: unexpected text after the JSON"],
  ])("says where there is %s", (_, text, problem) => {
    expect(() => signed(text)).toThrow(`${problem}.`);
  });

  it("names a repeated member, wherever it stands", () => {
    expect(() => signed('{"a": 1,\n "a": 2}')).toThrow(
      'Invalid JSON at line 2, column 2: "a" is duplicated.',
    );
    expect(() => signed('{"x": [{"a": 1, "\\u0061": 2}]}')).toThrow(
      'Invalid JSON at line 1, column 17: "a" is duplicated.',
    );
  });

  it("takes deep nesting, and refuses what no engine takes", () => {
    const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(signed(nested(1000))).toBe(nested(1000));
    for (const depth of [1002, 3000, 200_000]) {
      expect(() => signed(nested(depth))).toThrow(
        "The JSON is nested more than 1000 levels deep. Reduce the nesting.",
      );
    }
  });

  it.each([
    ["[1]", "a JSON array"],
    ['"text"', "a JSON string"],
    ["12", "a JSON number"],
    ["true", "a JSON boolean"],
    ["null", "null"],
  ])("refuses %s where an object is due", (text, found) => {
    expect(() => parseObject("claims", text)).toThrow(
      `This is ${found}. Enter a JSON object such as {"name": "value"}.`,
    );
  });
});

describe("JSON with a member a line", () => {
  it.each([
    ["{}", "{}"],
    ["[ ]", "[]"],
    [
      '{"a":[1.0,{"b":"x\\n"}],"c":{}}',
      '{\n  "a": [\n    1.0,\n    {\n      "b": "x\\n"\n    }\n  ],\n  "c": {}\n}',
    ],
  ])("%s", (text, expected) => {
    expect(pretty(text)).toBe(expected);
    expect(signed(pretty(text))).toBe(signed(text));
  });
});
