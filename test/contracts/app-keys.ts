import { createHash } from "node:crypto";
import { publicKeyOf } from "../support/keys";
import type { Api } from "../support/token-server";
import { accepting, afterIssue, ahead, is, isUuid, unique, within } from "./rules";

/* Services that verify tokens with the public key of an app that is registered with them. */

/** developers.fireblocks.com: JWT structure */
export function fireblocks(): Api {
  const rules = accepting({
    claims: {
      uri: (value, { url }) => value === url.pathname + url.search,
      nonce: unique(),
      iat: within(60),
      // Less than 30 seconds.
      exp: afterIssue(29),
      sub: isUuid,
      bodyHash: (value, { body = "" }) => value === createHash("sha256").update(body).digest("hex"),
    },
  });
  return {
    algorithm: "RS256",
    verifyWith: publicKeyOf("rsa.pkcs8.pem"),
    check: (request) => {
      rules(request);
      if (request.headers["x-api-key"] !== request.claims.sub) throw new Error("wrong API key");
    },
  };
}

/** github.com/Vonage/vonage-node-sdk: JWT, and api.support.vonage.com: How long is my JSON Web Token valid for? */
export const vonage = (): Api => ({
  algorithm: "RS256",
  verifyWith: publicKeyOf("rsa.pkcs8.pem"),
  check: accepting({
    claims: {
      application_id: is("78d335fa-323d-4114-9c3d-d6f0d48968cf"),
      iat: within(60),
      exp: afterIssue(86_400),
      jti: unique(),
    },
    optional: {
      sub: (user) => typeof user === "string",
      acl: (acl) => typeof (acl as { paths?: unknown }).paths === "object",
    },
  }),
});

/** developer.apple.com: Request authentication for WeatherKit REST API */
export const weatherkit = (): Api => ({
  algorithm: "ES256",
  verifyWith: publicKeyOf("p256.pkcs8.pem"),
  check: accepting({
    header: { kid: is("ABC123DEFG"), id: is("DEF123GHIJ.com.example.weatherkit-client") },
    claims: {
      iss: is("DEF123GHIJ"),
      sub: is("com.example.weatherkit-client"),
      iat: within(60),
      exp: ahead(86_400),
    },
  }),
});

/** enablebanking.com/docs/api: quick start */
export const enableBanking = (): Api => ({
  algorithm: "RS256",
  verifyWith: publicKeyOf("rsa.pkcs8.pem"),
  check: accepting({
    header: { kid: is("cf589be3-3755-465b-a8df-a90a16a31403") },
    claims: {
      iss: is("enablebanking.com"),
      aud: is("api.enablebanking.com"),
      iat: within(60),
      exp: afterIssue(86_400),
    },
  }),
});
