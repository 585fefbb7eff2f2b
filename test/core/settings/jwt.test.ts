import { describe, expect, it } from "vitest";
import { authenticate } from "../../../src/core/authenticate";
import type { Values } from "../../../src/core/form/types";
import { SECRET } from "../../support/keys";
import { clock, failure, request, services, tokenServices } from "../../support/sign";

const key = SECRET;

describe("reading the settings", () => {
  it.each<[string, Values, string]>([
    [
      "an unknown algorithm",
      { algorithm: "HS999" },
      "Algorithm: Unknown option. Choose auto, HS256, HS384, HS512, RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, ES256K, EdDSA, Ed25519, or 4 others.",
    ],
    [
      "two keys before other invalid fields",
      {
        algorithm: "ES256",
        key: "x",
        keyFile: "y",
        certificate: "z",
        certificateHeader: "?",
        expiresIn: "?",
      },
      "Key File: A key is pasted too. Clear one or the other.",
    ],
    [
      "a value that is not a string",
      { issuer: { a: 1 } },
      "Issuer: Not text. Clear the field and enter the value again.",
    ],
    [
      "a value that is too long for any server",
      { subject: "x".repeat(256_001) },
      "Subject: Too long (over 256 kB). Shorten it.",
    ],
    [
      "an audience with only commas",
      { audience: ",," },
      "Audience: Only separators, no values. Enter a value, or none.",
    ],
    [
      "an audience array that is not valid JSON",
      { audience: "[a]" },
      "Audience: Invalid JSON at line 1, column 2: the text a needs double quotes.",
    ],
    [
      "an invalid lifetime",
      { expiresIn: "soon" },
      "Expires In: Invalid duration. Use 300 (seconds), 30s, 5m, 1h30m, 2d, 1w, or none.",
    ],
    [
      "an invalid time",
      { issuedAt: "today" },
      "Issued At: Invalid time. Use now, now-60s, now+5m, a Unix timestamp, a date such as 2030-12-31T23:59:59Z, or none.",
    ],
    [
      "claims that are not an object",
      { claims: "[]" },
      'Additional Claims: This is a JSON array. Enter a JSON object such as {"name": "value"}.',
    ],
    [
      "claims with a duplicate property",
      { claims: '{"a":1,"a":1}' },
      'Additional Claims: Invalid JSON at line 1, column 8: "a" is duplicated.',
    ],
    [
      "crit in the header",
      { header: '{"crit":["exp"]}' },
      `Additional Header Parameters: The "crit" header parameter isn't supported: it marks extensions that servers must understand, and this plugin signs plain JWTs. Remove it.`,
    ],
    [
      "b64 in the header",
      { header: '{"b64":false}' },
      `Additional Header Parameters: The "b64" header parameter isn't supported: it's for unencoded payloads, and a JWT's payload is always encoded (RFC 7797, section 7). Remove it.`,
    ],
    [
      "a header name with a space",
      { headerName: "My Token" },
      "Header Name: Invalid name. Use only letters, digits, and - _ . characters.",
    ],
    [
      "a prefix with a line break",
      { headerPrefix: "Bearer\r\nX: y" },
      "Header Prefix: Contains a character that isn't allowed in a header. Use ASCII letters, digits, and punctuation.",
    ],
    [
      "a query parameter with a control character",
      { placement: "query", queryName: "a\u0000" },
      "Parameter Name: Contains a control character. Enter the name without it.",
    ],
    [
      "a cookie name with a semicolon",
      { placement: "cookie", cookieName: "a;b" },
      "Cookie Name: Invalid name. Use only letters, digits, and - _ . characters.",
    ],
  ])("rejects %s and says what to do", async (_, values, message) => {
    expect((await failure({ key, ...values })).message).toBe(message);
  });

  it("ignores fields that are not shown", async () => {
    const ofFlows = { tokenUrl: {}, clientId: {}, clientSecret: {}, scope: {}, tokenParameters: "{" };
    const ofReaders = { userName: {}, email: {}, firstName: {}, readerGroupIds: {}, tokenValidity: "soon" };
    const hidden = { passphrase: {}, queryName: "\n", cookieName: ";", ...ofFlows, ...ofReaders };
    await expect(
      authenticate({ algorithm: "HS256", key, ...hidden }, request, clock, services),
    ).resolves.toBeDefined();
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
