import { createPrivateKey } from "node:crypto";
import { SignJWT } from "jose";
import { pem, publicKeyOf } from "../support/keys";
import { withForm } from "./form-rules";
import type { Grant } from "./grants";
import { afterIssue, is, within } from "./rules";

/* Google's token endpoint, according to its documentation. */

const CLOUD = "https://www.googleapis.com/auth/cloud-platform";

/** developers.google.com: OAuth 2.0 for server to server applications. It accepts an assertion without `sub`. */
export const googleOauth = (tokenUrl: string): Grant => ({
  type: "jwt-bearer",
  algorithm: "RS256",
  verifyWith: publicKeyOf("rsa.pkcs8.pem"),
  issuer: "robot@project.example",
  required: ["iss", "aud", "exp", "iat"],
  check: withForm(
    {
      header: { kid: is("service-account-key") },
      claims: {
        iss: is("robot@project.example"),
        scope: is(CLOUD),
        aud: is(tokenUrl),
        iat: within(60),
        exp: afterIssue(3600),
      },
    },
    { scope: CLOUD },
  ),
});

/**
 * cloud.google.com: programmatic authentication. With `target_audience` instead of `scope`, the only token is an ID token for
 * that audience.
 */
export const googleIdToken = (tokenUrl: string): Grant => ({
  type: "jwt-bearer",
  algorithm: "RS256",
  verifyWith: publicKeyOf("rsa.pkcs8.pem"),
  issuer: "robot@project.example",
  required: ["iss", "aud", "exp", "iat", "target_audience"],
  check: withForm(
    {
      header: { kid: is("service-account-key") },
      claims: {
        iss: is("robot@project.example"),
        target_audience: is(`https://${hostOf(tokenUrl)}`),
        aud: is(tokenUrl),
        iat: within(60),
        exp: afterIssue(3600),
      },
    },
    {},
  ),
  answer: async ({ target_audience: audience }) => ({
    access_token: undefined,
    token_type: undefined,
    expires_in: undefined,
    id_token: await new SignJWT({ email: "robot@project.example", email_verified: true })
      .setProtectedHeader({ alg: "RS256", kid: "google", typ: "JWT" })
      .setIssuer("https://accounts.google.com")
      .setAudience(String(audience))
      .setIssuedAt()
      .setExpirationTime("1h")
      .sign(createPrivateKey(pem("rsa-other.pkcs8.pem"))),
  }),
});

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : "");
