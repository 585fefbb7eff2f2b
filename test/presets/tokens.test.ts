import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { authenticate } from "../../src/core/authenticate";
import { isDrawn } from "../../src/core/form/drawn";
import { fieldOf } from "../../src/core/form/schema";
import type { Values } from "../../src/core/form/types";
import { type HttpRequest, headerOf } from "../../src/core/lib/http";
import { preview } from "../../src/core/preview";
import type { RequestInfo } from "../../src/core/token/request-values";
import { presets } from "../../src/presets";
import { BOX_CLIENT_SECRET, pem, publicKeyOf, SECRET } from "../support/keys";
import { CLIENT_SECRET, coinbaseKey, filledIn, GHOST_ID, GHOST_SECRET } from "../support/preset-cases";
import {
  assertionOf,
  clock,
  failure,
  NOW_SECONDS as NOW,
  request,
  sign,
  tokenServices,
  UUID,
} from "../support/sign";

const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const typ = "JWT";
const CLIENT_ASSERTION = {
  grant_type: "client_credentials",
  client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
};
const thumbprint = (hash: string) =>
  createHash(hash)
    .update(Buffer.from(pem("rsa.certificate.pem").replace(/-----.*-----/g, ""), "base64"))
    .digest("base64url");
const fingerprint = () =>
  createHash("sha256")
    .update(publicKeyOf("rsa.pkcs8.pem").export({ format: "der", type: "spki" }))
    .digest("base64");

/** A POST request, whose body is part of some tokens. */
const withBody: RequestInfo = { ...request, method: "POST", body: '{"ü":1}' };
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** For the values in {@link filledIn}: header and claims, the token request if there is one, and where the token is sent. */
const TOKENS: Record<
  string,
  () => {
    header: object | null;
    claims: object | null;
    asks?: [url: string, parameters: object];
    place: string;
    /** The request, unless it does not matter. */
    request?: RequestInfo;
  }
> = {
  aisera: () => ({
    header: { alg: "RS256", typ, x5t: thumbprint("sha1"), "x5t#S256": thumbprint("sha256") },
    claims: {
      iss: "https://idp.example.com",
      sub: "client",
      aud: "https://tenant.example.com",
      iat: NOW,
      exp: NOW + 300,
      upn: "robin@example.com",
    },
    place: "Authorization: Bearer …",
  }),
  apns: () => ({
    header: { alg: "ES256", typ, kid: "ABC123DEFG" },
    claims: { iss: "DEF123GHIJ", iat: NOW },
    place: "Authorization: bearer …",
  }),
  "app-store-connect": () => ({
    header: { alg: "ES256", typ, kid: "2X9R4HXF34" },
    claims: {
      iss: "57246542-96fe-1a63-e053-0824d011072a",
      aud: "appstoreconnect-v1",
      iat: NOW,
      exp: NOW + 900,
    },
    place: "Authorization: Bearer …",
  }),
  "atlassian-connect": () => ({
    header: { alg: "HS256", typ },
    claims: {
      iss: "com.example.app",
      iat: NOW,
      exp: NOW + 180,
      qsh: createHash("sha256").update("GET&/reports&page=2").digest("hex"),
    },
    place: "Authorization: JWT …",
  }),
  auth0: () => ({
    header: { alg: "RS256", typ },
    claims: {
      iss: "AaiyAPdpYdesoKnqjj8HJqRn4T5titww",
      sub: "AaiyAPdpYdesoKnqjj8HJqRn4T5titww",
      aud: "https://tenant.auth0.example/",
      iat: NOW,
      exp: NOW + 180,
      jti: UUID,
    },
    asks: [
      "https://tenant.auth0.example/oauth/token",
      {
        ...CLIENT_ASSERTION,
        client_id: "AaiyAPdpYdesoKnqjj8HJqRn4T5titww",
        audience: "https://api.example.com",
      },
    ],
    place: "Authorization: Bearer …",
  }),
  box: () => ({
    header: { alg: "RS256", typ, kid: "1a2b3c4d" },
    claims: {
      iss: "l0ikqkmgfsp8bcnc2lmvtvq15g4dbnxy",
      sub: "801300",
      aud: "https://api.box.com/oauth2/token",
      exp: NOW + 45,
      jti: UUID,
      box_sub_type: "enterprise",
    },
    asks: [
      "https://api.box.com/oauth2/token",
      {
        grant_type: JWT_BEARER,
        client_id: "l0ikqkmgfsp8bcnc2lmvtvq15g4dbnxy",
        client_secret: BOX_CLIENT_SECRET,
      },
    ],
    place: "Authorization: Bearer …",
  }),
  "coinbase-cdp": () => ({
    header: { alg: "EdDSA", typ, kid: "organizations/o/apiKeys/k", nonce: "ab".repeat(16) },
    claims: {
      iss: "cdp",
      sub: "organizations/o/apiKeys/k",
      iat: NOW,
      nbf: NOW,
      exp: NOW + 120,
      uris: ["GET api.example.com/reports"],
    },
    place: "Authorization: Bearer …",
  }),
  datafor: () => ({
    header: { alg: "HS256", typ },
    claims: {
      iat: NOW,
      exp: NOW + 86400,
      loginname: "robin",
      name: "Robin Example",
      email: "robin@example.org",
    },
    place: "?token=…",
  }),
  document360: () => ({
    header: null,
    claims: null,
    asks: [
      "https://identity.example.com/code",
      {
        username: "Robin Example",
        emailId: "robin@example.org",
        tokenValidity: 15,
        basic: `project:${CLIENT_SECRET}`,
      },
    ],
    place: "?code=…",
  }),
  docusign: () => ({
    header: { alg: "RS256", typ },
    claims: {
      iss: "integration-key",
      sub: "user-guid",
      aud: "account-d.docusign.com",
      iat: NOW,
      exp: NOW + 300,
      scope: "signature impersonation",
    },
    asks: [
      "https://account-d.docusign.com/oauth/token",
      { grant_type: JWT_BEARER, scope: "signature impersonation" },
    ],
    place: "Authorization: Bearer …",
  }),
  "enable-banking": () => ({
    header: { alg: "RS256", typ, kid: "cf589be3-3755-465b-a8df-a90a16a31403" },
    claims: { iss: "enablebanking.com", aud: "api.enablebanking.com", iat: NOW, exp: NOW + 3600 },
    place: "Authorization: Bearer …",
  }),
  "ethereum-engine": () => ({
    header: { alg: "HS256", typ },
    claims: { iat: NOW },
    place: "Authorization: Bearer …",
  }),
  fireblocks: () => ({
    header: { alg: "RS256", typ },
    claims: {
      sub: "8c1e2f5a-0b7d-4e9c-a3f6-1d2b3c4e5f60",
      iat: NOW,
      exp: NOW + 25,
      uri: "/reports?page=2",
      nonce: UUID,
      bodyHash: sha256('{"ü":1}'),
    },
    place: "Authorization: Bearer …, X-API-Key: 8c1e2f5a-0b7d-4e9c-a3f6-1d2b3c4e5f60",
    request: withBody,
  }),
  "entra-certificate": () => ({
    header: { alg: "PS256", typ, "x5t#S256": thumbprint("sha256") },
    claims: {
      iss: "application",
      sub: "application",
      aud: "https://login.example.com/tenant/oauth2/v2.0/token",
      iat: NOW,
      nbf: NOW,
      exp: NOW + 300,
      jti: UUID,
    },
    asks: [
      "https://login.example.com/tenant/oauth2/v2.0/token",
      {
        ...CLIENT_ASSERTION,
        client_id: "application",
        scope: "https://graph.microsoft.com/.default",
      },
    ],
    place: "Authorization: Bearer …",
  }),
  "ghost-admin": () => ({
    header: { alg: "HS256", typ, kid: GHOST_ID },
    claims: { aud: "/admin/", iat: NOW, exp: NOW + 300 },
    place: "Authorization: Ghost …",
  }),
  "github-app": () => ({
    header: { alg: "RS256", typ },
    claims: { iss: "Iv1.0123456789abcdef", iat: NOW - 60, exp: NOW + 540 },
    place: "Authorization: Bearer …",
  }),
  "github-installation": () => ({
    header: { alg: "RS256", typ },
    claims: { iss: "Iv1.0123456789abcdef", iat: NOW - 60, exp: NOW + 540 },
    asks: [
      "https://api.github.com/app/installations/12345678/access_tokens",
      { repositories: ["docs"], permissions: { contents: "read" } },
    ],
    place: "Authorization: Bearer …",
  }),
  "google-id-token": () => ({
    header: { alg: "RS256", typ, kid: "service-account-key" },
    claims: {
      iss: "robot@project.example",
      aud: "https://oauth2.example.com/token",
      iat: NOW,
      exp: NOW + 3600,
      target_audience: "https://api.example.com",
    },
    asks: ["https://oauth2.example.com/token", { grant_type: JWT_BEARER }],
    place: "Authorization: Bearer …",
  }),
  "google-service-account": () => ({
    header: { alg: "RS256", typ, kid: "service-account-key" },
    claims: {
      iss: "robot@project.example",
      sub: "robot@project.example",
      aud: "https://api.example.com/",
      iat: NOW,
      exp: NOW + 3600,
    },
    place: "Authorization: Bearer …",
  }),
  "google-oauth": () => ({
    header: { alg: "RS256", typ, kid: "service-account-key" },
    claims: {
      iss: "robot@project.example",
      aud: "https://oauth2.example.com/token",
      iat: NOW,
      exp: NOW + 3600,
      scope: "https://www.googleapis.com/auth/cloud-platform",
    },
    asks: [
      "https://oauth2.example.com/token",
      { grant_type: JWT_BEARER, scope: "https://www.googleapis.com/auth/cloud-platform" },
    ],
    place: "Authorization: Bearer …",
  }),
  kong: () => ({
    header: { alg: "HS256", typ },
    claims: { iss: "a36c3049b36249a3c9f8891cb127243c", iat: NOW, exp: NOW + 300 },
    place: "Authorization: Bearer …",
  }),
  livekit: () => ({
    header: { alg: "HS256", typ },
    claims: { iss: "APIabcdefgh1234", nbf: NOW, exp: NOW + 21_600, video: { roomList: true } },
    place: "Authorization: Bearer …",
  }),
  netsuite: () => ({
    header: { alg: "ES256", typ, kid: "certificate-id" },
    claims: {
      iss: "client",
      aud: "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token",
      iat: NOW,
      exp: NOW + 300,
      scope: "restlets,rest_webservices",
    },
    asks: [
      "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token",
      CLIENT_ASSERTION,
    ],
    place: "Authorization: Bearer …",
  }),
  "oidc-client": () => ({
    header: { alg: "EdDSA", typ },
    claims: {
      iss: "client",
      sub: "client",
      aud: "https://login.example.com/token",
      iat: NOW,
      exp: NOW + 300,
      jti: UUID,
    },
    asks: ["https://login.example.com/token", { ...CLIENT_ASSERTION, client_id: "client" }],
    place: "Authorization: Bearer …",
  }),
  okta: () => ({
    header: { alg: "RS256", typ, kid: "kid-in-okta" },
    claims: {
      iss: "0oar95zt9zIpYuz6A0h7",
      sub: "0oar95zt9zIpYuz6A0h7",
      aud: "https://org.okta.example.com/oauth2/v1/token",
      iat: NOW,
      exp: NOW + 300,
      jti: UUID,
    },
    asks: [
      "https://org.okta.example.com/oauth2/v1/token",
      { ...CLIENT_ASSERTION, scope: "okta.users.read okta.groups.read" },
    ],
    place: "Authorization: Bearer …",
  }),
  salesforce: () => ({
    header: { alg: "RS256", typ },
    claims: {
      iss: "consumer-key",
      sub: "robin@example.com",
      aud: "https://login.salesforce.com",
      iat: NOW,
      exp: NOW + 180,
    },
    asks: ["https://login.salesforce.com/services/oauth2/token", { grant_type: JWT_BEARER }],
    place: "Authorization: Bearer …",
  }),
  servicenow: () => ({
    header: { alg: "RS256", typ },
    claims: {
      iss: "be3aeb583ace2100",
      sub: "robin@example.com",
      aud: "https://instance.service-now.com/oauth_token.do",
      iat: NOW,
      exp: NOW + 300,
      jti: UUID,
    },
    asks: [
      "https://instance.service-now.com/oauth_token.do",
      { grant_type: JWT_BEARER, client_id: "be3aeb583ace2100", client_secret: CLIENT_SECRET },
    ],
    place: "Authorization: Bearer …",
  }),
  "smart-backend": () => ({
    header: { alg: "ES384", typ, kid: "my-key-1" },
    claims: {
      iss: "my-app",
      sub: "my-app",
      aud: "https://fhir.example.com/oauth2/token",
      iat: NOW,
      exp: NOW + 300,
      jti: UUID,
    },
    asks: [
      "https://fhir.example.com/oauth2/token",
      { ...CLIENT_ASSERTION, scope: "system/Patient.rs system/Observation.rs" },
    ],
    place: "Authorization: Bearer …",
  }),
  snowflake: () => ({
    header: { alg: "RS256", typ },
    claims: {
      iss: `MYORG-MYACCOUNT.ROBIN.SHA256:${fingerprint()}`,
      sub: "MYORG-MYACCOUNT.ROBIN",
      iat: NOW,
      exp: NOW + 3600,
    },
    place: "Authorization: Bearer …, X-Snowflake-Authorization-Token-Type: KEYPAIR_JWT",
  }),
  supabase: () => ({
    header: { alg: "HS256", typ },
    claims: {
      sub: "123e4567-e89b-12d3-a456-426614174000",
      aud: "authenticated",
      iat: NOW,
      exp: NOW + 300,
      role: "authenticated",
    },
    place: "Authorization: Bearer …",
  }),
  vonage: () => ({
    header: { alg: "RS256", typ },
    claims: {
      iat: NOW,
      exp: NOW + 900,
      jti: UUID,
      application_id: "78d335fa-323d-4114-9c3d-d6f0d48968cf",
    },
    place: "Authorization: Bearer …",
  }),
  weatherkit: () => ({
    header: { alg: "ES256", typ, kid: "ABC123DEFG", id: "DEF123GHIJ.com.example.weatherkit-client" },
    claims: { iss: "DEF123GHIJ", sub: "com.example.weatherkit-client", iat: NOW, exp: NOW + 300 },
    place: "Authorization: Bearer …",
  }),
  vault: () => ({
    header: { alg: "ES256", typ },
    claims: {
      iss: "https://ci.example.com",
      sub: "robin",
      aud: "https://vault.example.com",
      iat: NOW,
      exp: NOW + 300,
    },
    asks: ["https://vault.example.com:8200/v1/auth/jwt/login", { role: "demo" }],
    place: "X-Vault-Token: …",
  }),
  zendesk: () => ({
    header: { alg: "HS256", typ },
    claims: { iat: NOW, jti: UUID, name: "Robin Example", email: "robin@example.org" },
    place: "?jwt=…",
  }),
};

/** The parameters and credentials of a token request, without the JWT. */
function withoutAssertion({ body = "", headers }: HttpRequest): object {
  const [, basic] = /^Basic (.+)$/.exec(headerOf(headers, "Authorization") ?? "") ?? [];
  const secret = basic === undefined ? {} : { basic: Buffer.from(basic, "base64").toString() };
  if (body.startsWith("{")) {
    const { jwt, ...others } = JSON.parse(body);
    return { ...others, ...secret };
  }
  const { assertion, client_assertion, ...others } = Object.fromEntries(new URLSearchParams(body));
  return { ...others, ...secret };
}

describe.each([...presets.keys()])("the preset %s", (preset) => {
  const values = (): Values => ({ preset, ...filledIn[preset]?.() });

  it("creates the token that the service's documentation requires", async () => {
    const server = tokenServices();
    const { request: own = request, ...expected } = TOKENS[preset]?.() ?? {};
    const { kind, name, value, others } = await authenticate(values(), own, clock, server);
    const token = value.split(" ").at(-1) ?? "";
    const [asked] = server.asked;
    const [header = "null", claims = "null"] = (asked ? (assertionOf(asked) ?? "") : token)
      .split(".")
      .map((part) => Buffer.from(part, "base64url").toString() || "null");
    const placed = {
      query: `?${name}=…`,
      cookie: `Cookie: ${name}=…`,
      header: [{ name, value: value.replace(token, "…") }, ...others]
        .map((entry) => `${entry.name}: ${entry.value}`)
        .join(", "),
    };
    expect({
      header: JSON.parse(header),
      claims: JSON.parse(claims),
      asks: asked && [asked.url, withoutAssertion(asked)],
      place: placed[kind],
    }).toEqual({ asks: undefined, ...expected });
  });

  it("previews the same token and placement, without an error or an unexpected warning", async () => {
    const { header, claims, asks, place } = TOKENS[preset]?.() ?? {};
    const { error, warnings, token = { place: [], times: [] } } = await preview(values(), NOW * 1000);
    expect(error).toBeUndefined();
    // Zendesk and Datafor require a query parameter, but the warning still applies. Vault's note has that of its header.
    const expected = place?.startsWith("?") && claims ? [expect.stringContaining("in the URL")] : [];
    // Each run generates its own certificate, long after the frozen clock.
    const others = warnings.filter((warning) => !warning.startsWith("The certificate isn't valid yet"));
    expect(others).toEqual(expected);
    // Values that are not known before the request is sent are shown as placeholders.
    const qsh = (claims as { qsh?: string } | null)?.qsh ?? "";
    const filled = `[${token.header ?? null}, ${token.claims ?? null}]`
      .replaceAll("$request.pathWithQuery", "/reports?page=2")
      .replaceAll("$request.body.sha256", sha256('{"ü":1}'))
      .replaceAll("$request.method", "GET")
      .replaceAll("$request.host", "api.example.com")
      .replaceAll("$request.path", "/reports")
      .replaceAll("$request.qsh", qsh)
      .replaceAll("$random.hex16", clock.randomHex(16))
      .replaceAll("$uuid", UUID);
    expect(JSON.parse(filled)).toEqual([header, claims]);
    expect([token.place.join(", "), token.tokenRequest?.[0]]).toEqual([place, asks && `POST ${asks[0]}`]);
  });

  it("reports an empty required field with the preset's label", async () => {
    const required = Object.entries(presets.get(preset)?.fields ?? {}).filter(
      ([, field]) => field.required && !field.inKey,
    );
    for (const [name, { label }] of required) {
      const { message, field } = await failure({ ...values(), [name]: "" }, withBody);
      // A client secret requires an ID whatever the preset is.
      expect(message).toMatch(
        /: Required (?:by .+\. Enter a value, or none to send the token without it|with a client secret)\.$/,
      );
      if (label) expect(message.startsWith(`${label}: `)).toBe(true);
      expect(field).toBe(name);
    }
  });
});

describe("a preset is overridden by", () => {
  const github = () => ({ preset: "github-app", ...filledIn["github-app"]?.() });

  it.each<[string, Values, object]>([
    ["a field", { expiresIn: "5m", issuedAt: "now" }, { iat: NOW, exp: NOW + 300 }],
    ["the value none", { issuedAt: "none" }, { exp: NOW + 540 }],
    ["JSON", { claims: '{ "exp": 1 }' }, { iat: NOW - 60, exp: 1 }],
  ])("%s", async (_, more, claims) => {
    expect((await sign({ ...github(), ...more })).claims).toEqual({ iss: "Iv1.0123456789abcdef", ...claims });
  });

  it("JSON that sets a required field, which can then be empty", async () => {
    const values = { ...github(), issuer: "", claims: '{ "iss": "123" }' };
    expect((await sign(values)).claims.iss).toBe("123");
  });

  it("the value none in a required field, to test the server's response", async () => {
    expect((await sign({ ...github(), issuer: "none" })).claims).not.toHaveProperty("iss");
  });

  it("additional claims with the same name, while others are added", async () => {
    const values = { preset: "coinbase-cdp", ...filledIn["coinbase-cdp"]?.() };
    expect((await sign({ ...values, claims: '{ "a": 1 }' })).claims).toMatchObject({
      a: 1,
      uris: [expect.any(String)],
    });
    expect((await sign({ ...values, claims: '{ "uris": [] }' })).claims.uris).toEqual([]);
  });
});

describe("a preset's fields", () => {
  it("are not required if the algorithm hides them", async () => {
    const values = { preset: "aisera", ...filledIn.aisera?.(), certificate: "" };
    expect((await failure(values)).field).toBe("certificate");
    expect((await sign({ ...values, algorithm: "HS256", key: SECRET })).header).toEqual({
      alg: "HS256",
      typ,
    });
  });

  it("are found even if there is whitespace around the preset's ID", async () => {
    const values = { preset: " github-app\n", ...filledIn["github-app"]?.() };
    expect((await sign(values)).header).toEqual({ alg: "RS256", typ });
  });

  it("are ignored if another preset is selected", async () => {
    const values = { key: SECRET, userName: "robin", userNameClaim: "loginname", userPrincipalName: "x" };
    expect(Object.keys((await sign(values)).claims)).toEqual(["iat", "exp"]);
  });

  it("can use the claim names that the server expects", async () => {
    const values = {
      preset: "datafor",
      ...filledIn.datafor?.(),
      userNameClaim: "sub",
      emailClaim: "mail",
      fullNameClaim: "none",
    };
    expect((await sign(values)).claims).toEqual({
      iat: NOW,
      exp: NOW + 86400,
      sub: "robin",
      mail: "robin@example.org",
    });
  });

  it("do not overwrite each other's claims", async () => {
    const values = { preset: "datafor", ...filledIn.datafor?.(), emailClaim: "name" };
    expect((await failure(values)).message).toBe(
      'Email: The "name" claim is already set by another field. Use another name, or clear that field.',
    );
  });

  it("require a known preset, and the error lists the presets", async () => {
    expect((await failure({ preset: "unknown", key: SECRET })).message).toMatch(
      /^Preset: Unknown option\. Choose custom, aisera, app-store-connect, .+, or \d+ others\.$/,
    );
  });
});

describe("a header that the preset fills in", () => {
  const fireblocks = (more: Values): Values => ({
    preset: "fireblocks",
    ...filledIn.fireblocks?.(),
    ...more,
  });
  const othersOf = async (more: Values) =>
    (await authenticate(fireblocks(more), withBody, clock, tokenServices())).others;

  it("is omitted with its field", async () => {
    expect(await othersOf({ subject: "none" })).toEqual([]);
  });

  it.each<[string, Values, string]>([
    [
      "in other characters",
      { subject: "ключ" },
      "API Key: Contains a character that isn't allowed in the X-API-Key header. Use ASCII letters, digits, and punctuation.",
    ],
    [
      "only in the JSON",
      { subject: "", claims: '{ "sub": "a" }' },
      "API Key: Required for the X-API-Key header. Enter a value.",
    ],
  ])("fails for a value %s, and so does the preview", async (_, more, message) => {
    expect(await failure(fireblocks(more), withBody)).toEqual({ message, field: "subject" });
    expect((await preview(fireblocks(more), NOW * 1000)).error).toBe(message);
  });
});

describe("a field that the preset hides", () => {
  const vonage = (): Values => ({ preset: "vonage", ...filledIn.vonage?.() });

  it("is not drawn, and a value from another preset is ignored", async () => {
    const values = { ...vonage(), userNameClaim: "uid" };
    expect(isDrawn(fieldOf("userName"), values)).toBe(true);
    expect(isDrawn(fieldOf("userNameClaim"), values)).toBe(false);
    expect(isDrawn(fieldOf("userNameClaim"), { ...values, preset: "datafor" })).toBe(true);
    const { claims } = await sign(values);
    expect(claims).toHaveProperty("application_id");
    expect(claims).not.toHaveProperty("uid");
  });
});

describe("a service account", () => {
  const values = { preset: "google-service-account" };

  it("with only its key requires the values that the file would provide", async () => {
    const plain = { ...values, key: pem("rsa.pkcs8.pem") };
    expect((await failure(plain)).message).toMatch(
      "Key ID: Required by Google Service Account. Enter a value, or none to send the token without it.",
    );
    expect((await failure({ ...plain, keyId: "k" })).message).toBe(
      "Issuer: The placeholder $key.email has no value because the key isn't a Google service account file. Paste the whole file as the key, or enter the value here.",
    );
    const { claims } = await sign({ ...plain, keyId: "k", issuer: "a@b.example", audience: "https://x/" });
    expect(claims).toMatchObject({ iss: "a@b.example", sub: "a@b.example", aud: "https://x/" });
  });
});

describe("a Coinbase key file", () => {
  it.each<[string, () => Values, string]>([
    [
      "with a name and a PEM",
      () => ({
        algorithm: "ES256",
        key: JSON.stringify({ name: "organizations/o/apiKeys/n", privateKey: pem("p256.sec1.pem") }),
      }),
      "organizations/o/apiKeys/n",
    ],
    [
      "with an ID and base64",
      () => ({ key: JSON.stringify({ id: UUID, privateKey: coinbaseKey("ed25519.pkcs8.pem") }) }),
      UUID,
    ],
  ])("%s provides the key ID", async (_, values, keyId) => {
    const { header, claims } = await sign({ preset: "coinbase-cdp", ...values() });
    expect([header.kid, claims.sub]).toEqual([keyId, keyId]);
  });
});

describe("a Ghost key", () => {
  it.each([
    [
      "without its ID",
      GHOST_SECRET,
      "Key ID: Required by Ghost Admin API. Enter a value, or none to send the token without it.",
    ],
    [
      "whose secret is not hex",
      `${GHOST_ID}:not-hex`,
      "Admin API Key: Not valid hex (pairs of 0-9 and a-f). Paste the whole secret, or change Secret Encoding.",
    ],
    [
      "that is another pair in hex",
      `${"ab".repeat(16)}:${"cd".repeat(16)}`,
      "Admin API Key: Not an id:secret key in hex. Paste the whole key as it was issued.",
    ],
    [
      "that is the text of another file",
      "root:x:0:0:root:/root:/bin/sh",
      "Admin API Key: Not an id:secret key in hex. Paste the whole key as it was issued.",
    ],
    [
      "whose secret is missing",
      `${GHOST_ID}:`,
      "Admin API Key: Required. Paste the id:secret key, or select a key file.",
    ],
  ])("%s is rejected", async (_, key, message) => {
    expect((await failure({ preset: "ghost-admin", key })).message).toMatch(message);
  });

  it("is split into ID and secret only if the preset is selected", async () => {
    const key = `${GHOST_ID} : ${GHOST_SECRET} `;
    expect((await failure({ key, keyEncoding: "hex" })).message).toMatch(
      "Secret or Private Key: Not valid hex (pairs of 0-9 and a-f). Paste the whole secret, or change Secret Encoding.",
    );
    expect((await sign({ preset: "ghost-admin", key })).header.kid).toBe(GHOST_ID);
  });

  it("can have its ID in the Key ID field", async () => {
    const { header } = await sign({ preset: "ghost-admin", key: GHOST_SECRET, keyId: GHOST_ID });
    expect(header.kid).toBe(GHOST_ID);
  });
});
