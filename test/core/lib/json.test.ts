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
      "a comma or a closing bracket is missing (line 3, column 3)",
    ],
    ["a missing colon", '{"a" 1}', "a colon is missing (line 1, column 6)"],
    ["a missing brace", '{"a": 1', "a closing brace } is missing (line 1, column 8)"],
    ["a missing bracket", '["a"', "a closing bracket ] is missing (line 1, column 5)"],
    ["a brace for a bracket", '{"a": [1}', "a comma or a closing bracket is missing (line 1, column 9)"],
    [
      "a tab in text",
      '{"a": "\t"}',
      "a control character in text must be escaped, such as \\t for a tab (line 1, column 7)",
    ],
    ["a missing value", '{"a": }', "a value is missing (line 1, column 7)"],
    [
      "a name without quotes",
      "{a: 1}",
      "this is not JSON; names and text stand in double quotes (line 1, column 2)",
    ],
    [
      "single quotes",
      "{'a': 1}",
      "this is not JSON; names and text stand in double quotes (line 1, column 2)",
    ],
    [
      "typographic quotes",
      "{“a”: 1}",
      "this is not JSON; names and text stand in double quotes (line 1, column 2)",
    ],
    [
      "a line break in text",
      '{"a": "x\r\ny"}',
      "this text has no closing double quote on its line (line 1, column 7)",
    ],
    [
      "text that does not end",
      '{\r\n"a": "x',
      "this text has no closing double quote on its line (line 2, column 6)",
    ],
    ["a single backslash", '{"a": "C:\\dir"}', "a backslash in text must be doubled (line 1, column 7)"],
    ["a comment that does not end", '{"a": 1 /* }', "this comment has no end (line 1, column 9)"],
    [
      "a number with a leading zero",
      '{"a": 01}',
      "a comma or a closing bracket is missing (line 1, column 8)",
    ],
    ["a number that is not complete", '{"a": 1.}', "this number is not complete (line 1, column 7)"],
    [
      "a plus sign",
      '{"a": +1}',
      "this is not JSON; names and text stand in double quotes (line 1, column 7)",
    ],
    [
      "undefined",
      '{"a": undefined}',
      "this is not JSON; names and text stand in double quotes (line 1, column 7)",
    ],
    ["nothing", " ", "a value is missing (line 1, column 2)"],
    [
      "more after the end",
      '{"a": 1} x',
      "this is not JSON; names and text stand in double quotes (line 1, column 10)",
    ],
    ["two objects", "{} {}", "nothing may follow the end of the JSON (line 1, column 4)"],
  ])("says where there is %s", (_, text, problem) => {
    expect(() => signed(text)).toThrow(`${problem}. Correct the JSON there.`);
  });

  it("names a repeated member, wherever it stands", () => {
    expect(() => signed('{"a": 1,\n "a": 2}')).toThrow('the member "a" stands twice (line 2, column 2)');
    expect(() => signed('{"x": [{"a": 1, "\\u0061": 2}]}')).toThrow(
      'the member "a" stands twice (line 1, column 17)',
    );
  });

  it("takes deep nesting, and refuses what no engine takes", () => {
    const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
    expect(signed(nested(1000))).toBe(nested(1000));
    for (const depth of [1002, 3000, 200_000]) {
      expect(() => signed(nested(depth))).toThrow(
        "the JSON is nested more than 1000 levels deep. Nest it less.",
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
      `this is ${found}. Type a JSON object, such as {"name": "value"}.`,
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
