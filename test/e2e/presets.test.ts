import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { presets } from "../../src/presets";
import { contracts } from "../contracts";
import { jwk, pem, SECRET } from "../support/keys";
import { filledIn, SUPABASE_KID } from "../support/preset-cases";
import { Runtime } from "../support/runtime";
import { sendInRuntime } from "../support/runtime-send";
import { jwt, Scene } from "../support/scene";
import { startTokenServer, type TokenServer } from "../support/token-server";

type Values = Record<string, unknown>;

type Header = { name: string; value: string };

const query = (name: string, value: string) => ({ urlParameters: [{ enabled: true, name, value }] });
/** Supabase's gateway requires one of the project's keys, too. */
const API_KEY: Header[] = [{ name: "apikey", value: "sb_publishable_key" }];
const WITH_API_KEY = { headers: API_KEY.map((each) => ({ enabled: true, ...each })) };

/** Requests that the service must accept: the path, settings in addition to {@link filledIn}, and the request itself. */
const ACCEPTED: [path: string, more?: () => Values, request?: object][] = [
  ["/aisera"],
  ["/apns"],
  ["/app-store-connect"],
  [
    "/atlassian-connect",
    undefined,
    {
      urlParameters: [
        { enabled: true, name: "jql", value: "project = 'A&B' ü" },
        { enabled: true, name: "expand", value: "b" },
        { enabled: true, name: "expand", value: "a" },
      ],
    },
  ],
  [
    "/coinbase-cdp",
    undefined,
    { method: "POST", urlParameters: [{ enabled: true, name: "limit", value: "1" }] },
  ],
  ["/coinbase-cdp/audience", () => ({ audience: '["cdp_service"]' })],
  ["/coinbase-cdp/ecdsa", () => ({ algorithm: "ES256", key: pem("p256.sec1.pem") })],
  ["/datafor"],
  ["/datafor/header", () => ({ placement: "header" })],
  ["/datafor/cookie", () => ({ placement: "cookie" })],
  [
    "/datafor/mapping",
    () => ({ userNameClaim: "uid", emailClaim: "mail", queryName: "sso", expiresIn: "3600" }),
  ],
  ["/enable-banking"],
  ["/ethereum-engine"],
  ["/fireblocks", undefined, query("limit", "1 ü")],
  ["/ghost-admin"],
  ["/github-app"],
  ["/google-service-account"],
  ["/kong"],
  ["/kong/query", () => ({ placement: "query" })],
  ["/kong/cookie", () => ({ placement: "cookie", cookieName: "session" })],
  ["/livekit"],
  ["/snowflake"],
  ["/supabase", undefined, WITH_API_KEY],
  [
    "/supabase/signing-key",
    () => ({ key: JSON.stringify(jwk("p256.pkcs8.pem", { kid: SUPABASE_KID })) }),
    WITH_API_KEY,
  ],
  ["/vonage"],
  ["/weatherkit"],
  ["/zendesk"],
];

/** Requests that the service must reject, and why. */
const REJECTED: [
  path: string,
  title: string,
  more: () => Values,
  reason: string,
  request?: { headers?: Header[]; query?: string },
][] = [
  [
    "/aisera",
    "a wrong key",
    () => ({ key: pem("rsa-other.pkcs8.pem"), certificate: "none", header: "{}" }),
    "signature verification failed",
  ],
  [
    "/aisera",
    "a wrong field mapping",
    () => ({ userPrincipalName: "none", claims: '{ "user": "robin@example.com" }' }),
    "no claim upn",
  ],
  ["/aisera", "an unknown user", () => ({ userPrincipalName: "eve@example.com" }), "wrong claim upn"],
  ["/aisera", "an expired token", () => ({ expiresIn: "-5m" }), '"exp" claim timestamp check failed'],
  [
    "/aisera",
    "a wrong algorithm",
    () => ({ algorithm: "PS256" }),
    '"alg" (Algorithm) Header Parameter value not allowed',
  ],
  ["/aisera", "a wrong audience", () => ({ audience: "https://other.example.com" }), "wrong claim aud"],
  ["/aisera", "a missing thumbprint", () => ({ certificate: "none" }), "no header parameter x5t"],
  ["/datafor", "a wrong secret", () => ({ key: `${SECRET}!` }), "signature verification failed"],
  ["/datafor", "a wrong field mapping", () => ({ userNameClaim: "username" }), "no claim loginname"],
  ["/datafor", "an expired token", () => ({ expiresIn: "-1" }), '"exp" claim timestamp check failed'],
  [
    "/datafor",
    "a wrong algorithm",
    () => ({ algorithm: "HS512" }),
    '"alg" (Algorithm) Header Parameter value not allowed',
  ],
  ["/datafor", "a wrong token name", () => ({ queryName: "jwt" }), "no token"],
  ["/datafor", "a lifetime longer than the page allows", () => ({ expiresIn: "2d" }), "wrong claim exp"],
  ["/apns", "a token that expires", () => ({ expiresIn: "1h" }), "unknown claim exp"],
  ["/app-store-connect", "a lifetime of 21 minutes", () => ({ expiresIn: "21m" }), "wrong claim exp"],
  [
    "/atlassian-connect",
    "a hash of another request",
    () => ({ claims: '{ "qsh": "context-qsh" }' }),
    "wrong claim qsh",
  ],
  ["/coinbase-cdp", "an audience as text", () => ({ audience: "cdp_service" }), "wrong claim aud"],
  ["/coinbase-cdp", "a lifetime of 3 minutes", () => ({ expiresIn: "3m" }), "wrong claim exp"],
  ["/ghost-admin", "the secret as text", () => ({ keyEncoding: "text" }), "signature verification failed"],
  ["/github-app", "a lifetime of 11 minutes", () => ({ expiresIn: "11m" }), "wrong claim exp"],
  ["/google-service-account", "a lifetime of 30 minutes", () => ({ expiresIn: "30m" }), "wrong claim exp"],
  ["/enable-banking", "an unknown application", () => ({ keyId: "other" }), "wrong header parameter kid"],
  ["/enable-banking", "a lifetime of 25 hours", () => ({ expiresIn: "25h" }), "wrong claim exp"],
  [
    "/ethereum-engine",
    "the secret as text",
    () => ({ keyEncoding: "text" }),
    "signature verification failed",
  ],
  ["/ethereum-engine", "a token from two minutes ago", () => ({ issuedAt: "now-2m" }), "wrong claim iat"],
  ["/fireblocks", "a lifetime of 30 seconds", () => ({ expiresIn: "30s" }), "wrong claim exp"],
  [
    "/fireblocks",
    "the path without its query",
    () => ({ claims: '{ "uri": "$request.path" }' }),
    "wrong claim uri",
    { query: "?limit=1" },
  ],
  [
    "/fireblocks",
    "a hash in base64",
    () => ({ claims: '{ "bodyHash": "$request.body.sha256.base64" }' }),
    "wrong claim bodyHash",
  ],
  [
    "/fireblocks",
    "another API key in the header",
    () => ({}),
    "wrong API key",
    { headers: [{ name: "X-API-Key", value: "other" }] },
  ],
  ["/livekit", "a token without the grant", () => ({ claims: '{ "video": {} }' }), "wrong claim video"],
  ["/livekit", "an unknown API key", () => ({ issuer: "APIother" }), "wrong claim iss"],
  ["/supabase", "a missing apikey header", () => ({}), "no API key"],
  [
    "/supabase",
    "an unknown role",
    () => ({ claims: '{ "role": "admin" }' }),
    "wrong claim role",
    { headers: API_KEY },
  ],
  [
    "/supabase/signing-key",
    "a key without its ID",
    () => ({ key: pem("p256.pkcs8.pem") }),
    "no header parameter kid",
    { headers: API_KEY },
  ],
  ["/vonage", "an unknown application", () => ({ userName: "other" }), "wrong claim application_id"],
  ["/vonage", "a lifetime of 25 hours", () => ({ expiresIn: "25h" }), "wrong claim exp"],
  [
    "/weatherkit",
    "another service in the header",
    () => ({ header: '{ "id": "$issuer.other" }' }),
    "wrong header parameter id",
  ],
  ["/weatherkit", "a token from the future", () => ({ issuedAt: "now+10m" }), "wrong claim iat"],
  ["/kong", "an unknown credential", () => ({ issuer: "other" }), "wrong claim iss"],
  ["/snowflake", "a lowercase subject", () => ({ subject: "myorg-myaccount.robin" }), "wrong claim iss"],
  [
    "/zendesk",
    "a token ID that is not a string",
    () => ({ jwtId: "none", claims: '{ "jti": 1 }' }),
    "wrong claim jti",
  ],
];

const valuesFor = (path: string, more: () => Values = () => ({})): Values => {
  const preset = path.split("/")[1] ?? "";
  return { preset, ...filledIn[preset]?.(), ...more() };
};

const rejectedPath = (path: string, title: string) => `${path}/not/${title.replaceAll(" ", "-")}`;

describe("in the real client", () => {
  let scene: Scene;

  beforeAll(async () => {
    const services = contracts();
    scene = await Scene.open(services);
    for (const [path, more, request = {}] of ACCEPTED)
      await scene.request(path, jwt(valuesFor(path, more)), request);
    await scene.sendAll();
  }, 180_000);
  afterAll(() => scene.close());

  it("every preset that sends the JWT itself is tested", () => {
    const tried = new Set(ACCEPTED.map(([path]) => path.split("/")[1]));
    const sent = [...presets.values()].filter(({ fields }) => !fields.flow).map(({ id }) => id);
    expect(tried).toEqual(new Set(sent));
  });

  it.each(ACCEPTED)("the preset's token is accepted by %s", (path) => {
    expect(scene.failure(path)).toBeUndefined();
    expect(scene.server.at(path).refused).toBeUndefined();
  });
});

describe("in Yaak's own plugin runtime", () => {
  let runtime: Runtime;
  let server: TokenServer;

  beforeAll(async () => {
    const services = contracts();
    const copies = REJECTED.map(([path, title]) => [rejectedPath(path, title), services[path]]);
    [runtime, server] = [await Runtime.start(), await startTokenServer(Object.fromEntries(copies))];
  });
  afterAll(async () => {
    await runtime.close();
    await server.close();
  });

  it.each(REJECTED)(
    "%s rejects %s",
    async (path, title, more, reason, { headers, query: search = "" } = {}) => {
      const target = rejectedPath(path, title);
      const url = server.url + target + search;
      expect(await sendInRuntime(runtime, valuesFor(path, more), url, headers)).toBeUndefined();
      expect(server.at(target).refused).toBe(reason);
    },
  );
});
