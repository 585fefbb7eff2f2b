import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { presets } from "../../src/presets";
import { contracts } from "../contracts";
import { pem, SECRET } from "../support/keys";
import { filledIn } from "../support/preset-cases";
import { jwt, Scene } from "../support/scene";

type Values = Record<string, unknown>;

/** A request that the system has to let in: its path, what is filled in beside {@link filledIn}, the request itself. */
const LET_IN: [path: string, more?: () => Values, request?: object][] = [
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
  ["/coinbase-cdp/ecdsa", () => ({ algorithm: "ES256", key: pem("p256.sec1.pem") })],
  ["/datafor"],
  ["/datafor/header", () => ({ placement: "header" })],
  ["/datafor/cookie", () => ({ placement: "cookie" })],
  [
    "/datafor/mapping",
    () => ({ userNameClaim: "uid", emailClaim: "mail", queryName: "sso", expiresIn: "3600" }),
  ],
  ["/ghost-admin"],
  ["/github-app"],
  ["/google-service-account"],
  ["/kong"],
  ["/kong/query", () => ({ placement: "query" })],
  ["/kong/cookie", () => ({ placement: "cookie", cookieName: "session" })],
  ["/snowflake"],
  ["/zendesk"],
];

/** A request that it has to refuse, and why. */
const REFUSED: [path: string, title: string, more: () => Values, refusal: string][] = [
  [
    "/aisera",
    "wrong key",
    () => ({ key: pem("rsa-other.pkcs8.pem"), certificate: "none", header: "{}" }),
    "signature verification failed",
  ],
  [
    "/aisera",
    "wrong field mapping",
    () => ({ userPrincipalName: "none", claims: '{ "user": "robin@example.com" }' }),
    "no claim upn",
  ],
  ["/aisera", "unknown user", () => ({ userPrincipalName: "eve@example.com" }), "wrong claim upn"],
  ["/aisera", "expired", () => ({ expiresIn: "-5m" }), '"exp" claim timestamp check failed'],
  [
    "/aisera",
    "wrong algorithm",
    () => ({ algorithm: "PS256" }),
    '"alg" (Algorithm) Header Parameter value not allowed',
  ],
  ["/aisera", "wrong audience", () => ({ audience: "https://other.example.com" }), "wrong claim aud"],
  ["/aisera", "no thumbprint", () => ({ certificate: "none" }), "no header parameter x5t"],
  ["/datafor", "wrong secret", () => ({ key: `${SECRET}!` }), "signature verification failed"],
  ["/datafor", "wrong field mapping", () => ({ userNameClaim: "username" }), "no claim loginname"],
  ["/datafor", "expired", () => ({ expiresIn: "-1" }), '"exp" claim timestamp check failed'],
  [
    "/datafor",
    "wrong algorithm",
    () => ({ algorithm: "HS512" }),
    '"alg" (Algorithm) Header Parameter value not allowed',
  ],
  ["/datafor", "wrong token name", () => ({ queryName: "jwt" }), "no token"],
  ["/datafor", "longer lifetime than the page allows", () => ({ expiresIn: "2d" }), "wrong claim exp"],
  ["/apns", "a token that expires", () => ({ expiresIn: "1h" }), "unknown claim exp"],
  ["/app-store-connect", "21 minutes", () => ({ expiresIn: "21m" }), "wrong claim exp"],
  [
    "/atlassian-connect",
    "a hash of another request",
    () => ({ claims: '{ "qsh": "context-qsh" }' }),
    "wrong claim qsh",
  ],
  ["/coinbase-cdp", "another audience", () => ({ audience: "cdp_service" }), "wrong claim aud"],
  ["/ghost-admin", "the secret as text", () => ({ keyEncoding: "text" }), "signature verification failed"],
  ["/github-app", "11 minutes", () => ({ expiresIn: "11m" }), "wrong claim exp"],
  ["/google-service-account", "half an hour", () => ({ expiresIn: "30m" }), "wrong claim exp"],
  ["/kong", "another credential", () => ({ issuer: "other" }), "wrong claim iss"],
  ["/snowflake", "lower case", () => ({ subject: "myorg-myaccount.robin" }), "wrong claim iss"],
  ["/zendesk", "no token ID", () => ({ jwtId: "none", claims: '{ "jti": 1 }' }), "wrong claim jti"],
];

const refusedPath = (path: string, title: string) => `${path}/not/${title.replaceAll(" ", "-")}`;

describe("in the real client", () => {
  let scene: Scene;

  beforeAll(async () => {
    const systems = contracts();
    for (const [path, title] of REFUSED) {
      const system = systems[path];
      if (system) systems[refusedPath(path, title)] = system;
    }
    scene = await Scene.open(systems);
    const add = (path: string, target: string, more: () => Values = () => ({}), request: object = {}) => {
      const preset = path.split("/")[1] ?? "";
      return scene.request(target, jwt({ preset, ...filledIn[preset]?.(), ...more() }), request);
    };
    for (const [path, more, request] of LET_IN) await add(path, path, more, request);
    for (const [path, title, more] of REFUSED) await add(path, refusedPath(path, title), more);
    await scene.sendAll();
  });
  afterAll(() => scene.close());

  it("every preset is tried whose JWT is sent itself", () => {
    const tried = new Set(LET_IN.map(([path]) => path.split("/")[1]));
    const sent = [...presets.values()].filter(({ fields }) => !fields.flow).map(({ id }) => id);
    expect(tried).toEqual(new Set(sent));
  });

  it.each(LET_IN)("a token made by the preset for %s is what that system takes", (path) => {
    expect(scene.failure(path)).toBeUndefined();
    expect(scene.server.at(path).refused).toBeUndefined();
  });

  it.each(REFUSED)("%s refuses: %s", (path, title, _, refusal) => {
    expect(scene.failure(refusedPath(path, title))).toBeUndefined();
    expect(scene.server.at(refusedPath(path, title)).refused).toBe(refusal);
  });
});
