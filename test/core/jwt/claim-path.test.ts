import { describe, expect, it } from "vitest";
import { readClaim } from "../../../src/core/jwt/claim-path";
import { decodeToken } from "../../../src/core/jwt/decode";
import { refusal } from "../../support/refusal";

const payload = `{
  "sub": "robin", "id": 9007199254740993, "admin": true, "nothing": null, "empty": "",
  "realm_access": { "roles": ["user", "admin"], "": "unnamed" },
  "https://example.com/roles": [["a"], { "b.c": 1 }],
  "a.b": "a name with a dot", "a": { "b": "a path" }, "none": {}, "list": [0,1,2,3,4,5,6,7,8,9,"ten"]
}`;
const part = (text: string) => Buffer.from(text).toString("base64url");
const token = `${part('{"alg":"none"}')}.${part(payload)}.`;
const tokenWith = (claims: object) => `${part('{"alg":"none"}')}.${part(JSON.stringify(claims))}.`;
const INVALID =
  'Invalid path. Use a path such as sub, realm_access.roles[0], or ["https://example.com/roles"].';
const read = (path: string, from = token) => readClaim(decodeToken(from), path);

describe("reading a claim", () => {
  it.each([
    ["a name", "sub", "robin"],
    ["a name with surrounding spaces", " sub ", "robin"],
    ["a path through objects and arrays", "realm_access.roles[1]", "admin"],
    ["a name in brackets", 'realm_access["roles"][0]', "user"],
    ["a name in single quotes", "['realm_access'].roles[0]", "user"],
    ["an empty name", 'realm_access[""]', "unnamed"],
    ["a URL without brackets", "https://example.com/roles", '[["a"],{"b.c":1}]'],
    ["a URL in brackets", '["https://example.com/roles"][0][0]', "a"],
    ["a name with a dot in brackets", '["https://example.com/roles"][1]["b.c"]', "1"],
    ["an exact name, even if it looks like a path", "a.b", "a name with a dot"],
    ["an index of two digits", "list[10]", "ten"],
    ["a path in brackets, even if a name with a dot exists", 'a["b"]', "a path"],
  ])("accepts %s", (_, path, value) => {
    expect(read(path)).toBe(value);
  });

  it.each([
    ["a number exactly as signed", "id", "9007199254740993"],
    ["a boolean", "admin", "true"],
    ["null", "nothing", "null"],
    ["an empty string", "empty", ""],
    ["an array as JSON", "realm_access.roles", '["user","admin"]'],
  ])("returns %s", (_, path, value) => {
    expect(read(path)).toBe(value);
  });

  it("returns all claims as JSON if the path is empty", () => {
    expect(JSON.parse(read(""))).toEqual(JSON.parse(payload));
  });

  it.each([
    [
      "foo",
      'Not found: "foo" (the token has sub, id, admin, nothing, empty, realm_access, https://example.com/roles, a.b, a, none, and list). Check the path.',
    ],
    ["realm_access.x", 'Not found: "x" (realm_access has roles and ""). Check the path.'],
    [
      "realm_access.roles[2]",
      'Not found: "2" (realm_access.roles has 2 elements, the first is 0). Check the path.',
    ],
    ["sub.x", `Not found: "x" (sub isn't an object or array). Check the path.`],
    ["realm_access[0]", 'Not found: "0" (realm_access has roles and ""). Check the path.'],
    ["realm_access[roles", INVALID],
    ["none.x", 'Not found: "x" (none is empty). Check the path.'],
    ["list[011]", 'Not found: "011" (list has 11 elements, the first is 0). Check the path.'],
    [".", INVALID],
    ["list[-1]", INVALID],
    ["list[1", INVALID],
    ['["sub', INVALID],
  ])("rejects %s and says what is available", async (path, message) => {
    expect(await refusal(() => read(path))).toEqual({ field: "path", message });
  });

  it("quotes names that are not words", async () => {
    const names = ["a:b/c.d-e_1", "a b", " a", "a,", '"', "ü"];
    const all = Object.fromEntries(names.map((name) => [name, 1]));
    expect((await refusal(() => read("x", tokenWith(all)))).message).toBe(
      'Not found: "x" (the token has a:b/c.d-e_1, "a b", " a", "a,", "\\"", and "ü"). Check the path.',
    );
  });

  it("returns all claims for an empty path, even if one has an empty name", () => {
    expect(read(" ", tokenWith({ "": 1 }))).toBe('{"":1}');
  });

  it("lists many names if they are short", async () => {
    const many = Object.fromEntries(Array.from({ length: 22 }, (_, index) => [`n${index}`, index]));
    expect((await refusal(() => read("x", tokenWith(many)))).message).toBe(
      'Not found: "x" (the token has n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10, n11, n12, n13, n14, n15, n16, n17, n18, n19, n20, and n21). Check the path.',
    );
  });

  it.each([
    [
      "is encrypted",
      `${part('{"alg":"dir"}')}....`,
      "This token is encrypted (JWE), so only its recipient can read it. Paste the token inside it.",
    ],
    [
      "has another payload than a JSON object",
      `${part('{"alg":"none"}')}.${part("[]")}.`,
      "The payload isn't a JSON object with unique claim names. Use a JWT.",
    ],
  ])("fails if the token %s", async (_, from, message) => {
    expect(await refusal(() => read("sub", from))).toEqual({ field: "token", message });
  });
});
