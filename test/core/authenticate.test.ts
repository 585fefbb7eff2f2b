import { describe, expect, it } from "vitest";
import { authenticate } from "../../src/core/authenticate";
import type { Values } from "../../src/core/schema";
import { SECRET } from "../support/keys";
import { failure, moment, NOW_SECONDS, sign, UUID } from "../support/sign";

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

  it("keep numbers exactly as they were typed", async () => {
    const { text } = await sign({
      key,
      expiresIn: "none",
      issuedAt: "none",
      claims: '{ "id": 9007199254740993, "x": 1.0 }',
    });
    expect(text).toBe('{"id":9007199254740993,"x":1.0}');
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

  it.runIf("rawJSON" in JSON)("keeps numbers exactly as they were typed, from Node 21 on", async () => {
    const { token } = await sign(big);
    expect(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).toContain(
      '"n":[9007199254740993]',
    );
  });

  it.skipIf("rawJSON" in JSON)("refuses a number that Node 20 cannot keep as it was typed", async () => {
    expect(await failure(big)).toEqual({
      code: "inexact-number",
      field: "header",
      message:
        "Further header fields: the number 9007199254740993 would not be sent as it was typed. Put it in double quotes, or write it as 9007199254740992.",
    });
  });

  it("of an unsecured token keeps them in any case", async () => {
    const { token } = await sign({ ...big, algorithm: "none" });
    expect(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).toBe(
      '{"alg":"none","typ":"JWT","n":[9007199254740993]}',
    );
  });
});

describe("a place for the token", () => {
  it.each<[string, Values, object]>([
    ["Authorization: Bearer", {}, { kind: "header", name: "Authorization", value: "Bearer TOKEN" }],
    [
      "another header and prefix",
      { headerName: "X-JWT", headerPrefix: "JWT" },
      { kind: "header", name: "X-JWT", value: "JWT TOKEN" },
    ],
    [
      "a prefix with a space after it",
      { headerPrefix: "Bearer " },
      { kind: "header", name: "Authorization", value: "Bearer TOKEN" },
    ],
    ["no prefix", { headerPrefix: "none" }, { kind: "header", name: "Authorization", value: "TOKEN" }],
    ["a query parameter", { placement: "query" }, { kind: "query", name: "token", value: "TOKEN" }],
    [
      "a query parameter of another name",
      { placement: "query", queryName: "jwt" },
      { kind: "query", name: "jwt", value: "TOKEN" },
    ],
    ["a cookie", { placement: "cookie" }, { kind: "cookie", name: "token", value: "TOKEN" }],
    [
      "a cookie of another name",
      { placement: "cookie", cookieName: "sid" },
      { kind: "cookie", name: "sid", value: "TOKEN" },
    ],
  ])("%s", async (_, values, placed) => {
    const { value, ...rest } = await authenticate({ key, ...values }, moment);
    expect({ ...rest, value: value.replace(/ey[\w.-]+$/, "TOKEN") }).toEqual(placed);
  });
});

describe("what cannot be used", () => {
  it.each<[string, Values, string]>([
    [
      "an algorithm that does not exist",
      { algorithm: "HS999" },
      "Algorithm: there is no such choice. Choose one of HS256, HS384, HS512, RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, none.",
    ],
    [
      "a value that is no text",
      { issuer: { a: 1 } },
      "Issuer: this is not text. Clear the field and type it again.",
    ],
    [
      "an audience of nothing but commas",
      { audience: ",," },
      "Audience: there is nothing between the separators. Type a value, or none.",
    ],
    [
      "an audience array that is not JSON",
      { audience: "[a]" },
      "Audience: this is not JSON; names and text stand in double quotes (line 1, column 2). Correct the JSON there.",
    ],
    [
      "a lifetime",
      { expiresIn: "soon" },
      "Expires in: this is not a duration. Type one such as 300 (seconds), 30s, 5m, 1h30m, 2d or 1w, or none.",
    ],
    [
      "a time",
      { issuedAt: "today" },
      "Issued at: this is not a time. Type now, now-60s, now+5m, seconds since 1970, a date such as 2030-12-31T23:59:59Z, or none.",
    ],
    [
      "claims that are no object",
      { claims: "[]" },
      'Further claims: this is a JSON array. Type a JSON object, such as {"name": "value"}.',
    ],
    [
      "claims with a repeated member",
      { claims: '{"a":1,"a":1}' },
      'Further claims: the member "a" stands twice (line 1, column 8). Correct the JSON there.',
    ],
    [
      "crit in the header",
      { header: '{"crit":["exp"]}' },
      'Further header fields: "crit" cannot be set: it makes servers refuse what they do not know, and this plugin signs plain JWTs. Remove it.',
    ],
    [
      "b64 in the header",
      { header: '{"b64":false}' },
      'Further header fields: "b64" cannot be set: it is for payloads that are not encoded, and a JWT\'s always is (RFC 7797 section 7). Remove it.',
    ],
    [
      "a header name with a space",
      { headerName: "My Token" },
      "Header name: this cannot be a name. Use letters, digits and - _ . only.",
    ],
    [
      "a prefix with a line break",
      { headerPrefix: "Bearer\r\nX: y" },
      "Header prefix: this has a character that a header cannot carry. Use letters, digits and punctuation of ASCII only.",
    ],
    [
      "a query parameter with a control character",
      { placement: "query", queryName: "a\u0000" },
      "Query parameter: this has a control character. Type the name again without it.",
    ],
    [
      "a cookie name with a semicolon",
      { placement: "cookie", cookieName: "a;b" },
      "Cookie name: this cannot be a name. Use letters, digits and - _ . only.",
    ],
  ])("%s is an error that says what to do", async (_, values, message) => {
    expect((await failure({ key, ...values })).message).toBe(message);
  });

  it("is not looked at in fields that are not shown", async () => {
    const hidden = { passphrase: {}, queryName: "\n", cookieName: ";" };
    await expect(authenticate({ key, ...hidden }, moment)).resolves.toBeDefined();
    const unsigned = {
      algorithm: "none",
      key: {},
      keyFile: "/nowhere",
      placement: "query",
      headerName: "\n",
    };
    await expect(authenticate(unsigned, moment)).resolves.toBeDefined();
  });

  it("when the plugin itself is at fault is said without the fault's own words", async () => {
    const broken = {
      now: moment.now,
      randomUUID: () => {
        throw new TypeError(`boom ${SECRET}`);
      },
    };
    const error = await authenticate({ key, jwtId: "uuid" }, broken).catch((reason) => reason);
    expect(error.code).toBe("unexpected");
    expect(error.message).toBe(
      "JWT Bearer: no token could be made because of a fault in the plugin (TypeError). Report it with the algorithm and the form of your key, without the key.",
    );
    expect(error.cause).toBeUndefined();
  });

  it("prints as its message alone, which is how a client shows it", async () => {
    const error = await authenticate({}, moment).catch((reason) => reason);
    expect(error.name).toBe("JwtAuthError");
    expect(`${error}`).toBe("Secret: there is nothing here. Paste the secret, or choose a key file.");
  });
});
