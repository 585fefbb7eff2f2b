import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { nodeCrypto } from "../lib/node-crypto";

export const publicKey = (field: FieldName) =>
  new JwtAuthError(
    field,
    "this is a public key, which can only check tokens. Use the private key that belongs to it.",
  );

const certificate = (field: FieldName) =>
  new JwtAuthError(
    field,
    "this is a certificate, which can only check tokens. Use the private key that belongs to it.",
  );

const openssh = (field: FieldName) =>
  new JwtAuthError(
    field,
    "this is a private key in OpenSSH's own form. Convert a copy of an RSA or ECDSA key with ssh-keygen -p -m PKCS8 -f COPY; for Ed25519 make one with openssl genpkey -algorithm ed25519.",
  );

const putty = (field: FieldName) =>
  new JwtAuthError(
    field,
    "this is a private key in PuTTY's own form. In PuTTYgen choose Conversions, Export OpenSSH key, and use that file.",
  );

/** What to say of a PEM that is not a private key this plugin reads, by its label (RFC 7468). */
export function foundInstead(field: FieldName, label: string): JwtAuthError {
  if (label.endsWith("PUBLIC KEY")) return publicKey(field);
  if (label === "OPENSSH PRIVATE KEY") return openssh(field);
  if (label.endsWith("CERTIFICATE")) return certificate(field);
  return new JwtAuthError(
    field,
    "this PEM holds something other than an RSA, EC or Ed25519 private key. Use one in PKCS#8, PKCS#1 or SEC1.",
  );
}

/** What to say of text that is no PEM, if it is something else that people take for a private key. */
export function recognizeText(field: FieldName, text: string): JwtAuthError | undefined {
  if (/^PuTTY-User-Key-File-\d/.test(text)) return putty(field);
  if (/^(?:ssh|ecdsa|sk)-[\w@.-]+ AAAA/.test(text) || /^---- BEGIN SSH2 PUBLIC KEY/.test(text))
    return publicKey(field);
  if (!/^(?:[/~]|\.{1,2}[/\\]|[A-Za-z]:\\)[^\n]*\.\w{1,4}$/.test(text)) return undefined;
  return new JwtAuthError(
    field,
    "this is the path of a file, not a key. Choose the file under Key file instead.",
  );
}

/** What to say of DER that is no private key, if it is one of its relatives. */
export function recognizeDer(field: FieldName, der: Buffer): JwtAuthError | undefined {
  if (reads(() => new (nodeCrypto().X509Certificate)(der))) return certificate(field);
  for (const type of ["spki", "pkcs1"] as const) {
    if (reads(() => nodeCrypto().createPublicKey({ key: der, format: "der", type }))) return publicKey(field);
  }
  return undefined;
}

function reads(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}
