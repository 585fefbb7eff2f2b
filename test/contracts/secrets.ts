import { createSecretKey } from "node:crypto";
import { createQueryStringHash, fromMethodAndUrl } from "atlassian-jwt";
import { publicKeyOf, SECRET } from "../support/keys";
import { ENGINE_SECRET, GHOST_ID, GHOST_SECRET, SUPABASE_KID } from "../support/preset-cases";
import type { Api } from "../support/token-server";
import { accepting, afterIssue, ahead, is, isUuid, type Rule, unique, within } from "./rules";

/* Services that verify tokens with the shared secret. */

const secret = new TextEncoder().encode(SECRET);

/** docs.ghost.org/admin-api: token authentication */
export const ghostAdmin = (): Api => ({
  algorithm: "HS256",
  verifyWith: createSecretKey(GHOST_SECRET, "hex"),
  in: { header: "authorization", prefix: "Ghost" },
  check: accepting({
    header: { kid: is(GHOST_ID) },
    claims: { iat: within(60), exp: afterIssue(300), aud: is("/admin/") },
  }),
});

/** developer.atlassian.com: query string hash, computed by Atlassian's own library. */
export const atlassianConnect = (): Api => ({
  algorithm: "HS256",
  verifyWith: secret,
  in: { header: "authorization", prefix: "JWT" },
  check: accepting({
    claims: {
      iss: is("com.example.app"),
      iat: within(60),
      exp: ahead(180),
      qsh: (value, { method, url }) =>
        value === createQueryStringHash(fromMethodAndUrl(method as "get", url.pathname + url.search)),
    },
  }),
});

/** developer.konghq.com: JWT plugin. Where the token is sent depends on the plugin's settings. */
export const kong = (place: Api["in"]): Api => ({
  algorithm: "HS256",
  verifyWith: secret,
  in: place,
  check: accepting({
    claims: { iss: is("a36c3049b36249a3c9f8891cb127243c"), iat: within(60), exp: ahead(86_400) },
  }),
});

/** support.zendesk.com 4408881965722: anatomy of a JWT request */
export const zendesk = (): Api => ({
  algorithm: "HS256",
  verifyWith: secret,
  in: { query: "jwt" },
  check: accepting({
    claims: { iat: within(180), jti: unique(), name: is("Robin Example"), email: is("robin@example.org") },
  }),
});

/** github.com/livekit/node-sdks: AccessToken and TokenVerifier, for a call of the room service that lists rooms */
export const livekit = (): Api => ({
  algorithm: "HS256",
  verifyWith: secret,
  check: accepting({
    claims: {
      iss: is("APIabcdefgh1234"),
      nbf: within(60),
      exp: ahead(21_600),
      video: (grants) => (grants as { roomList?: unknown }).roomList === true,
    },
    optional: { sub: (identity) => typeof identity === "string" },
  }),
});

/** The legacy JWT secret of Supabase. */
export const supabaseSecret = (): Api => ({ algorithm: "HS256", verifyWith: secret, ...supabase() });

/** A signing key that was imported into Supabase, with the kid that it was imported with. */
export const supabaseKey = (): Api => ({
  algorithm: "ES256",
  verifyWith: publicKeyOf("p256.pkcs8.pem"),
  ...supabase({ kid: is(SUPABASE_KID) }),
});

/** supabase.com/docs: JWT signing keys (how to mint JWTs), and JWT claims reference */
function supabase(header: Record<string, Rule> = {}): Pick<Api, "check"> {
  const rules = accepting({
    header,
    claims: {
      exp: ahead(604_800),
      // The roles that the database has.
      role: (role) => ["anon", "authenticated", "service_role"].includes(String(role)),
    },
    optional: {
      sub: isUuid,
      iat: within(60),
      aud: (audience) => audience === "authenticated" || audience === "anon",
      iss: is("https://project.supabase.co/auth/v1"),
    },
  });
  return {
    check: (request) => {
      if (request.headers.apikey !== "sb_publishable_key") throw new Error("no API key");
      rules(request);
    },
  };
}

/** github.com/ethereum/execution-apis: Engine API, authentication. Claims that are not known are ignored. */
export const ethereumEngine = (): Api => ({
  algorithm: "HS256",
  verifyWith: createSecretKey(ENGINE_SECRET, "hex"),
  check: ({ claims: { iat } }) => {
    if (!Number.isInteger(iat)) throw new Error("no claim iat");
    if (Math.abs(Number(iat) - Date.now() / 1000) > 60) throw new Error("wrong claim iat");
  },
});
