import { createHash, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { request as sendRequest } from "node:http";
import { calculateJwkThumbprint, type JWK, type JWTPayload, SignJWT } from "jose";
import * as oauth from "oauth4webapi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyFor } from "../support/keys";
import { type Listening, listen } from "../support/listen";
import { type AuthorizationServer, startAuthorizationServer } from "./authorization-server";
import { checkProof, ProofError } from "./dpop-proof";

/* The server that judges the plugin's proofs is itself judged: by an independent client, and by proofs with one mistake each. */

const INSECURE = { [oauth.allowInsecureRequests]: true };

describe("the DPoP server, used by oauth4webapi,", () => {
  let server: AuthorizationServer;

  beforeAll(async () => {
    server = await startAuthorizationServer(() => {
      const grant = { type: "client-assertion", issuer: "client", algorithm: "HS256" } as const;
      const { verifyWith } = keyFor("HS256");
      const accept = { ...grant, verifyWith };
      return {
        "400": { ...accept, dpop: { challenge: 400, hasApiNonce: true } },
        "401": { ...accept, dpop: { challenge: 401 } },
        none: { ...accept, dpop: {} },
      };
    });
  });
  afterAll(() => server.close());

  it.each(["400", "401", "none"])("issues a bound token, and accepts it with a proof: %s", async (name) => {
    const as = { issuer: server.url, token_endpoint: server.tokenUrl(name) };
    const client: oauth.Client = { client_id: "client" };
    const key = keyFor("HS256").key;
    const proofs = oauth.DPoP(client, await oauth.generateKeyPair("ES256"));
    const ask = async () => {
      const authenticate = oauth.ClientSecretJwt(key, {
        [oauth.modifyAssertion]: (_, payload) => {
          payload.aud = as.token_endpoint;
        },
      });
      const response = await oauth.clientCredentialsGrantRequest(
        as,
        client,
        authenticate,
        {},
        {
          DPoP: proofs,
          ...INSECURE,
        },
      );
      return oauth.processClientCredentialsResponse(as, client, response);
    };
    const retry = (error: unknown) => {
      if (!oauth.isDPoPNonceError(error)) throw error;
    };
    const { access_token: token, token_type: type } = (await ask().catch(retry)) ?? (await ask());
    const url = new URL(`${server.url}/${name}/api?page=2`);
    const use = () =>
      oauth.protectedResourceRequest(token, "PUT", url, undefined, undefined, { DPoP: proofs, ...INSECURE });
    const response = (await use().catch(retry)) ?? (await use());
    expect([type, response.status]).toEqual(["dpop", 200]);
    expect((await fetch(url, { headers: { Authorization: `Bearer ${token}` } })).status).toBe(401);
  });
});

describe("the judge of proofs", () => {
  let server: Listening;
  let received: Promise<unknown>;
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = publicJwk(keys.publicKey);
  const seen = new Set(["used-up-0123456789"]);
  let jkt: string;

  beforeAll(async () => {
    jkt = await calculateJwkThumbprint(jwk);
    server = await listen((request, response) => {
      const token = { value: "token", jkt };
      received = checkProof(request, { url: `${server.url}/api`, nonce: "nonce", token, seen });
      received.catch(() => {}).finally(() => response.end());
    });
  });
  afterAll(() => server.close());

  const claims = (): JWTPayload => ({
    jti: randomUUID(),
    htm: "GET",
    htu: `${server.url}/api`,
    iat: now(),
    nonce: "nonce",
    ath: createHash("sha256").update("token").digest("base64url"),
  });
  const sign = (payload: JWTPayload, header: object = {}, key = keys.privateKey) =>
    new SignJWT(payload).setProtectedHeader({ typ: "dpop+jwt", alg: "ES256", jwk, ...header }).sign(key);
  /** Sends proofs, each in a header of its own. */
  const judge = (...proofs: string[]) =>
    new Promise<unknown>((done) => {
      const target = sendRequest(`${server.url}/api?page=2`, { headers: { DPoP: proofs } }, (response) => {
        response.resume().on("end", () => done(received));
      });
      target.end();
    });

  it("accepts a good proof", async () => {
    expect(await judge(await sign(claims()))).toMatchObject({ jkt });
  });

  const other = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const without = (name: string) => {
    const { [name]: _, ...others } = claims();
    return others;
  };

  it.each<[title: string, proofs: () => Promise<string>[], reason: string]>([
    ["no proof", () => [], "missing"],
    ["two proofs", () => [sign(claims()), sign(claims())], "several"],
    ["other text", () => [Promise.resolve("proof")], "Invalid Compact JWS"],
    ["a proof without jti", () => [sign(without("jti"))], 'missing required "jti"'],
    ["a proof without htm", () => [sign(without("htm"))], 'missing required "htm"'],
    ["a proof without htu", () => [sign(without("htu"))], 'missing required "htu"'],
    ["a proof without iat", () => [sign(without("iat"))], '"iat"'],
    ["another typ", () => [sign(claims(), { typ: "JWT" })], '"typ"'],
    ["a symmetric algorithm", () => [signWithSecret()], '"alg"'],
    ["a signature of another key", () => [sign(claims(), {}, other.privateKey)], "signature verification"],
    ["no key in the header", () => [sign(claims(), { jwk: undefined })], '"jwk"'],
    ["a private key in the header", () => [sign(claims(), { jwk: privateJwk() })], "must be a public key"],
    ["another method", () => [sign({ ...claims(), htm: "POST" })], "wrong htm"],
    ["a lowercase method", () => [sign({ ...claims(), htm: "get" })], "wrong htm"],
    ["a URL with its query", () => [sign({ ...claims(), htu: `${server.url}/api?page=2` })], "wrong htu"],
    ["another path", () => [sign({ ...claims(), htu: `${server.url}/` })], "wrong htu"],
    ["an old nonce", () => [sign({ ...claims(), nonce: "old" })], "an old nonce"],
    ["no nonce", () => [sign(without("nonce"))], "requires nonce"],
    ["an old proof", () => [sign({ ...claims(), iat: now() - 120 })], '"iat"'],
    ["a proof of the future", () => [sign({ ...claims(), iat: now() + 120 })], '"iat"'],
    ["no hash of the token", () => [sign(without("ath"))], "wrong ath"],
    ["the hash of another token", () => [sign({ ...claims(), ath: "x" })], "wrong ath"],
    ["a used ID", () => [sign({ ...claims(), jti: [...seen][0] })], "has been used"],
    ["a guessable ID", () => [sign({ ...claims(), jti: "1" })], "a short jti"],
    [
      "another key than that of the token",
      () => [sign(claims(), { jwk: publicJwk(other.publicKey) }, other.privateKey)],
      "bound to another key",
    ],
  ])("rejects %s", async (_, proofs, reason) => {
    const rejection = judge(...(await Promise.all(proofs())));
    await expect(rejection).rejects.toThrow(ProofError);
    await expect(rejection).rejects.toThrow(reason);
  });

  const signWithSecret = () =>
    new SignJWT(claims())
      .setProtectedHeader({ typ: "dpop+jwt", alg: "HS256", jwk })
      .sign(new TextEncoder().encode("a secret of at least thirty-two bytes"));
  const privateJwk = () => keys.privateKey.export({ format: "jwk" });
});

const now = () => Math.floor(Date.now() / 1000);

function publicJwk(key: KeyObject): JWK {
  return key.export({ format: "jwk" }) as JWK;
}
