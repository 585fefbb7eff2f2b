import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { keyPath, publicKeyOf } from "../support/keys";
import { withForm } from "./form-rules";
import type { Grant } from "./grants";
import { accepting, afterIssue, ahead, is, matches, type Rule, within } from "./rules";

/* Token endpoints of the presets whose services authenticate clients with an assertion, according to their documentation. */

/** OpenID Connect Core section 9: `iss` and `sub` are the client, and `jti` is unique. */
const ofClient = (id: string, audience: Rule, maxSeconds: number): Record<string, Rule> => ({
  iss: is(id),
  sub: is(id),
  aud: audience,
  jti: matches(/^[0-9a-f-]{36}$/),
  iat: within(60),
  exp: ahead(maxSeconds),
});

const client = (issuer: string, algorithm: string, key: string): Omit<Grant, "check"> => ({
  type: "client-assertion",
  algorithm,
  verifyWith: publicKeyOf(key),
  issuer,
  required: ["iss", "sub", "aud", "exp", "jti"],
});

/** learn.microsoft.com: certificate credentials */
export function entraCertificate(tokenUrl: string): Grant {
  const der = execFileSync("openssl", ["x509", "-in", keyPath("rsa.certificate.pem"), "-outform", "DER"]);
  const thumbprint = createHash("sha256").update(der).digest("base64url");
  const claims = { ...ofClient("application", is(tokenUrl), 600), nbf: within(60) };
  return {
    ...client("application", "PS256", "rsa.pkcs8.pem"),
    check: withForm(
      { header: { "x5t#S256": is(thumbprint) }, claims },
      { client_id: "application", scope: "https://graph.microsoft.com/.default" },
    ),
  };
}

/** developer.okta.com: create and sign the JWT. The lifetime is at most an hour. */
export const okta = (tokenUrl: string): Grant => ({
  ...client("0oar95zt9zIpYuz6A0h7", "RS256", "rsa.pkcs8.pem"),
  check: withForm(
    {
      header: { kid: is("kid-in-okta") },
      claims: ofClient("0oar95zt9zIpYuz6A0h7", is(tokenUrl), 3600),
    },
    { scope: "okta.users.read okta.groups.read" },
  ),
  answer: { scope: "okta.users.read okta.groups.read" },
});

/** auth0.com/docs: authenticate with private key JWT. The audience is the tenant with a slash, and `audience` names the API. */
export const auth0 = (tokenUrl: string): Grant => ({
  ...client("AaiyAPdpYdesoKnqjj8HJqRn4T5titww", "RS256", "rsa.pkcs8.pem"),
  audience: `${originOf(tokenUrl)}/`,
  check: withForm(
    { claims: ofClient("AaiyAPdpYdesoKnqjj8HJqRn4T5titww", is(`${originOf(tokenUrl)}/`), 300) },
    { client_id: "AaiyAPdpYdesoKnqjj8HJqRn4T5titww", audience: "https://api.example.com" },
  ),
  answer: { expires_in: 86_400, scope: "read:reports" },
});

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : "");

/** OpenID Connect Core section 9. The audience is the token endpoint, or the issuer. */
export const oidcClient = (tokenUrl: string): Grant => ({
  ...client("client", "EdDSA", "ed25519.pkcs8.pem"),
  audience: [tokenUrl, tokenUrl.replace("/token", "")],
  check: (request, form) => {
    accepting({ claims: ofClient("client", (aud) => typeof aud === "string", 3600) })(request);
    if (form.get("client_id") !== "client") throw new Error("another client_id");
  },
});

/** hl7.org/fhir/smart-app-launch: client authentication, asymmetric, and backend services */
export const smartBackend = (tokenUrl: string): Grant => ({
  ...client("my-app", "ES384", "p384.pkcs8.pem"),
  check: (request, form) => {
    if (request.header.typ !== "JWT") throw new Error("wrong typ");
    const rules = { header: { kid: is("my-key-1") }, claims: ofClient("my-app", is(tokenUrl), 300) };
    withForm(rules, { scope: "system/Patient.rs system/Observation.rs" })?.(request, form);
  },
  answer: { token_type: "bearer", scope: "system/Patient.rs" },
});

/**
 * docs.oracle.com section_162790605110 and section_162755359851: the request token structure, and the POST request. `scope` is a
 * claim, there is no `sub` and no `jti`, and the form has nothing but the assertion.
 */
export const netsuite = (tokenUrl: string): Grant => ({
  ...client("client", "ES256", "p256.pkcs8.pem"),
  required: ["iss", "scope", "aud", "exp", "iat"],
  isWithoutSubject: true,
  check: withForm(
    {
      header: { kid: is("certificate-id") },
      claims: {
        iss: is("client"),
        scope: is("restlets,rest_webservices"),
        aud: is(tokenUrl),
        iat: within(60),
        exp: afterIssue(3599),
      },
    },
    {},
  ),
  answer: { token_type: "bearer", expires_in: "3600" },
});
