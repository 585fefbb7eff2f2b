import { createPrivateKey } from "node:crypto";
import { boxConfig, keyPath, pem, SECRET, serviceAccount } from "./keys";

/** The 64 bytes of an Ed25519 key in base64, as Coinbase issues it. */
export function coinbaseKey(name: string): string {
  const { d = "", x = "" } = createPrivateKey(pem(name)).export({ format: "jwk" });
  return Buffer.concat([d, x].map((half) => Buffer.from(half, "base64url"))).toString("base64");
}

export const GHOST_ID = "5f1b2c3d4e5f6a7b8c9d0e1f";
export const GHOST_SECRET = "0123456789abcdef".repeat(4);

/** The secret that an Ethereum client reads from its jwt.hex. */
export const ENGINE_SECRET = "0a1b2c3d4e5f6071".repeat(4);

export const SUPABASE_KID = "3a18cfe2-7226-43b0-bbb4-7c5242f2406e";

export const CLIENT_SECRET = "a client's secret: 100% & more";

/** What a user enters for each preset after selecting it. */
export const filledIn: Record<string, () => Record<string, unknown>> = {
  aisera: () => ({
    key: pem("rsa.pkcs8.pem"),
    issuer: "https://idp.example.com",
    subject: "client",
    audience: "https://tenant.example.com",
    certificate: pem("rsa.certificate.pem"),
    userPrincipalName: "robin@example.com",
  }),
  apns: () => ({ key: pem("p256.pkcs8.pem"), issuer: "DEF123GHIJ", keyId: "ABC123DEFG" }),
  "app-store-connect": () => ({
    key: pem("p256.pkcs8.pem"),
    issuer: "57246542-96fe-1a63-e053-0824d011072a",
    keyId: "2X9R4HXF34",
  }),
  "atlassian-connect": () => ({ key: SECRET, issuer: "com.example.app" }),
  auth0: () => ({
    key: pem("rsa.pkcs8.pem"),
    tokenUrl: "https://tenant.auth0.example/oauth/token",
    clientId: "AaiyAPdpYdesoKnqjj8HJqRn4T5titww",
    tokenParameters: '{ "audience": "https://api.example.com" }',
  }),
  box: () => ({ key: JSON.stringify(boxConfig()) }),
  "coinbase-cdp": () => ({ key: coinbaseKey("ed25519.pkcs8.pem"), keyId: "organizations/o/apiKeys/k" }),
  datafor: () => ({ key: SECRET, userName: "robin", fullName: "Robin Example", email: "robin@example.org" }),
  document360: () => ({
    userName: "Robin Example",
    email: "robin@example.org",
    tokenUrl: "https://identity.example.com/code",
    clientId: "project",
    clientSecret: CLIENT_SECRET,
  }),
  docusign: () => ({ key: pem("rsa.pkcs1.pem"), issuer: "integration-key", subject: "user-guid" }),
  "entra-certificate": () => ({
    key: pem("rsa.pkcs8.pem"),
    certificate: pem("rsa.certificate.pem"),
    tokenUrl: "https://login.example.com/tenant/oauth2/v2.0/token",
    clientId: "application",
    scope: "https://graph.microsoft.com/.default",
  }),
  "enable-banking": () => ({
    key: pem("rsa.pkcs8.pem"),
    keyId: "cf589be3-3755-465b-a8df-a90a16a31403",
  }),
  "ethereum-engine": () => ({ key: `0x${ENGINE_SECRET}\n` }),
  fireblocks: () => ({ key: pem("rsa.pkcs8.pem"), subject: "8c1e2f5a-0b7d-4e9c-a3f6-1d2b3c4e5f60" }),
  "ghost-admin": () => ({ key: `${GHOST_ID}:${GHOST_SECRET}` }),
  "github-app": () => ({ key: pem("rsa.pkcs1.pem"), issuer: "Iv1.0123456789abcdef" }),
  "github-installation": () => ({
    key: pem("rsa.pkcs1.pem"),
    issuer: "Iv1.0123456789abcdef",
    tokenUrl: "https://api.github.com/app/installations/12345678/access_tokens",
    tokenParameters: '{ "repositories": ["docs"], "permissions": { "contents": "read" } }',
  }),
  "google-id-token": () => ({ key: JSON.stringify(serviceAccount("rsa.pkcs8.pem")) }),
  "google-service-account": () => ({ key: JSON.stringify(serviceAccount("rsa.pkcs8.pem")) }),
  "google-oauth": () => ({
    key: JSON.stringify(serviceAccount("rsa.pkcs8.pem")),
    scope: "https://www.googleapis.com/auth/cloud-platform",
  }),
  kong: () => ({ key: SECRET, issuer: "a36c3049b36249a3c9f8891cb127243c" }),
  livekit: () => ({ key: SECRET, issuer: "APIabcdefgh1234" }),
  netsuite: () => ({
    key: pem("p256.pkcs8.pem"),
    keyId: "certificate-id",
    tokenUrl: "https://1234567-sb1.suitetalk.api.netsuite.com/services/rest/auth/oauth2/v1/token",
    clientId: "client",
    scope: "restlets,rest_webservices",
  }),
  "oidc-client": () => ({
    key: pem("ed25519.pkcs8.pem"),
    tokenUrl: "https://login.example.com/token",
    clientId: "client",
  }),
  okta: () => ({
    key: pem("rsa.pkcs8.pem"),
    keyId: "kid-in-okta",
    tokenUrl: "https://org.okta.example.com/oauth2/v1/token",
    clientId: "0oar95zt9zIpYuz6A0h7",
    scope: "okta.users.read okta.groups.read",
  }),
  salesforce: () => ({ key: pem("rsa.pkcs8.pem"), issuer: "consumer-key", subject: "robin@example.com" }),
  servicenow: () => ({
    key: pem("rsa.pkcs8.pem"),
    tokenUrl: "https://instance.service-now.com/oauth_token.do",
    clientId: "be3aeb583ace2100",
    clientSecret: CLIENT_SECRET,
    subject: "robin@example.com",
  }),
  "smart-backend": () => ({
    key: pem("p384.pkcs8.pem"),
    keyId: "my-key-1",
    tokenUrl: "https://fhir.example.com/oauth2/token",
    clientId: "my-app",
    scope: "system/Patient.rs system/Observation.rs",
  }),
  snowflake: () => ({ keyFile: keyPath("rsa.pkcs8.pem"), subject: "MYORG-MYACCOUNT.ROBIN" }),
  supabase: () => ({ key: SECRET, subject: "123e4567-e89b-12d3-a456-426614174000" }),
  vonage: () => ({ key: pem("rsa.pkcs8.pem"), userName: "78d335fa-323d-4114-9c3d-d6f0d48968cf" }),
  weatherkit: () => ({
    key: pem("p256.pkcs8.pem"),
    issuer: "DEF123GHIJ",
    subject: "com.example.weatherkit-client",
    keyId: "ABC123DEFG",
  }),
  vault: () => ({
    key: pem("p256.pkcs8.pem"),
    issuer: "https://ci.example.com",
    subject: "robin",
    audience: "https://vault.example.com",
    tokenUrl: "https://vault.example.com:8200/v1/auth/jwt/login",
    tokenParameters: '{ "role": "demo" }',
  }),
  zendesk: () => ({ key: SECRET, fullName: "Robin Example", email: "robin@example.org" }),
};
