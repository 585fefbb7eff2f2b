import { describe, expect, it } from "vitest";
import type { Values } from "../../../src/core/form/types";
import { SECRET } from "../../support/keys";
import { NOW_SECONDS, sign, UUID } from "../../support/sign";

const key = SECRET;

const times = { iat: NOW_SECONDS, exp: NOW_SECONDS + 300 };

describe("claims", () => {
  it.each<[string, Values, object]>([
    ["nothing filled in: iat now, exp five minutes later", {}, times],
    [
      "cleared fields count as nothing filled in",
      { issuer: "", audience: "", expiresIn: "", claims: "", issuedAt: "" },
      times,
    ],
    ["nothing but space counts as nothing filled in", { issuer: " ", expiresIn: "\n", claims: " \n" }, times],
    [
      "issuer, subject, audience",
      { issuer: "me", subject: "you", audience: "api" },
      { iss: "me", sub: "you", aud: "api", ...times },
    ],
    ["a text is signed as it was typed, with its spaces", { issuer: " me " }, { iss: " me ", ...times }],
    ["the word none leaves a claim out", { issuer: "none", expiresIn: "none", issuedAt: " none " }, {}],
    [
      "expiresIn counts from now, not from iat",
      { issuedAt: "now-60s", expiresIn: "1h" },
      { iat: NOW_SECONDS - 60, exp: NOW_SECONDS + 3600 },
    ],
    [
      "a negative lifetime makes an expired token",
      { expiresIn: "-5m" },
      { iat: NOW_SECONDS, exp: NOW_SECONDS - 300 },
    ],
    ["notBefore", { notBefore: "now+5m" }, { ...times, nbf: NOW_SECONDS + 300 }],
    ["a random token ID", { jwtId: "uuid" }, { ...times, jti: UUID }],
    ["several audiences by commas", { audience: "a, b,c" }, { aud: ["a", "b", "c"], ...times }],
    ["several audiences by lines", { audience: "a\r\nb\n" }, { aud: ["a", "b"], ...times }],
    ["one audience and a separator too many", { audience: "a," }, { aud: "a", ...times }],
    [
      "audiences as a JSON array, as it stands",
      { audience: ' ["a,b", "c",] ' },
      { aud: ["a,b", "c"], ...times },
    ],
    ["an audience array of one", { audience: '["a"]' }, { aud: ["a"], ...times }],
    [
      "further claims",
      { claims: '{ "roles": ["admin"], "nested": { "a": null } }' },
      { ...times, roles: ["admin"], nested: { a: null } },
    ],
    [
      "further claims beat the form",
      { issuer: "me", claims: '{ "iss": "them", "exp": 1 }' },
      { iss: "them", iat: NOW_SECONDS, exp: 1 },
    ],
  ])("%s", async (_, values, claims) => {
    expect((await sign({ key, ...values })).claims).toEqual(claims);
  });

  describe("that are all in the JSON", () => {
    const alone = { issuedAt: "none", expiresIn: "none" };

    // RFC 7515 appendix A.1.1 has white space in its claims set.
    it("are signed to the letter, white space included", async () => {
      const claims = '{"iss":"joe",\r\n "exp":1300819380,\r\n "http://example.com/is_root":true}';
      expect((await sign({ key, ...alone, claims })).text).toBe(claims);
      expect((await sign({ algorithm: "none", ...alone, claims })).text).toBe(claims);
    });

    it.each<[string, Values, string]>([
      ["a field adds one", { ...alone, issuer: "me", claims: '{ "a": 1 }' }, '{"iss":"me","a":1}'],
      ["a field is replaced", { ...alone, issuer: "me", claims: '{ "iss": 1 }' }, '{"iss":1}'],
      ["text in it refers to something", { ...alone, claims: '{ "a": "$request.method" }' }, '{"a":"GET"}'],
      ["a dollar sign is written twice", { ...alone, claims: '{ "a": "$$b" }' }, '{"a":"$b"}'],
      ["it has a comment", { ...alone, claims: '{ "a": 1 /* one */ }' }, '{"a":1}'],
      ["it has a trailing comma", { ...alone, claims: '{ "a": 1, }' }, '{"a":1}'],
      ["it is no UTF-16", { ...alone, claims: '{ "a": "\ud800" }' }, '{"a":"\\ud800"}'],
      [
        "the preset has some",
        { ...alone, preset: "atlassian-connect", issuer: "none", claims: '{ "qsh": "x" }' },
        '{"qsh":"x"}',
      ],
    ])("are signed as compact JSON where %s", async (_, values, text) => {
      expect((await sign({ key, ...values })).text).toBe(text);
    });
  });

  it("keep numbers exactly as they were typed", async () => {
    const values = { key, issuer: "me", expiresIn: "none", issuedAt: "none" };
    const { text } = await sign({ ...values, claims: '{ "id": 9007199254740993, "x": 1.0 }' });
    expect(text).toBe('{"iss":"me","id":9007199254740993,"x":1.0}');
  });
});

describe("the header", () => {
  it.each<[string, Values, object]>([
    ["nothing filled in: alg and typ", {}, { alg: "HS256", typ: "JWT" }],
    ["key ID and type", { keyId: "k1", tokenType: "at+jwt" }, { alg: "HS256", typ: "at+jwt", kid: "k1" }],
    ["the word none leaves a header parameter out", { keyId: "none", tokenType: "none" }, { alg: "HS256" }],
    [
      "further fields",
      { header: '{ "x5u": "https://a" } // c' },
      { alg: "HS256", typ: "JWT", x5u: "https://a" },
    ],
    [
      "further fields beat the form",
      { keyId: "k1", header: '{ "kid": "k2", "typ": "x" }' },
      { alg: "HS256", typ: "x", kid: "k2" },
    ],
    [
      "alg is always the form's",
      { algorithm: "HS384", header: '{ "alg": "none" }' },
      { alg: "HS384", typ: "JWT" },
    ],
    [
      "a name that JavaScript treats in its own way",
      { header: '{ "__proto__": 1 }' },
      JSON.parse('{ "alg": "HS256", "typ": "JWT", "__proto__": 1 }'),
    ],
  ])("%s", async (_, values, header) => {
    expect((await sign({ key, ...values })).header).toEqual(header);
  });

  const big = { key, header: '{ "n": [9007199254740993] }' };

  it("keeps numbers exactly as they were typed, from Node 21 on", async () => {
    const { token } = await sign(big);
    expect(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).toContain(
      '"n":[9007199254740993]',
    );
  });

  it("of an unsecured token keeps them in any case", async () => {
    const { token } = await sign({ ...big, algorithm: "none" });
    expect(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).toBe(
      '{"alg":"none","typ":"JWT","n":[9007199254740993]}',
    );
  });
});
