import { expect, it } from "vitest";
import { remedyFor } from "../../../src/core/flows/remedies";

const CONSENT = /^Consent to your app/;
const APPROVAL = /^Pre-authorize the user's profile or permission set/;
const DPOP = /^Turn on DPoP, which the server requires/;
const CLOCK = /^Check this computer's clock, Expires In, and Issued At/;
const AUDIENCE = /^Check the audience, often the token URL \(\$tokenUrl\)/;
const KEY = /^Check that this key, or its public key or certificate, is registered there, and the Key ID$/;
const SCOPE = /^Check the scope$/;
const CLIENT = /^Check the client ID, and that this key or secret is registered for it$/;
const ISSUER = /^Check the issuer/;
const SUBJECT = /^Check the subject/;
const GRANT = /^Check the issuer, subject, audience, times, and key/;
const JWT_ID = /^Choose Random UUID as the JWT ID/;

it.each<[words: string, remedy: RegExp]>([
  // DocuSign
  ["consent_required", CONSENT],
  ["invalid_grant: no_valid_keys_or_signatures", KEY],
  ["invalid_grant: user_not_found", SUBJECT],
  ["invalid_grant: issuer_not_found", ISSUER],
  // Microsoft Entra
  ["interaction_required", CONSENT],
  ["invalid_grant: AADSTS65001: The user or administrator has not consented to use the application", CONSENT],
  ["invalid_client: AADSTS700027: The certificate used to sign the client assertion is not registered", KEY],
  ["invalid_client: AADSTS700024: Client assertion is not within its valid time range", CLOCK],
  ["invalid_request: AADSTS50027: JWT token is invalid or malformed", KEY],
  ["invalid_client: AADSTS7000222: The provided client secret keys are expired", /^Check the client secret/],
  [
    "unauthorized_client: AADSTS700016: Application was not found in the directory",
    /^Check the client ID, and the tenant/,
  ],
  ["invalid_request: AADSTS90002: Tenant 'x' not found", /^Check the tenant/],
  ["invalid_scope: AADSTS70011: The provided value for the input parameter 'scope' is not valid", SCOPE],
  // Salesforce
  ["invalid_grant: user hasn't approved this consumer", APPROVAL],
  ["invalid_app_access: user is not admin approved to access this app", APPROVAL],
  ["invalid_grant: audience is invalid", AUDIENCE],
  ["invalid_client_id: client identifier invalid", CLIENT],
  ["app_not_found: External client app is not installed in this org", CLIENT],
  ["invalid_grant: invalid assertion", GRANT],
  // Google
  [
    "invalid_grant: Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim",
    CLOCK,
  ],
  ["invalid_grant: Invalid JWT Signature", KEY],
  ["invalid_grant: Invalid grant: account not found", SUBJECT],
  ["invalid_grant: Invalid issuer: Not a service account", ISSUER],
  ["invalid_scope: Invalid OAuth scope or ID token audience provided", SCOPE],
  [
    "unauthorized_client: Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested",
    /^Allow the client ID and these scopes/,
  ],
  ["invalid_client: The OAuth client was not found", CLIENT],
  // Okta
  ["invalid_client: The client_assertion token has an expiration too far into the future", CLOCK],
  ["invalid_client: The client_assertion signature is invalid", KEY],
  ["invalid_client: The audience claim for client_assertion must be the endpoint invoked", AUDIENCE],
  ["invalid_dpop_proof: The DPoP proof JWT header is missing", DPOP],
  ["use_dpop_nonce: Authorization server requires nonce in DPoP proof", DPOP],
  // Keycloak
  ["invalid_client: Client authentication with signed JWT failed: Token is not active", CLOCK],
  ["invalid_client: Unable to load public key", KEY],
  ["unauthorized_client: Invalid client or Invalid client credentials", CLIENT],
  ["invalid_grant: Token reuse detected: jti was already used", JWT_ID],
  // Box
  ["invalid_grant: Please check the 'aud' claim", AUDIENCE],
  [
    "invalid_grant: Current date/time MUST be before the expiration date/time listed in the 'exp' claim",
    CLOCK,
  ],
  ["invalid_grant: Please check the 'iss' claim", ISSUER],
  ["unauthorized_client: This app is not authorized by the enterprise admin", /^Authorize your app/],
  // Adobe, GitHub, Apigee, Zoom, Yandex
  ["invalid_token: Could not match JWT signature to any of the bindings", KEY],
  ["'Expiration time' claim ('exp') is too far in the future", CLOCK],
  ["A JSON web token could not be decoded", KEY],
  ["invalid_grant: Token used too early", CLOCK],
  ["temporarily_unavailable", /^Try again later/],
  ["Invalid ApiKey for given resource: oauth.v2.InvalidApiKey", CLIENT],
  ["invalid_client: Invalid client_id or client_secret", CLIENT],
  ["UNAUTHENTICATED: JWT is not yet valid", CLOCK],
  ["The jwt's kid is unknown", KEY],
  ["rate_limit_exceeded", /^Wait before you send again/],
  ["The signing certificate has expired", /^Renew the key, certificate, or secret/],
  // What RFC 6749 says of everything that can be wrong
  [
    "invalid_grant: The provided authorization grant is invalid, expired, revoked, does not match the redirection URI, or was issued to another client",
    GRANT,
  ],
  [
    "invalid_client: Client authentication failed (e.g., unknown client, no client authentication included)",
    CLIENT,
  ],
  ["unauthorized_client", /^Allow this grant type/],
  ["unsupported_grant_type: The authorization grant type is not supported", /^Choose another flow/],
  ["invalid_target", /^Check resource or audience/],
])("there is a remedy for %s", (words, remedy) => {
  expect(remedyFor(words)).toMatch(remedy);
});

it.each(["denied", "invalid_request: Bad", "server_error", "constructor", ""])(
  "there is no remedy for %s",
  (words) => {
    expect(remedyFor(words)).toBeUndefined();
  },
);

it("a preset's remedy replaces the general one for its reason", () => {
  expect(remedyFor("consent_required", { consent: "Ask Robin" })).toBe("Ask Robin");
  expect(remedyFor("consent_required", {})).toMatch(CONSENT);
  expect(remedyFor("denied", { consent: "Ask Robin" })).toBeUndefined();
});
