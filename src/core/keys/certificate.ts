import type { X509Certificate } from "node:crypto";
import { calculateJwkThumbprint, type JWK } from "jose";
import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import type { Json } from "../lib/json";
import { nodeCrypto } from "../lib/node-crypto";
import { repair, unescapeText } from "../lib/repair";
import type { SigningKey } from "./load";

export type CertificateParameter = "x5t" | "x5t#S256" | "x5c";

/** A certificate or chain as pasted, and the header parameters that are to be made of it. */
export interface CertificateSource {
  /** Name of the form's field that holds it, for errors. */
  field: FieldName;
  text: string;
  parameters: CertificateParameter[];
}

/** A private key's certificate, ready for the header. */
export interface Certificate {
  /** Header parameters (RFC 7515 sections 4.1.6 to 4.1.8). */
  parameters: Map<string, Json>;
  /** Milliseconds since 1970. */
  validFrom: number;
  validTo: number;
}

/** The parameters by the form's choice. */
export const CERTIFICATE_PARAMETERS: Record<string, CertificateParameter[]> = {
  x5t: ["x5t"],
  "x5t#S256": ["x5t#S256"],
  both: ["x5t", "x5t#S256"],
  x5c: ["x5c"],
};

const VALUES: Record<CertificateParameter, (chain: X509Certificate[]) => Json> = {
  x5t: ([first]) => thumbprint("sha1", first),
  "x5t#S256": ([first]) => thumbprint("sha256", first),
  x5c: (chain) => chain.map(({ raw }) => raw.toString("base64")),
};

const thumbprint = (hash: string, certificate?: X509Certificate): string =>
  nodeCrypto()
    .createHash(hash)
    .update(certificate?.raw ?? "")
    .digest("base64url");

/**
 * Reads a certificate, or a chain that begins with it.
 *
 * @param signingKey the private key that it has to belong to; undefined where that is not known yet
 * @throws JwtAuthError if there is none, if it is damaged, or if it belongs to another key
 */
export async function readCertificate(
  { field, text, parameters }: CertificateSource,
  signingKey?: SigningKey,
): Promise<Certificate> {
  const chain = readChain(field, text);
  const [first] = chain as [X509Certificate];
  if (signingKey?.publicKey) await checkBelongs(field, chain, signingKey.publicKey.thumbprint);
  return {
    parameters: new Map(parameters.map((name) => [name, VALUES[name](chain)])),
    validFrom: Date.parse(first.validFrom),
    validTo: Date.parse(first.validTo),
  };
}

const BLOCK = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----([^-]*)-----END/g;

function readChain(field: FieldName, pasted: string): X509Certificate[] {
  const text = unescapeText(repair(pasted));
  const fail = (problem: string, cause?: unknown) => new JwtAuthError(field, problem, { cause });

  const bodies = Array.from(text.matchAll(BLOCK), ([, body = ""]) => body);
  // A certificate without its first and last line is base64 that begins as every DER of this length does.
  if (bodies.length === 0 && /^MII[A-Za-z0-9+/=\s]+$/.test(text)) bodies.push(text);
  if (bodies.length === 0) {
    throw fail("Unknown certificate format. Paste a PEM certificate, including its BEGIN and END lines.");
  }
  try {
    return bodies.map((body) => new (nodeCrypto().X509Certificate)(Buffer.from(body, "base64")));
  } catch (cause) {
    throw fail("This certificate is damaged. Copy it again from the original.", cause);
  }
}

/** Keys are compared by their thumbprints (RFC 7638), since one key can be written in several ways. */
async function checkBelongs(
  field: FieldName,
  chain: X509Certificate[],
  keyThumbprint: string,
): Promise<void> {
  const thumbprints = await Promise.all(chain.map(thumbprintOfKey));
  const place = thumbprints.indexOf(keyThumbprint);
  if (place === 0) return;
  const remedy =
    place > 0
      ? `Certificate ${place + 1} in the chain does. Move it to the top`
      : "Use the matching certificate or the matching key";
  throw new JwtAuthError(field, `This certificate doesn't match the private key. ${remedy}.`);
}

async function thumbprintOfKey(certificate: X509Certificate): Promise<string | undefined> {
  try {
    return await calculateJwkThumbprint(certificate.publicKey.export({ format: "jwk" }) as JWK);
  } catch {
    // A key that no JWK can hold signs no JWT, so it is not the one looked for.
    return undefined;
  }
}
