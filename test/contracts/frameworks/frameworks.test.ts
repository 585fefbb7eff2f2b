import { createSecretKey, type KeyObject } from "node:crypto";
import jsonwebtoken, { type Algorithm, type JwtHeader } from "jsonwebtoken";
import { describe, expect, it } from "vitest";
import { keyFor, pem, publicKeyOf } from "../../support/keys";
import { AUDIENCE, ISSUER, SUBJECT } from "../parties";
import { frameworks } from ".";
import type { Framework, Setup } from "./framework";

/* Only the APIs themselves: that each is protected, and that each careless one accepts what its mistake lets in. */

interface Token {
  key?: string | KeyObject;
  header?: Partial<JwtHeader> & { jwk?: object };
  claims?: object;
}

/** A token for an API, signed by another library than the plugin. What is given replaces what the API expects. */
function sign(algorithm: string, { key = keyFor(algorithm).key, header, claims }: Token = {}): string {
  const full = { iss: ISSUER, aud: AUDIENCE, sub: SUBJECT, exp: inSeconds(60), ...claims };
  const alg = (header?.alg ?? algorithm) as Algorithm;
  return jsonwebtoken.sign(full, key, { algorithm: alg, header: { ...header, alg } });
}

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

const OTHER_RSA = "rsa-other.pkcs8.pem";
const otherKey = (algorithm: string) => (algorithm === "RS256" ? pem(OTHER_RSA) : "another secret".repeat(5));

/** Tokens with one flaw each, for an API with this algorithm. */
const FLAWS: Record<string, (algorithm: string) => Token> = {
  "another key": (algorithm) => ({ key: otherKey(algorithm) }),
  "no signature": () => ({ key: "", header: { alg: "none" } }),
  "a key in the header": () => ({
    key: pem(OTHER_RSA),
    header: { alg: "RS256", jwk: publicKeyOf(OTHER_RSA).export({ format: "jwk" }) },
  }),
  "the public key as the secret": () => ({
    key: createSecretKey(pem("rsa.public.pem"), "utf8"),
    header: { alg: "HS256" },
  }),
  expired: () => ({ claims: { exp: inSeconds(-60) } }),
  "another issuer": () => ({ claims: { iss: "https://other.example.com" } }),
  "another audience": () => ({ claims: { aud: "https://other.example.com" } }),
};

/** What the mistake of each careless API lets in. */
const LET_IN: Record<string, string[]> = {
  "express-jwt": ["a key in the header"],
  jose: ["the public key as the secret"],
  "@fastify/jwt": ["another issuer", "another audience"],
  "passport-jwt": ["expired"],
  "hono/jwt": Object.keys(FLAWS),
  PyJWT: ["another key", "no signature", "a key in the header", "the public key as the secret"],
};

/** Sends a request with each token to an API. Undefined sends none. Returns the statuses and bodies. */
async function send({ start }: Framework, setup: Setup, tokens: (string | undefined)[]) {
  const { url, close } = await start(setup);
  try {
    const ask = async (token: string | undefined) => {
      const response = await fetch(url, { headers: token ? { Authorization: `Bearer ${token}` } : {} });
      return { status: response.status, body: await response.text() };
    };
    return await Promise.all(tokens.map(ask));
  } finally {
    await close();
  }
}

describe.each(frameworks)("an API with $name", (framework) => {
  const { leftOut, name, settings } = framework;

  describe.skipIf(leftOut)(leftOut ?? "accepts a good token, and of the flawed ones only", () => {
    it.each<[Setup, string[]]>([
      ["documented", []],
      ["careless", LET_IN[name] ?? []],
    ])("%s: %j", async (setup, letIn) => {
      const { algorithm = "" } = settings(setup);
      const flawed = Object.values(FLAWS).map((flaw) => sign(algorithm, flaw(algorithm)));
      const [good, none, ...others] = await send(framework, setup, [sign(algorithm), undefined, ...flawed]);
      expect(good).toEqual({ status: 200, body: expect.stringContaining(SUBJECT) });
      expect(none?.status).toBe(401);
      // Some are rejected with an internal error: Fastify's plugin knows no status for an algorithm it doesn't accept.
      const accepted = Object.keys(FLAWS).filter((_, index) => others[index]?.status === 200);
      expect(accepted).toEqual(letIn);
    });
  });
});
