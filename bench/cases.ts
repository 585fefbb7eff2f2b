import { constants } from "node:crypto";

/** A row of the speed table: the same token as each signer's own settings describe it. */
export interface Case {
  name: string;
  algorithm: string;
  /** The private key's file. Undefined if the key is a shared secret. */
  file?: string;
  /** This plugin's settings, without algorithm and key. */
  settings: Record<string, string>;
  /** The header parameters and claims for signers that ask for both as JSON. */
  header: string;
  payload: string;
  /** How `node:crypto` signs. */
  bare: { hash: string; padding?: number; saltLength?: number; dsaEncoding?: "ieee-p1363" };
}

const iat = Math.floor(Date.now() / 1000);
const times = { iat, exp: iat + 300 };
export const ISSUER = "https://login.example.com/";
export const AUDIENCE = "https://api.example.com/v2";

const CLAIMS = JSON.stringify({
  iss: ISSUER,
  sub: "service-7f3a9c41@example.com",
  aud: AUDIENCE,
  ...times,
  scope: "orders:read orders:write invoices:read",
  "https://example.com/roles": ["admin", "editor"],
  org: { id: 4711, plan: "enterprise" },
});

/**
 * The settings that this plugin's conversion of the built-in JWT auth writes, so that every signer parses the same JSON and
 * signs the same bytes: the built-in plugin and Postman add neither `typ` nor times to them.
 */
const json = { settings: { claims: CLAIMS, tokenType: "none", issuedAt: "none", expiresIn: "none" } };
const fromJson = { ...json, header: "{}", payload: CLAIMS };

/** What most users enter: two fields, with `typ`, `iat`, and `exp` by default. The others have no such fields. */
const fromFields = {
  settings: { issuer: ISSUER, audience: AUDIENCE },
  header: '{"alg":"HS256","typ":"JWT"}',
  payload: JSON.stringify({ iss: ISSUER, aud: AUDIENCE, ...times }),
};

/** The same JSON with the times that are different in each token, so that the claims are serialized again. */
const { iat: _iat, exp: _exp, ...withoutTimes } = JSON.parse(CLAIMS);
const fromJsonAndFields = {
  settings: { claims: JSON.stringify(withoutTimes) },
  header: '{"alg":"HS256","typ":"JWT"}',
  payload: CLAIMS,
};

const hs256 = { algorithm: "HS256", bare: { hash: "sha256" } };
const pkcs1 = { hash: "sha256", padding: constants.RSA_PKCS1_PADDING };
const pss = { hash: "sha256", padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
const ecdsa = (hash: string) => ({ hash, dsaEncoding: "ieee-p1363" }) as const;

const privateKey = (algorithm: string, file: string, bare: Case["bare"]): Case => ({
  name: algorithm,
  algorithm,
  file,
  ...fromJson,
  bare,
});

export const CASES: Case[] = [
  { name: "HS256", ...hs256, ...fromJson },
  { name: "HS256, form fields", ...hs256, ...fromFields },
  { name: "HS256, JSON and fields", ...hs256, ...fromJsonAndFields },
  privateKey("RS256", "rsa.pkcs8.pem", pkcs1),
  privateKey("PS256", "rsa.pkcs8.pem", pss),
  privateKey("ES256", "p256.pkcs8.pem", ecdsa("sha256")),
  privateKey("ES384", "p384.pkcs8.pem", ecdsa("sha384")),
  privateKey("ES512", "p521.pkcs8.pem", ecdsa("sha512")),
];
