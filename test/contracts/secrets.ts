import { createSecretKey } from "node:crypto";
import { createQueryStringHash, fromMethodAndUrl } from "atlassian-jwt";
import { SECRET } from "../support/keys";
import { GHOST_ID, GHOST_SECRET } from "../support/preset-cases";
import type { Api } from "../support/token-server";
import { accepting, afterIssue, ahead, is, within } from "./rules";

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
export function zendesk(): Api {
  const used = new Set<unknown>();
  return {
    algorithm: "HS256",
    verifyWith: secret,
    in: { query: "jwt" },
    check: accepting({
      claims: {
        iat: within(180),
        jti: (value) => {
          const isNew = typeof value === "string" && !used.has(value);
          used.add(value);
          return isNew;
        },
        name: is("Robin Example"),
        email: is("robin@example.org"),
      },
    }),
  };
}
