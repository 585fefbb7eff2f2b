import Provider from "oidc-provider";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { jwk, pem, publicKeyOf, SECRET } from "../support/keys";
import { type Listening, listen } from "../support/listen";
import { jwt, Scene } from "../support/scene";

const RESOURCE = "urn:example:api";

const client = { grant_types: ["client_credentials"], redirect_uris: [], response_types: [], scope: "read" };

/** An OpenID Certified provider that is not part of this project. */
const startProvider = (issuer: string) =>
  new Provider(issuer, {
    clients: [
      {
        ...client,
        client_id: "with-key",
        token_endpoint_auth_method: "private_key_jwt",
        token_endpoint_auth_signing_alg: "PS256",
        jwks: { keys: [publicKeyOf("rsa.pkcs8.pem").export({ format: "jwk" }) as never] },
      },
      {
        ...client,
        client_id: "with-secret",
        client_secret: SECRET,
        token_endpoint_auth_method: "client_secret_jwt",
      },
    ],
    scopes: ["read", "write"],
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({ scope: "read", accessTokenFormat: "opaque", accessTokenTTL: 600 }),
      },
    },
    clientAuthMethods: ["private_key_jwt", "client_secret_jwt"],
    jwks: { keys: [jwk("rsa-other.pkcs8.pem") as never] },
    cookies: { keys: ["unused"] },
  });

describe("a certified provider, used by the real client,", () => {
  let server: Listening;
  let scene: Scene;
  const accepted: string[] = [];
  const refused: string[] = [];

  beforeAll(async () => {
    // Hides the provider's warnings that its default store and functions are only for development.
    vi.spyOn(console, "warn").mockImplementation(() => {});
    vi.spyOn(console, "info").mockImplementation(() => {});
    let provider: Provider | undefined;
    server = await listen(async (request, response) => {
      provider ??= startProvider(server.url);
      if (!request.url?.startsWith("/api")) return provider.callback()(request, response);
      // The protected API, which requires a token with its audience and scope.
      const [, token = ""] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? [];
      const found = await provider.ClientCredentials.find(token);
      const isGood = found?.isValid && found.aud === RESOURCE && found.scopes.has("read");
      (isGood ? accepted : refused).push(`${request.url} ${found?.clientId}`);
      response.writeHead(isGood ? 200 : 401).end();
    });
    scene = await Scene.open({});
    const add = (path: string, values: object) => {
      const settings = {
        flow: "client-assertion",
        tokenUrl: `${server.url}/token`,
        scope: "read",
        tokenParameters: JSON.stringify({ resource: RESOURCE }),
      };
      return scene.request(path, jwt({ ...settings, ...values }), { url: server.url + path });
    };
    const withKey = { clientId: "with-key", algorithm: "PS256", key: pem("rsa.pkcs8.pem") };
    await add("/api/key", withKey);
    await add("/api/secret", { clientId: "with-secret", key: SECRET });
    await add("/api/issuer", { ...withKey, audience: server.url });
    await add("/api/discovered", { ...withKey, tokenUrl: `${server.url}/.well-known/openid-configuration` });
    await add("/api/discovered-by-issuer", { ...withKey, tokenUrl: server.url });
    await add("/api/another-key", { ...withKey, key: pem("rsa-other.pkcs8.pem") });
    await add("/api/another-algorithm", { ...withKey, algorithm: "RS256" });
    await add("/api/another-scope", { ...withKey, scope: "write" });
    await add("/api/another-resource", { ...withKey, tokenParameters: '{ "resource": "no URI" }' });
    await add("/api/no-token-id", { ...withKey, jwtId: "none" });
    await scene.sendAll();
  });
  afterAll(async () => {
    await scene.close();
    await server.close();
    vi.restoreAllMocks();
  });

  it.each([
    ["private_key_jwt", "/api/key with-key"],
    ["client_secret_jwt", "/api/secret with-secret"],
    ["private_key_jwt with the issuer as the audience", "/api/issuer with-key"],
    ["private_key_jwt at the endpoint in its metadata", "/api/discovered with-key"],
    ["private_key_jwt at the endpoint of its issuer", "/api/discovered-by-issuer with-key"],
  ])("issues a token for %s and accepts it", (_, request) => {
    expect(scene.failure(request.split(" ")[0] ?? "")).toBeUndefined();
    expect(accepted).toContain(request);
  });

  it.each([
    ["another-key", "invalid_client: client authentication failed"],
    ["another-algorithm", "invalid_client: client authentication failed"],
    ["another-scope", "invalid_scope: "],
    ["another-resource", "invalid_target: "],
    ["no-token-id", "invalid_client: client authentication failed"],
  ])("rejects %s with an error that the user sees", (path, words) => {
    expect(scene.failure(`/api/${path}`)).toContain(`Token URL: The server rejected the request: ${words}`);
  });

  it("receives only tokens that it issued", () => {
    expect(refused).toEqual([]);
    expect(accepted).toHaveLength(5);
  });
});
