import {
  createPublicKey,
  createSecretKey,
  type JsonWebKey,
  type KeyObject,
  X509Certificate,
} from "node:crypto";
import { type Checks, strict } from "./checks";
import { type Fault, inEach } from "./fault";
import type { JsonObject } from "./json";

/* APIs that let the token choose the key. */

function embeddedJwk({ jwk }: JsonObject): KeyObject | undefined {
  if (jwk === undefined) return undefined;
  const { k } = jwk as JsonWebKey;
  return typeof k === "string"
    ? createSecretKey(k, "base64url")
    : createPublicKey({ key: jwk as JsonWebKey, format: "jwk" });
}

const embeddedCertificate = ({ x5c }: JsonObject): KeyObject | undefined =>
  Array.isArray(x5c) ? new X509Certificate(Buffer.from(String(x5c[0]), "base64")).publicKey : undefined;

/** The embedded key, or else the API's own. */
const trusting = (embedded: (header: JsonObject) => KeyObject | undefined): Partial<Checks> => ({
  key: (header, api) => embedded(header) ?? strict.key(header, api),
});

export const keyFaults: Fault[] = [
  ...inEach(["RS256", "ES256", "HS256"], "trusts an embedded jwk", trusting(embeddedJwk), ["H1"]),
  ...inEach(
    ["ES256"],
    "trusts an embedded jwk with a known kid",
    { key: (header, api) => strict.key(header, api) && (embeddedJwk(header) ?? api.key) },
    ["H1"],
  ),
  ...inEach(
    ["RS256"],
    "trusts an embedded jwk with an unknown kid",
    { key: (header, api) => strict.key(header, api) ?? embeddedJwk(header) },
    ["H1"],
  ),
  ...inEach(["RS256", "ES256"], "trusts an embedded x5c", trusting(embeddedCertificate), ["H2"]),
  ...inEach(
    ["RS256", "ES256", "HS256"],
    "uses its only key if kid is unknown",
    { key: (_, api) => api.key },
    ["H4"],
  ),
  ...inEach(["RS256", "ES256", "HS256"], "ignores crit", { crit: () => true }, ["H7"]),
];
