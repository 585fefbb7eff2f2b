import { describe, expect, it } from "vitest";
import type { Values } from "../../src/core/form/types";
import { preview } from "../../src/core/preview";
import { pem, SECRET } from "../support/keys";
import { filledIn } from "../support/preset-cases";
import { failure, NOW, NOW_SECONDS } from "../support/sign";

const hmac = { key: SECRET, issuer: "me" };

describe("a preview", () => {
  it("shows where the token is sent, its header, its claims exactly as signed, and its times in words", async () => {
    const values = { ...hmac, notBefore: "now-90s", claims: '{ "id": 9007199254740993, "roles": [] }' };
    expect(await preview(values, NOW)).toMatchObject({
      warnings: [],
      algorithm: "HS256",
      token: {
        place: ["Authorization: Bearer …"],
        header: '{\n  "alg": "HS256",\n  "typ": "JWT"\n}',
        claims: `{
  "iss": "me",
  "iat": ${NOW_SECONDS},
  "nbf": ${NOW_SECONDS - 90},
  "exp": ${NOW_SECONDS + 300},
  "id": 9007199254740993,
  "roles": []
}`,
        times: [
          "iat: now (03:04:05 UTC)",
          "nbf: 2 minutes ago (03:02:35 UTC)",
          "exp: in 5 minutes (03:09:05 UTC)",
        ],
        expiry: "expires in 5 minutes",
      },
    });
  });

  it.each<[string, Values, string[]]>([
    ["a header without a prefix", { headerName: "X-Token", headerPrefix: "none" }, ["X-Token: …"]],
    ["a query parameter", { placement: "query", queryName: "my jwt" }, ["?my%20jwt=…"]],
    ["a cookie", { placement: "cookie", cookieName: "sid" }, ["Cookie: sid=…"]],
  ])("shows %s", async (_, values, place) => {
    expect((await preview({ ...hmac, ...values }, NOW)).token?.place).toEqual(place);
  });

  it("shows the placeholders whose values are not known until the request is sent", async () => {
    const values = {
      ...hmac,
      jwtId: "uuid",
      audience: "https://$request.host/",
      claims:
        '{ "a": "$request.method $uuid $random.hex16", "h": "$request.body.sha256", "q": "$request.qsh" }',
    };
    const { error, token } = await preview(values, NOW);
    expect(error).toBeUndefined();
    expect(JSON.parse(token?.claims ?? "")).toMatchObject({
      aud: "https://$request.host/",
      jti: "$uuid",
      a: "$request.method $uuid $random.hex16",
      h: "$request.body.sha256",
      q: "$request.qsh",
    });
  });

  it("shows the token of a preset even if its key and fields are missing", async () => {
    const { error, token } = await preview({ preset: "snowflake" }, NOW);
    expect(error).toMatch("Private Key: Required. Paste the PEM private key, or select a key file.");
    expect(JSON.parse(token?.claims ?? "").iss).toBe("$subject.SHA256:$key.sha256");
  });

  it("shows no token if the settings are invalid", async () => {
    expect(await preview({ ...hmac, claims: "{" }, NOW)).toEqual({
      key: { algorithm: "HS256", fieldsFor: "HS256", summary: "64 bytes", found: {} },
      isMissing: false,
      error: "Additional Claims: Invalid JSON at line 1, column 2: missing closing brace }.",
      errorField: "claims",
      warnings: [],
    });
  });
});

describe("a preview shows the same error as sending for", () => {
  it.each<[string, () => Values]>([
    ["an empty form", () => ({})],
    ["an unknown algorithm", () => ({ algorithm: "HS1", key: SECRET })],
    ["a preset with a missing field", () => ({ preset: "github-app", key: pem("rsa.pkcs1.pem") })],
    ["a preset with a missing key and a missing field", () => ({ preset: "coinbase-cdp" })],
    [
      "a certificate for another key",
      () => ({ algorithm: "ES256", key: pem("p256.pkcs8.pem"), certificate: pem("rsa.certificate.pem") }),
    ],
    [
      "an invalid key with an invalid certificate",
      () => ({ algorithm: "ES256", key: "x", certificate: "y" }),
    ],
    ["an unknown placeholder", () => ({ ...hmac, issuer: "$request.hosts" })],
    [
      "a placeholder for a required field that only the JSON sets",
      () => ({
        preset: "coinbase-cdp",
        ...filledIn["coinbase-cdp"]?.(),
        keyId: "",
        header: '{ "kid": "k" }',
      }),
    ],
    ["a grant without a URL or a key", () => ({ flow: "jwt-bearer" })],
    ["a grant with an invalid URL", () => ({ ...hmac, flow: "jwt-bearer", tokenUrl: "x" })],
    [
      "a grant with a parameter that the flow sets",
      () => ({
        ...hmac,
        flow: "jwt-bearer",
        tokenUrl: "https://x.example/",
        tokenParameters: '{ "assertion": 1 }',
      }),
    ],
    [
      "a client assertion without a client ID",
      () => ({ ...hmac, flow: "client-assertion", tokenUrl: "https://x/" }),
    ],
    ["a code without a user", () => ({ preset: "document360" })],
    ["a circular reference", () => ({ ...hmac, issuer: "$issuer" })],
    ["a missing key file", () => ({ keyFile: "/nowhere.pem" })],
  ])("%s", async (_, values) => {
    expect((await preview(values(), NOW)).error).toBe((await failure(values())).message);
  });
});

describe("a preview never shows", () => {
  it.each<[string, () => Values]>([
    ["a secret", () => ({ key: SECRET })],
    ["an invalid secret", () => ({ key: SECRET, keyEncoding: "hex" })],
    ["a private key", () => ({ algorithm: "RS256", key: pem("rsa.pkcs8.pem") })],
    ["a private key of the wrong type", () => ({ algorithm: "ES256", key: pem("rsa.pkcs8.pem") })],
    [
      "the secret part of a Ghost key",
      () => ({ preset: "ghost-admin", key: filledIn["ghost-admin"]?.().key }),
    ],
  ])("%s", async (_, values) => {
    const key = String(values().key);
    const secret = key.includes(":") ? (key.split(":")[1] ?? "") : key.replace(/-----.*-----|\s/g, "");
    const shown = JSON.stringify(await preview(values(), NOW));
    for (let i = 0; i + 8 <= secret.length; i++) expect(shown.includes(secret.slice(i, i + 8))).toBe(false);
  });
});

it.each<[string, Values, string]>([
  [
    "that this flow does not have",
    { claims: '{ "x": "$tokenUrl" }' },
    "$tokenUrl has no value because that field is empty",
  ],
  [
    "that is omitted",
    { flow: "jwt-bearer", clientId: "none", issuer: "$clientId", tokenUrl: "https://as.example.com/token" },
    "$clientId has no value because that field is empty",
  ],
  [
    "with several values",
    { audience: "a, b", claims: '{ "x": "$audience" }' },
    "$audience has no value because that field has several values. Enter the value here.",
  ],
])("shows that a placeholder refers to a field %s", async (_, values, problem) => {
  expect((await preview({ key: SECRET, ...values }, NOW)).error).toContain(`The placeholder ${problem}`);
});
