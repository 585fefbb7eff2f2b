import { describe, expect, it } from "vitest";
import type { Values } from "../../../src/core/form/types";
import { SECRET } from "../../support/keys";
import { NOW_SECONDS, sign, UUID } from "../../support/sign";

const key = SECRET;

const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 300 };

describe("claims", () => {
  it.each<[string, Values, object]>([
    ["are iat now and exp five minutes later by default", {}, times],
    [
      "are the defaults if the fields are cleared",
      { issuer: "", audience: "", expiresIn: "", claims: "", issuedAt: "" },
      times,
    ],
    [
      "are the defaults if the fields contain only whitespace",
      { issuer: " ", expiresIn: "\n", claims: " \n" },
      times,
    ],
    [
      "include the issuer, subject, and audience",
      { issuer: "me", subject: "you", audience: "api" },
      { iss: "me", sub: "you", aud: "api", ...times },
    ],
    ["include text without the spaces around it", { issuer: " a  b " }, { iss: "a  b", ...times }],
    ["omit a field whose value is none", { issuer: "none", expiresIn: "none", issuedAt: " none " }, {}],
    [
      "include an exp that is relative to now, not to iat",
      { issuedAt: "now-60s", expiresIn: "1h" },
      { iat: NOW_SECONDS - 60, exp: NOW_SECONDS + 3600 },
    ],
    [
      "include an exp in the past if the lifetime is negative",
      { expiresIn: "-5m" },
      { iat: NOW_SECONDS, exp: NOW_SECONDS - 300 },
    ],
    ["include nbf", { notBefore: "now+5m" }, { ...times, nbf: NOW_SECONDS + 300 }],
    ["include a random token ID", { jwtId: "uuid" }, { ...times, jti: UUID }],
    ["include audiences separated by commas", { audience: "a, b,c" }, { aud: ["a", "b", "c"], ...times }],
    ["include audiences separated by line breaks", { audience: "a\r\nb\n" }, { aud: ["a", "b"], ...times }],
    ["include a single audience despite a trailing separator", { audience: "a," }, { aud: "a", ...times }],
    [
      "include a JSON array of audiences unchanged",
      { audience: ' ["a,b", "c",] ' },
      { aud: ["a,b", "c"], ...times },
    ],
    ["include an audience array with one element", { audience: '["a"]' }, { aud: ["a"], ...times }],
    [
      "include additional claims",
      { claims: '{ "roles": ["admin"], "nested": { "a": null } }' },
      { ...times, roles: ["admin"], nested: { a: null } },
    ],
    [
      "include additional claims instead of fields with the same name",
      { issuer: "me", claims: '{ "iss": "them", "exp": 1 }' },
      { iss: "them", iat: NOW_SECONDS, exp: 1 },
    ],
  ])("%s", async (_, values, claims) => {
    expect((await sign({ key, ...values })).claims).toEqual(claims);
  });

  describe("that come only from the JSON", () => {
    const alone = { issuedAt: "none", expiresIn: "none" };

    // The claims set in RFC 7515 appendix A.1.1 contains whitespace.
    it("are signed exactly as typed, including whitespace", async () => {
      const claims = '{"iss":"joe",\r\n "exp":1300819380,\r\n "http://example.com/is_root":true}';
      expect((await sign({ key, ...alone, claims })).text).toBe(claims);
      expect((await sign({ algorithm: "none", ...alone, claims })).text).toBe(claims);
    });

    it("are signed exactly as typed with a dollar sign that does not start a placeholder", async () => {
      const claims = '{ "price":  "$5" }';
      expect((await sign({ key, ...alone, claims })).text).toBe(claims);
    });

    it.each<[string, Values, string]>([
      ["a field adds a claim", { ...alone, issuer: "me", claims: '{ "a": 1 }' }, '{"iss":"me","a":1}'],
      ["they replace a field", { ...alone, issuer: "me", claims: '{ "iss": 1 }' }, '{"iss":1}'],
      ["they contain a placeholder", { ...alone, claims: '{ "a": "$request.method" }' }, '{"a":"GET"}'],
      ["they contain an escaped dollar sign", { ...alone, claims: '{ "a": "$$b" }' }, '{"a":"$b"}'],
      ["they contain a comment", { ...alone, claims: '{ "a": 1 /* one */ }' }, '{"a":1}'],
      ["they contain a trailing comma", { ...alone, claims: '{ "a": 1, }' }, '{"a":1}'],
      ["they are not valid UTF-16", { ...alone, claims: '{ "a": "\ud800" }' }, '{"a":"\\ud800"}'],
      [
        "the preset has claims too",
        { ...alone, preset: "atlassian-connect", issuer: "none", claims: '{ "qsh": "x" }' },
        '{"qsh":"x"}',
      ],
    ])("are signed as compact JSON if %s", async (_, values, text) => {
      expect((await sign({ key, ...values })).text).toBe(text);
    });
  });

  it("keep numbers exactly as typed", async () => {
    const values = { key, issuer: "me", expiresIn: "none", issuedAt: "none" };
    const { text } = await sign({ ...values, claims: '{ "id": 9007199254740993, "x": 1.0 }' });
    expect(text).toBe('{"iss":"me","id":9007199254740993,"x":1.0}');
  });
});

describe("the header", () => {
  it.each<[string, Values, object]>([
    ["has alg and typ by default", {}, { alg: "HS256", typ: "JWT" }],
    [
      "has the key ID and the token type",
      { keyId: "k1", tokenType: "at+jwt" },
      { alg: "HS256", typ: "at+jwt", kid: "k1" },
    ],
    ["omits a field whose value is none", { keyId: "none", tokenType: "none" }, { alg: "HS256" }],
    [
      "has additional parameters",
      { header: '{ "x5u": "https://a" } // c' },
      { alg: "HS256", typ: "JWT", x5u: "https://a" },
    ],
    [
      "has additional parameters instead of fields with the same name",
      { keyId: "k1", header: '{ "kid": "k2", "typ": "x" }' },
      { alg: "HS256", typ: "x", kid: "k2" },
    ],
    [
      "always has the alg of the form",
      { algorithm: "HS384", header: '{ "alg": "none" }' },
      { alg: "HS384", typ: "JWT" },
    ],
    [
      "can have a name that is special in JavaScript",
      { header: '{ "__proto__": 1 }' },
      JSON.parse('{ "alg": "HS256", "typ": "JWT", "__proto__": 1 }'),
    ],
  ])("%s", async (_, values, header) => {
    expect((await sign({ key, ...values })).header).toEqual(header);
  });

  it.each(["HS256", "none"])("keeps numbers exactly as typed with the algorithm %s", async (algorithm) => {
    const values = { key: algorithm === "none" ? "" : key, algorithm };
    const { token } = await sign({ ...values, header: '{ "n": [9007199254740993, 1.0, 1e400] }' });
    expect(headerText(token)).toBe(`{"alg":"${algorithm}","typ":"JWT","n":[9007199254740993,1.0,1e400]}`);
  });

  it.each([
    [
      "alg and typ, then the fields, then the JSON",
      '{ "x": 1 }',
      '{"alg":"HS256","typ":"JWT","kid":"k","x":1}',
    ],
    [
      "the JSON, if it names alg and typ",
      '{ "typ": "JWT", "alg": "HS256", "x": 1 }',
      '{"typ":"JWT","alg":"HS256","x":1,"kid":"k"}',
    ],
    [
      "alg, then the JSON, if it names only typ",
      '{ "x": 1, "typ": "a" }',
      '{"alg":"HS256","x":1,"typ":"a","kid":"k"}',
    ],
    [
      "the JSON, if it names only alg",
      '{ "x": 1, "alg": "none" }',
      '{"x":1,"alg":"HS256","typ":"JWT","kid":"k"}',
    ],
  ])("has the order: %s", async (_, header, expected) => {
    const { token } = await sign({ key, keyId: "k", header });
    expect(headerText(token)).toBe(expected);
  });
});

const headerText = (token: string) => Buffer.from(token.split(".")[0] ?? "", "base64url").toString();
