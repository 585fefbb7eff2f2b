import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { decodeJwt } from "jose";
import * as oauth from "oauth4webapi";
import Provider from "oidc-provider";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { jwk, pem, publicKeyOf } from "../support/keys";
import { type Listening, listen } from "../support/listen";
import { Runtime } from "../support/runtime";
import { jwt, Scene } from "../support/scene";

const RESOURCE = "urn:example:api";

/** An OpenID Certified provider that requires DPoP with a nonce of the client. Its access tokens are JWTs (RFC 9068). */
const startProvider = (issuer: string) =>
  new Provider(issuer, {
    clients: [
      {
        client_id: "bound",
        grant_types: ["client_credentials"],
        redirect_uris: [],
        response_types: [],
        scope: "read",
        dpop_bound_access_tokens: true,
        token_endpoint_auth_method: "private_key_jwt",
        token_endpoint_auth_signing_alg: "ES256",
        jwks: { keys: [publicKeyOf("p256.pkcs8.pem").export({ format: "jwk" }) as never] },
      },
    ],
    scopes: ["read"],
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope: "read",
          audience: RESOURCE,
          accessTokenFormat: "jwt",
          accessTokenTTL: 600,
          jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
    clientAuthMethods: ["private_key_jwt"],
    jwks: { keys: [jwk("rsa-other.pkcs8.pem") as never] },
    cookies: { keys: ["unused"] },
  });

describe("a certified provider that requires DPoP, and an API that oauth4webapi protects,", () => {
  let server: Listening;
  let scene: Scene;
  /** Token requests, by status. */
  const statuses: number[] = [];
  const accepted: string[] = [];
  const refused: string[] = [];
  const used = new Set<string>();
  let apiNonce: string | undefined;

  /** Validates the token and its proof (RFC 9068, RFC 9449), independently of this project and of the provider. */
  const judge = async ({ method, headers, url = "" }: IncomingMessage): Promise<void> => {
    const request = new Request(server.url + url, { method, headers: headers as Record<string, string> });
    const as = { issuer: server.url, jwks_uri: `${server.url}/jwks` };
    const claims = await oauth.validateJwtAccessToken(as, request, RESOURCE, {
      requireDPoP: true,
      [oauth.allowInsecureRequests]: true,
    });
    // What it does not check: the nonce, and that no proof is used twice.
    const { nonce, jti = "" } = decodeJwt(String(headers.dpop));
    if (used.has(jti)) throw new Error("this proof has been used");
    used.add(jti);
    if (apiNonce !== undefined && nonce !== apiNonce) throw new Error("use_dpop_nonce");
    accepted.push(`${method} ${url} ${claims.client_id}`);
  };

  beforeAll(async () => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    vi.spyOn(console, "info").mockImplementation(() => {});
    let provider: Provider | undefined;
    server = await listen(async (request, response) => {
      provider ??= startProvider(server.url);
      if (!request.url?.startsWith("/api")) {
        if (request.url === "/token") response.on("finish", () => statuses.push(response.statusCode));
        return provider.callback()(request, response);
      }
      try {
        await judge(request);
        response.writeHead(200).end();
      } catch (error) {
        refused.push((error as Error).message);
        response.writeHead(401, { "dpop-nonce": apiNonce ?? "", "www-authenticate": "DPoP" }).end();
      }
    });
    scene = await Scene.open({});
    const add = (path: string, values: object = {}, more: object = {}) =>
      scene.request(path, jwt({ ...settings(), ...values }), { url: server.url + path, ...more });
    await add("/api/get");
    await add("/api/post", {}, { method: "POST", url: `${server.url}/api/post?a=b#c` });
    await add("/api/off", { dpop: "off" });
    await scene.sendAll();
  });
  afterAll(async () => {
    await scene.close();
    await server.close();
    vi.restoreAllMocks();
  });

  const settings = () => ({
    flow: "client-assertion",
    // Its issuer, so that the token endpoint and the algorithms come from its metadata.
    tokenUrl: server.url,
    clientId: "bound",
    key: pem("p256.pkcs8.pem"),
    scope: "read",
    tokenParameters: JSON.stringify({ resource: RESOURCE }),
    dpop: "on",
  });

  it.each(["GET /api/get bound", "POST /api/post?a=b bound"])(
    "accepts the real client's token and proof: %s",
    (request) => {
      expect(accepted).toContain(request);
      expect(scene.failure(request.split(/[ ?]/)[1] ?? "")).toBeUndefined();
    },
  );

  it("gets one more token request for its nonce from each run of the client", () => {
    expect(refused).toEqual([]);
    expect([...statuses].sort()).toEqual([200, 200, 400, 400]);
  });

  it("rejects a token request without a proof, with an error that the user sees", () => {
    // It does not say why.
    expect(scene.failure("/api/off")).toContain(
      "Token URL: The server rejected the request: invalid_grant: grant request is invalid. Check the issuer",
    );
  });

  it("accepts the token with the API's own nonce, in Yaak's own plugin runtime", async () => {
    const runtime = await Runtime.start();
    apiNonce = "a-nonce-of-the-api";
    accepted.length = 0;
    const url = `${server.url}/api/nonce?page=2`;
    const send = async (nonce?: string) => {
      const responses = () => [
        { url, createdAt: "2026-01-02T03:04:05", headers: [{ name: "DPoP-Nonce", value: nonce }] },
      ];
      const script = { shown: { id: "rq", url }, ...(nonce ? { responses } : {}) };
      const { setHeaders, error } = await runtime.apply(settings(), { method: "GET", url }, script);
      expect(error).toBeUndefined();
      const headers = (setHeaders as { name: string; value: string }[]).map(
        ({ name, value }) => [name, value] as [string, string],
      );
      return fetch(url, { headers });
    };
    const first = await send();
    expect([first.status, refused.at(-1)]).toEqual([401, "use_dpop_nonce"]);
    expect((await send(first.headers.get("dpop-nonce") ?? "")).status).toBe(200);
    expect(accepted).toEqual(["GET /api/nonce?page=2 bound"]);
    await runtime.close();
  });
});
