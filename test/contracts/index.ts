import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { keyPath, publicKeyOf, SECRET } from "../support/keys";
import type { Api } from "../support/token-server";
import { aisera } from "./aisera";
import { enableBanking, fireblocks, vonage, weatherkit } from "./app-keys";
import { datafor } from "./datafor";
import { apns, appStoreConnect, coinbaseCdp, githubApp, googleServiceAccount, snowflake } from "./key-pairs";
import {
  atlassianConnect,
  ethereumEngine,
  ghostAdmin,
  kong,
  livekit,
  supabaseKey,
  supabaseSecret,
  zendesk,
} from "./secrets";

/*
 * What the presets' services accept, according to their documentation. Each knows the key that the tests use, as the real
 * service does once the key is registered with it.
 */

/** A digest of the certificate's DER as in the header (RFC 7515), computed without the plugin. */
const thumbprint = (hash: string): string => {
  const der = execFileSync("openssl", ["x509", "-in", keyPath("rsa.certificate.pem"), "-outform", "DER"]);
  return createHash(hash).update(der).digest("base64url");
};

const loginPage = {
  secret: SECRET,
  lifetime: 86_400,
  userName: "loginname",
  fullName: "name",
  email: "email",
  algorithm: "HS256",
};

/** An API for each service, by path. */
export const contracts = (): Record<string, Api> => ({
  "/google-service-account": googleServiceAccount(),
  "/github-app": githubApp(),
  "/app-store-connect": appStoreConnect(),
  "/apns": apns(),
  "/snowflake": snowflake(),
  "/ghost-admin": ghostAdmin(),
  "/coinbase-cdp": coinbaseCdp("EdDSA", "ed25519.pkcs8.pem"),
  "/coinbase-cdp/audience": coinbaseCdp("EdDSA", "ed25519.pkcs8.pem"),
  "/coinbase-cdp/ecdsa": coinbaseCdp("ES256", "p256.pkcs8.pem"),
  "/atlassian-connect": atlassianConnect(),
  "/kong": kong(undefined),
  "/kong/query": kong({ query: "jwt" }),
  "/kong/cookie": kong({ cookie: "session" }),
  "/zendesk": zendesk(),
  "/fireblocks": fireblocks(),
  "/vonage": vonage(),
  "/weatherkit": weatherkit(),
  "/enable-banking": enableBanking(),
  "/livekit": livekit(),
  "/supabase": supabaseSecret(),
  "/supabase/signing-key": supabaseKey(),
  "/ethereum-engine": ethereumEngine(),
  "/datafor": datafor({ ...loginPage, place: { query: "token" } }),
  "/datafor/header": datafor({ ...loginPage, place: { header: "token" } }),
  "/datafor/cookie": datafor({ ...loginPage, place: { cookie: "token" } }),
  "/datafor/mapping": datafor({
    ...loginPage,
    userName: "uid",
    email: "mail",
    place: { query: "sso" },
    lifetime: 3600,
  }),
  "/aisera": aisera({
    issuer: "https://idp.example.com",
    subject: "client",
    audience: "https://tenant.example.com",
    publicKey: publicKeyOf("rsa.pkcs8.pem"),
    thumbprints: { x5t: thumbprint("sha1"), "x5t#S256": thumbprint("sha256") },
    users: ["robin@example.com"],
  }),
});
