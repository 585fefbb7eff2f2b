import { describe, expect, it } from "vitest";
import type { Values } from "../../../src/core/form/types";
import { preview } from "../../../src/core/preview";
import { pem, SECRET } from "../../support/keys";
import { CLIENT_SECRET, filledIn } from "../../support/preset-cases";
import { NOW } from "../../support/sign";

const TOKEN_URL = "https://server.example.com/token";
const grant = { flow: "jwt-bearer", key: SECRET, tokenUrl: TOKEN_URL };
const parties = { issuer: "client", subject: "robin", audience: "$tokenUrl" };
const reader = () => ({ preset: "document360", ...filledIn.document360?.() });

describe("a preview of a token request", () => {
  it("shows what is sent for a grant, without secrets", async () => {
    const { error, warnings, token } = await preview(
      {
        ...grant,
        ...parties,
        tokenUrl: `${TOKEN_URL}?key=hidden`,
        clientId: "client",
        clientSecret: CLIENT_SECRET,
        scope: "read",
        tokenParameters: '{ "resource": ["a", "b"], "password": "hidden" }',
      },
      NOW,
    );
    expect([error, warnings]).toEqual([undefined, []]);
    expect(token?.tokenRequest).toEqual([
      `POST ${TOKEN_URL}`,
      "Authorization: Basic …",
      "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer",
      "assertion=…",
      "scope=read",
      "resource=a",
      "resource=b",
      "password=…",
    ]);
    expect(JSON.parse(token?.claims ?? "").aud).toBe(`${TOKEN_URL}?key=hidden`);
    expect(token?.place).toEqual(["Authorization: Bearer …"]);
  });

  it("shows an additional parameter instead of the field with the same name", async () => {
    const values = { ...grant, ...parties, scope: "field", tokenParameters: '{ "scope": "JSON" }' };
    expect((await preview(values, NOW)).token?.tokenRequest?.slice(3)).toEqual(["scope=JSON"]);
  });

  it("shows a client assertion even if the client ID and URL are missing", async () => {
    const { error, token } = await preview({ flow: "client-assertion", key: SECRET }, NOW);
    expect(error).toBe("Token URL: Required for this flow.");
    expect(JSON.parse(token?.claims ?? "")).toMatchObject({
      iss: "$clientId",
      sub: "$clientId",
      aud: "$tokenUrl",
      jti: "$uuid",
    });
    const withUrl = await preview({ flow: "client-assertion", key: SECRET, tokenUrl: TOKEN_URL }, NOW);
    expect(withUrl.error).toMatch("Client ID: Required for this flow.");
  });

  it("shows what is sent for a code, without a JWT", async () => {
    const { error, warnings, token } = await preview({ ...reader(), firstName: "Robin" }, NOW);
    expect([error, warnings]).toEqual([undefined, []]);
    expect(token).toEqual({
      tokenRequest: [
        "POST https://identity.example.com/code",
        "Authorization: Basic …",
        "{",
        '  "username": "Robin Example",',
        '  "firstName": "Robin",',
        '  "emailId": "robin@example.org",',
        '  "tokenValidity": 15',
        "}",
      ],
      note: undefined,
      place: ["?code=…"],
      times: [],
    });
  });

  it.each([
    ["4m", "Document360 raises the session duration to its minimum of 5 minutes."],
    ["-1h", "Document360 raises the session duration to its minimum of 5 minutes."],
    ["5m", undefined],
    ["24h", undefined],
    ["25h", "Document360 lowers the session duration to its maximum of 24 hours."],
  ])("says whether the service adjusts a session duration of %s", async (tokenValidity, note) => {
    expect((await preview({ ...reader(), tokenValidity }, NOW)).token?.note).toBe(note);
  });
});

it("a preview of only the JWT does not require the settings of a token request", async () => {
  const { error, token } = await preview({ flow: "jwt-bearer", key: SECRET }, NOW, { isForRequest: false });
  expect([error, token?.tokenRequest]).toEqual([undefined, undefined]);
});

describe("the preview", () => {
  it.each<[string, Values, string[]]>([
    [
      "warns that others can read the request",
      { ...grant, ...parties, tokenUrl: "http://server.example.com/token" },
      ["The token URL doesn't start with https://, so others can read what you send to it."],
    ],
    [
      "does not warn about a token URL on localhost",
      { ...grant, ...parties, tokenUrl: "http://localhost:8080/token" },
      [],
    ],
    [
      "does not warn about a token URL on [::1]",
      { ...grant, ...parties, tokenUrl: "http://[::1]:8080/token" },
      [],
    ],
    [
      "warns that an assertion needs an aud claim",
      { ...grant, issuer: "client", claims: '{ "sub": "robin" }' },
      ["Servers reject assertions without aud (RFC 7523)."],
    ],
    [
      "warns that a token without exp is not reused",
      { key: SECRET, reuse: "until-expiry", expiresIn: "none" },
      [
        "The token has no exp claim, so it never expires. Anyone who gets it can use it indefinitely.",
        "The token has no exp claim, so it can't be reused. Every request gets a new one.",
      ],
    ],
    [
      "warns that an access token in a URL is often logged",
      { ...grant, ...parties, placement: "query" },
      [
        "The token is sent in the URL, which servers and proxies often log. A redirect can pass it on to another host.",
      ],
    ],
    [
      "does not warn about a long assertion, which is sent in the body",
      { ...grant, ...parties, claims: JSON.stringify({ a: "x".repeat(10_000) }) },
      [],
    ],
  ])("%s", async (_, values, warnings) => {
    expect((await preview(values, NOW)).warnings).toEqual(warnings);
  });
});

it.each<[string, Values, string]>([
  [
    "a parameter that the flow sets",
    { tokenParameters: '{ "assertion": "x" }' },
    'Additional Parameters: The parameter "assertion" is set by the flow. Remove it.',
  ],
  [
    "a parameter that is an object",
    { tokenParameters: '{ "a": { "b": 1 } }' },
    `Additional Parameters: The parameter "a" can't be sent as a form field. Use a string or a list of strings.`,
  ],
  [
    "parameters that are not an object",
    { tokenParameters: "[]" },
    'Additional Parameters: This is a JSON array. Enter a JSON object such as {"name": "value"}.',
  ],
  ["a client secret without a client ID", { clientSecret: "x" }, "Client ID: Required with a client secret."],
  [
    "an unknown flow",
    { flow: "dance" },
    "Flow: Unknown option. Choose jwt, jwt-bearer, client-assertion, exchange, or document360.",
  ],
  [
    "a key of the wrong type",
    { algorithm: "HS256", key: pem("rsa.pkcs8.pem") },
    "Secret: This is a 2048-bit RSA key, but HS256 needs a shared secret. Change the algorithm to RS256, RS384, RS512, PS256, PS384, or PS512, or use the secret.",
  ],
  [
    "a circular reference",
    { audience: "$tokenUrl", tokenUrl: "$audience" },
    "Audience: Circular reference: $audience → $tokenUrl → $audience. Enter a value in one of these fields.",
  ],
])("a preview rejects %s", async (_, more, message) => {
  expect((await preview({ ...grant, ...parties, ...more }, NOW)).error).toContain(message);
});
