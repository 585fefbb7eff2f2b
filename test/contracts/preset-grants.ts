import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { keyPath, publicKeyOf } from "../support/keys";
import type { Grant } from "./grants";
import { accepting, afterIssue, ahead, is, matches, type Rules, within } from "./rules";

/* Token endpoints of the presets' services, according to their documentation. */

/** Checks the rules for an assertion, and the other form parameters. */
const rules = (assertion: Rules, parameters: Record<string, string>): Grant["check"] => {
  const check = accepting(assertion);
  return (request, form) => {
    check(request);
    const { grant_type, assertion, client_assertion, client_assertion_type, ...others } =
      Object.fromEntries(form);
    if (JSON.stringify(others) !== JSON.stringify(parameters)) throw new Error("other form parameters");
  };
};

const rsa = () => ({ verifyWith: publicKeyOf("rsa.pkcs8.pem") });

/** help.salesforce.com: OAuth 2.0 JWT bearer flow */
const salesforce = (): Grant => ({
  type: "jwt-bearer",
  algorithm: "RS256",
  ...rsa(),
  issuer: "consumer-key",
  audience: "https://login.salesforce.com",
  check: rules(
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
  check: rules(
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

const CLOUD = "https://www.googleapis.com/auth/cloud-platform";

/** developers.google.com: OAuth 2.0 for server to server applications. It accepts an assertion without `sub`. */
const googleOauth = (tokenUrl: string): Grant => ({
  type: "jwt-bearer",
  algorithm: "RS256",
  ...rsa(),
  issuer: "robot@project.example",
  required: ["iss", "aud", "exp", "iat"],
  check: rules(
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

/** learn.microsoft.com: certificate credentials */
const entraCertificate = (tokenUrl: string): Grant => {
  const der = execFileSync("openssl", ["x509", "-in", keyPath("rsa.certificate.pem"), "-outform", "DER"]);
  const thumbprint = createHash("sha256").update(der).digest("base64url");
  return {
    type: "client-assertion",
    algorithm: "PS256",
    ...rsa(),
    issuer: "application",
    check: rules(
      {
        header: { "x5t#S256": is(thumbprint) },
        claims: {
          iss: is("application"),
          sub: is("application"),
          aud: is(tokenUrl),
          jti: matches(/^[0-9a-f-]{36}$/),
          nbf: within(60),
          iat: within(60),
          exp: ahead(600),
        },
      },
      { client_id: "application", scope: "https://graph.microsoft.com/.default" },
    ),
  };
};

/** By the preset's ID. */
export const presetGrants = (tokenUrl: (preset: string) => string): Record<string, Grant> => ({
  salesforce: salesforce(),
  docusign: docusign(),
  "google-oauth": googleOauth(tokenUrl("google-oauth")),
  "entra-certificate": entraCertificate(tokenUrl("entra-certificate")),
});
