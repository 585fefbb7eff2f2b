import { calculateJwkThumbprint } from "jose";
import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { placeholderProblem } from "../lib/foreign-placeholders";
import type { Json } from "../lib/json";
import { nodeCrypto } from "../lib/node-crypto";
import { repair } from "../lib/repair";
import { DerError } from "../material/der";
import { makePublicKey } from "../material/make-key";
import { readX509, type Certificate as X509 } from "../material/x509";
import type { SigningKey } from "./load";
import { decodeBody } from "./pem-body";
import { repairPem } from "./pem-repair";
import { decodeText } from "./unwrap";

export type CertificateParameter = "x5t" | "x5t#S256" | "x5c";

/** A pasted certificate or chain, and the header parameters to create from it. */
export interface CertificateSource {
  /** The form's field that contains it, for errors. */
  field: FieldName;
  text: string;
  parameters: CertificateParameter[];
}

/** A private key's certificate, ready for the header. */
export interface Certificate {
  /** Header parameters (RFC 7515 sections 4.1.6 to 4.1.8). */
  parameters: Map<string, Json>;
  /** Unix timestamps in milliseconds. */
  validFrom: number;
  validTo: number;
}

/** The header parameters for each option in the form. */
export const CERTIFICATE_PARAMETERS: Record<string, CertificateParameter[]> = {
  x5t: ["x5t"],
  "x5t#S256": ["x5t#S256"],
  both: ["x5t", "x5t#S256"],
  x5c: ["x5c"],
  // As Microsoft's libraries send it.
  "x5t#S256+x5c": ["x5t#S256", "x5c"],
};

const VALUES: Record<CertificateParameter, (chain: X509[]) => Json> = {
  x5t: ([first]) => thumbprint("sha1", first),
  "x5t#S256": ([first]) => thumbprint("sha256", first),
  x5c: (chain) => chain.map(({ der }) => der.toString("base64")),
};

const thumbprint = (hash: string, certificate?: X509): string =>
  nodeCrypto()
    .createHash(hash)
    .update(certificate?.der ?? "")
    .digest("base64url");

/**
 * Reads a certificate, or a chain that starts with it.
 *
 * @param signingKey the private key that it must match; undefined if the key is not known yet
 * @throws JwtAuthError if there is no certificate, or if it is damaged or does not match the key
 */
export async function readCertificate(
  { field, text, parameters }: CertificateSource,
  signingKey?: SigningKey,
): Promise<Certificate> {
  const chain = readChain(field, text);
  const [first] = chain as [X509];
  if (signingKey?.publicKey) await checkMatches(field, chain, signingKey.publicKey.thumbprint);
  return {
    parameters: new Map(parameters.map((name) => [name, VALUES[name](chain)])),
    validFrom: first.validFrom,
    validTo: first.validTo,
  };
}

/**
 * One line about a pasted certificate or chain, without comparing it with a key. Undefined if it cannot be read.
 */
export function describeCertificate(text: string): string | undefined {
  try {
    const chain = readChain("certificate", text);
    const [first] = chain as [X509];
    const [day = ""] = new Date(first.validTo).toISOString().split("T");
    return [...(chain.length > 1 ? [`chain of ${chain.length}`] : []), `valid until ${day}`].join(", ");
  } catch {
    return undefined;
  }
}

const BLOCK = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----((?:(?!-----).)*)-----END/gs;

/** @throws DerError for other characters, which Node would ignore */
function decodeBase64(body: string): Buffer {
  const bytes = decodeBody(body);
  if (bytes) return bytes;
  throw new DerError("not base64");
}

/** A header that servers accept has no room for more. */
const MAX_CERTIFICATES = 10;

function readChain(field: FieldName, pasted: string): X509[] {
  const text = repairPem(decodeText(repair(pasted)));
  const fail = (problem: string, cause?: unknown) => new JwtAuthError(field, problem, { cause });

  const bodies = Array.from(text.matchAll(BLOCK), ([, body = ""]) => body);
  if (bodies.length > MAX_CERTIFICATES)
    throw fail(
      `Over ${MAX_CERTIFICATES} certificates. Paste only the key's own and those that lead to its root.`,
    );
  // A certificate without its BEGIN and END lines is base64 that starts like any DER of this length.
  if (bodies.length === 0 && /^MII[A-Za-z0-9+/=\s]+$/.test(text)) bodies.push(text);
  if (bodies.length === 0) throw fail(describeOther(text));
  try {
    return bodies.map((body) => readX509(decodeBase64(body)));
  } catch (cause) {
    throw fail("This certificate is damaged. Copy it again from the original.", cause);
  }
}

/** What people paste in place of a certificate, and what to do, as two sentences. */
const OTHERS: [sign: RegExp, problem: string][] = [
  // The settings have no private keys.
  [/^$/, "This is a private key, not a certificate. Paste the certificate that was issued for it."],
  [
    /^(?:sha-?\d{1,3}[^=:]{0,20}[=:])?\s*(?:[\da-f]{2}[\s:]?){20}(?:(?:[\da-f]{2}[\s:]?){12})?$|^(?:[\w+/-]{27}=?|[\w+/-]{43}=?)$/i,
    'This is a thumbprint, not a certificate. Paste the PEM certificate, or set "x5t" or "x5t#S256" in base64url under Additional Header Parameters.',
  ],
  [
    /BEGIN[A-Z ]{0,20}PUBLIC KEY/,
    "This is a public key, not a certificate. Paste the certificate that contains it.",
  ],
  [
    /BEGIN[A-Z ]{0,9}CERTIFICATE REQUEST/,
    "This is a certificate request, not a certificate. Paste the certificate that was issued for it.",
  ],
  [
    /BEGIN (?:PKCS7|CMS)/,
    "This is a PKCS#7 file. Convert it with openssl pkcs7 -print_certs -in FILE -out NEW, and paste that.",
  ],
  [/^https?:/i, "This is a URL, not a certificate. Paste the certificate itself."],
];

const describeOther = (text: string): string =>
  OTHERS.find(([sign]) => sign.test(text))?.[1] ??
  placeholderProblem(text) ??
  "Unknown certificate format. Paste a PEM certificate, including its BEGIN and END lines.";

/** Compares thumbprints (RFC 7638), because the same key can be encoded in several ways. */
async function checkMatches(field: FieldName, chain: X509[], keyThumbprint: string): Promise<void> {
  const thumbprints = await Promise.all(chain.map(thumbprintOfKey));
  const place = thumbprints.indexOf(keyThumbprint);
  if (place === 0) return;
  const problem =
    place > 0
      ? `, but certificate ${place + 1} in the chain does. Move it to the top`
      : ". Use the matching certificate or the matching key";
  throw new JwtAuthError(field, `This certificate doesn't match the private key${problem}.`);
}

async function thumbprintOfKey(certificate: X509): Promise<string | undefined> {
  try {
    return await calculateJwkThumbprint(makePublicKey(certificate.publicKey).jwk);
  } catch {
    // A key that is not one of ours cannot sign a JWT, so it does not match.
    return undefined;
  }
}
