import { describe, expect, it } from "vitest";
import { authenticate } from "../../../src/core/authenticate";
import type { Values } from "../../../src/core/form/types";
import { SECRET } from "../../support/keys";
import { clock, failure, request, services, tokenServices } from "../../support/sign";

const key = SECRET;

describe("what cannot be used", () => {
  it.each<[string, Values, string]>([
    [
      "an algorithm that does not exist",
      { algorithm: "HS999" },
      "Algorithm: there is no such choice. Choose one of HS256, HS384, HS512, RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, none.",
    ],
    [
      "of two fields the key",
      {
        algorithm: "ES256",
        key: "x",
        keyFile: "y",
        certificate: "z",
        certificateHeader: "?",
        expiresIn: "?",
      },
      "Key file: a key is pasted too. Clear one of the two.",
    ],
    [
      "a value that is no text",
      { issuer: { a: 1 } },
      "Issuer: this is not text. Clear the field and type it again.",
    ],
    [
      "a text that no server would take",
      { subject: "x".repeat(256_001) },
      "Subject: this is longer than 256 kB. Shorten it.",
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
    const ofFlows = { tokenUrl: {}, clientId: {}, clientSecret: {}, scope: {}, tokenParameters: "{" };
    const ofReaders = { userName: {}, email: {}, firstName: {}, readerGroupIds: {}, tokenValidity: "soon" };
    const hidden = { passphrase: {}, queryName: "\n", cookieName: ";", ...ofFlows, ...ofReaders };
    await expect(authenticate({ key, ...hidden }, request, clock, services)).resolves.toBeDefined();
    const unsigned = {
      algorithm: "none",
      key: {},
      keyFile: "/nowhere",
      placement: "query",
      headerName: "\n",
    };
    await expect(authenticate(unsigned, request, clock, services)).resolves.toBeDefined();
    const grant = { flow: "jwt-bearer", tokenUrl: "https://x.example/", reuse: "sometimes", ...ofReaders };
    await expect(authenticate({ key, ...grant }, request, clock, tokenServices())).resolves.toBeDefined();
  });
});
