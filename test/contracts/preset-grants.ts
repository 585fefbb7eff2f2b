import { boxConfig, publicKeyOf } from "../support/keys";
import { CLIENT_SECRET } from "../support/preset-cases";
import { withForm } from "./form-rules";
import { googleIdToken, googleOauth } from "./google-grants";
import type { Grant } from "./grants";
import { auth0, entraCertificate, netsuite, oidcClient, okta, smartBackend } from "./preset-assertions";
import { ahead, is, matches, within } from "./rules";

/* Token endpoints of the presets whose services have the JWT bearer grant, according to their documentation. */

const rsa = () => ({ verifyWith: publicKeyOf("rsa.pkcs8.pem") });

/** help.salesforce.com: OAuth 2.0 JWT bearer flow */
const salesforce = (): Grant => ({
  type: "jwt-bearer",
  algorithm: "RS256",
  ...rsa(),
  issuer: "consumer-key",
  audience: "https://login.salesforce.com",
  check: withForm(
    {
      claims: {
        iss: is("consumer-key"),
        sub: is("robin@example.com"),
        aud: is("https://login.salesforce.com"),
        iat: within(60),
        exp: ahead(180),
      },
    },
    {},
  ),
});

/** developers.docusign.com: JWT grant */
const docusign = (): Grant => ({
  type: "jwt-bearer",
  algorithm: "RS256",
  ...rsa(),
  issuer: "integration-key",
  audience: "account-d.docusign.com",
  check: withForm(
    {
      claims: {
        iss: is("integration-key"),
        sub: is("user-guid"),
        aud: is("account-d.docusign.com"),
        iat: within(60),
        exp: ahead(3600),
        scope: is("signature impersonation"),
      },
    },
    { scope: "signature impersonation" },
  ),
});

/**
 * developer.box.com: JWT without SDKs. The JWT is valid for at most a minute, its ID has at least 16 characters, and client ID and
 * secret are form parameters.
 */
const box = (tokenUrl: string): Grant => {
  const { clientID: id, clientSecret: secret, appAuth } = boxConfig().boxAppSettings;
  return {
    type: "jwt-bearer",
    algorithm: "RS256",
    ...rsa(),
    issuer: id,
    required: ["iss", "sub", "box_sub_type", "aud", "jti", "exp"],
    client: { id, secret, in: "body" },
    check: withForm(
      {
        header: { kid: is(appAuth.publicKeyID) },
        claims: {
          iss: is(id),
          sub: is(boxConfig().enterpriseID),
          box_sub_type: is("enterprise"),
          aud: is(tokenUrl),
          jti: matches(/^.{16,128}$/),
          exp: ahead(60),
        },
      },
      { client_id: id, client_secret: secret },
    ),
    answer: { token_type: "bearer", expires_in: 4169, restricted_to: [] },
  };
};

/**
 * servicenow.com: JWT bearer grant. The client ID is the issuer, the token endpoint is the audience, `jti` is verified, and client ID
 * and secret are form parameters, as for the other grants of the endpoint.
 */
const servicenow = (tokenUrl: string): Grant => ({
  type: "jwt-bearer",
  algorithm: "RS256",
  ...rsa(),
  issuer: "be3aeb583ace2100",
  required: ["iss", "sub", "aud", "exp", "iat", "jti"],
  client: { id: "be3aeb583ace2100", secret: CLIENT_SECRET, in: "body" },
  check: withForm(
    {
      claims: {
        iss: is("be3aeb583ace2100"),
        sub: is("robin@example.com"),
        aud: is(tokenUrl),
        jti: matches(/^[0-9a-f-]{36}$/),
        iat: within(60),
        exp: ahead(3600),
      },
    },
    { client_id: "be3aeb583ace2100", client_secret: CLIENT_SECRET },
  ),
  answer: { scope: "useraccount", refresh_token: "a refresh token", expires_in: 1799 },
});

/** By the preset's ID. */
export const presetGrants = (tokenUrl: (preset: string) => string): Record<string, Grant> => ({
  salesforce: salesforce(),
  docusign: docusign(),
  servicenow: servicenow(tokenUrl("servicenow")),
  box: box(tokenUrl("box")),
  "google-oauth": googleOauth(tokenUrl("google-oauth")),
  "google-id-token": googleIdToken(tokenUrl("google-id-token")),
  "entra-certificate": entraCertificate(tokenUrl("entra-certificate")),
  okta: okta(tokenUrl("okta")),
  auth0: auth0(tokenUrl("auth0")),
  "oidc-client": oidcClient(tokenUrl("oidc-client")),
  "smart-backend": smartBackend(tokenUrl("smart-backend")),
  netsuite: netsuite(tokenUrl("netsuite")),
});
