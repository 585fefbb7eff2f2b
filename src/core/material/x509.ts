import { contextTag, DerError, DerReader, TAG } from "./der";
import type { KeyParts } from "./parts";
import { readSpki } from "./public-key-info";

/** The parts of an X.509 certificate that a token needs. Its signature is not checked. */
export interface Certificate {
  der: Buffer;
  /** Unix timestamps in milliseconds. */
  validFrom: number;
  validTo: number;
  publicKey: KeyParts;
}

/**
 * Reads a certificate (RFC 5280 section 4.1). What follows it, as in OpenSSL's trusted certificates, is ignored.
 *
 * @throws DerError, or BadKey for a point that is not on the curve
 */
export function readX509(bytes: Buffer): Certificate {
  const { tag, content, encoding } = new DerReader(bytes).any();
  if (tag !== TAG.sequence) throw new DerError("not a certificate");
  const certificate = new DerReader(content, true);
  const signed = certificate.sequence();
  certificate.read(TAG.sequence);
  certificate.bitString();
  certificate.end();
  signed.optional(contextTag(0));
  // A serial number can be negative, although it must not.
  signed.read(TAG.integer);
  signed.read(TAG.sequence);
  signed.read(TAG.sequence);
  const validity = signed.sequence();
  const [validFrom, validTo] = [readTime(validity), readTime(validity)];
  validity.end();
  signed.read(TAG.sequence);
  return { der: encoding, validFrom, validTo, publicKey: readSpki(signed.sequence()) };
}

/** UTCTime has a two-digit year, from 1950 to 2049 (RFC 5280 section 4.1.2.5). */
function readTime(reader: DerReader): number {
  const { tag, content } = reader.any();
  const text = content.toString("latin1");
  const isUtc = tag === TAG.utcTime;
  const [, year = "", ...others] =
    (isUtc ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/).exec(
      text,
    ) ?? [];
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = others.map(Number);
  const fullYear = isUtc ? (Number(year) < 50 ? 2000 : 1900) + Number(year) : Number(year);
  const time = Date.UTC(fullYear, month - 1, day, hour, minute, second);
  // Too many of one unit would run into the next, and years before 100 into the 20th century.
  const read = [fullYear, month, day, hour, minute, second].map((number) => String(number).padStart(2, "0"));
  const written = Number.isNaN(time) ? "" : new Date(time).toISOString().replace(/\D/g, "").slice(0, 14);
  if (written !== read.join("") || (!isUtc && tag !== TAG.generalizedTime))
    throw new DerError("invalid time");
  return time;
}
