import { describe, expect, it } from "vitest";
import { parseJson, parseObject } from "../../../src/core/lib/json";
import { prettyPrint, stringify } from "../../../src/core/lib/json-text";

const pretty = (text: string) => prettyPrint(parseJson("claims", text));
const signed = (text: string) => stringify(parseJson("claims", text));

describe("pasted JSON", () => {
  it.each([
    ["comments", '{ // who\n "a": 1, /* and */ "b": 2 }', '{"a":1,"b":2}'],
    ["trailing commas", '{ "a": [1, 2,], }', '{"a":[1,2]}'],
    ["CRLF and tabs between properties", '{\r\n\t"a":\t1\r\n}', '{"a":1}'],
    [
      "numbers that JavaScript cannot represent",
      '{"a":9007199254740993,"b":1.10,"c":1e400,"d":-0,"e":0.1000000000000000055}',
      '{"a":9007199254740993,"b":1.10,"c":1e400,"d":-0,"e":0.1000000000000000055}',
    ],
    ["properties in any order", '{"2":1,"1":2}', '{"2":1,"1":2}'],
    [
      "names that are special in JavaScript",
      '{"__proto__":{"constructor":1},"toString":2}',
      '{"__proto__":{"constructor":1},"toString":2}',
    ],
    [
      "escapes and any Unicode characters",
      '{"a":"\\u00e4 ä \\"\\\\ 😀 \\u2028"}',
      '{"a":"ä ä \\"\\\\ 😀 \u2028"}',
    ],
    ["an unpaired surrogate", '{"a":"\\ud83d"}', '{"a":"\\ud83d"}'],
    ["true, false, and null", "[true,false,null]", "[true,false,null]"],
  ])("can contain %s", (_, text, result) => {
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
      "a brace instead of a bracket",
      '{"a": [1}',
      "Invalid JSON at line 1, column 9: expected a comma or closing bracket",
    ],
    [
      "a tab in a string",
      '{"a": "\t"}',
      "Invalid JSON at line 1, column 7: unescaped control character; write \\t for a tab. If a variable is in that text, its value may contain a line break or a tab",
    ],
    [
      "a missing value",
      '{"a": }',
      "Invalid JSON at line 1, column 7: expected a value. If a variable is there, it may be empty",
    ],
    ["an unquoted name", "{a: 1}", "Invalid JSON at line 1, column 2: the name a needs double quotes"],
    [
      "single quotes",
      "{'a': 1}",
      "Invalid JSON at line 1, column 2: found a single quote ('); use double quotes (\")",
    ],
    [
      "curly quotes",
      "{“a”: 1}",
      'Invalid JSON at line 1, column 2: found a typographic quote (“); use straight double quotes (")',
    ],
    [
      "a line break in a string",
      '{"a": "x\r\ny"}',
      "Invalid JSON at line 1, column 7: missing closing double quote. If a variable is in that text, its value may contain a line break, a double quote, or a backslash",
    ],
    [
      "an unterminated string",
      '{\r\n"a": "x',
      "Invalid JSON at line 2, column 6: missing closing double quote. If a variable is in that text, its value may contain a line break, a double quote, or a backslash",
    ],
    [
      "a single backslash",
      '{"a": "C:\\dir"}',
      "Invalid JSON at line 1, column 7: invalid escape; write \\\\ for a backslash. If a variable is in that text, its value may contain a backslash, which Yaak's json.escape function escapes",
    ],
    ["an unclosed comment", '{"a": 1 /* }', "Invalid JSON at line 1, column 9: unclosed comment"],
    [
      "a number with a leading zero",
      '{"a": 01}',
      "Invalid JSON at line 1, column 8: a number can't start with 0; use double quotes to keep it",
    ],
    ["an incomplete number", '{"a": 1.}', "Invalid JSON at line 1, column 7: incomplete number"],
    ["a plus sign", '{"a": +1}', "Invalid JSON at line 1, column 7: found a plus sign; remove it"],
    ["undefined", '{"a": undefined}', "Invalid JSON at line 1, column 7: found undefined; use null"],
    ["empty text", " ", "Invalid JSON at line 1, column 2: expected a value"],
    [
      "text after the end",
      '{"a": 1} x',
      "Invalid JSON at line 1, column 10: unexpected text; names and strings need double quotes",
    ],
    ["a second object", "{} {}", "Invalid JSON at line 1, column 4: unexpected text after the JSON"],
  ])("is rejected with the position of %s", (_, text, problem) => {
    expect(() => signed(text)).toThrow(`${problem}.`);
  });

  it("is rejected with the name of a duplicate property, at any depth", () => {
    expect(() => signed('{"a": 1,\n "a": 2}')).toThrow(
      'Invalid JSON at line 2, column 2: "a" is duplicated.',
    );
    expect(() => signed('{"x": [{"a": 1, "\\u0061": 2}]}')).toThrow(
      'Invalid JSON at line 1, column 17: "a" is duplicated.',
    );
  });

  it("can be deeply nested, up to a limit", () => {
    const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(signed(nested(100))).toBe(nested(100));
    for (const depth of [101, 3000, 200_000]) {
      expect(() => signed(nested(depth))).toThrow(
        "The JSON is nested more than 100 levels deep. Reduce the nesting.",
      );
    }
  });

  it.each([
    ["[1]", "a JSON array"],
    ['"text"', "a JSON string"],
    ["12", "a JSON number"],
    ["true", "a JSON boolean"],
    ["null", "null"],
  ])("is rejected if it is %s instead of an object", (text, found) => {
    expect(() => parseObject("claims", text)).toThrow(
      `This is ${found}. Enter a JSON object such as {"name": "value"}.`,
    );
  });
});

describe("pretty-printed JSON", () => {
  it.each([
    ["{}", "{}"],
    ["[ ]", "[]"],
    [
      '{"a":[1.0,{"b":"x\\n"}],"c":{}}',
      '{\n  "a": [\n    1.0,\n    {\n      "b": "x\\n"\n    }\n  ],\n  "c": {}\n}',
    ],
  ])("has one property per line: %s", (text, expected) => {
    expect(pretty(text)).toBe(expected);
    expect(signed(pretty(text))).toBe(signed(text));
  });

  it.each([
    ["many lines", `[${"0,".repeat(100_000)}0]`],
    ["much indentation", `${"[".repeat(99)}${"0,".repeat(100_000)}0${"]".repeat(99)}`],
    ["long text", JSON.stringify(["x".repeat(200_000)])],
  ])("is cut at 64 kB if it has %s", (_, text) => {
    expect(pretty(text)).toHaveLength(64 * 1024 + 2);
    expect(pretty(text).slice(-2)).toBe("\n…");
  });
});
