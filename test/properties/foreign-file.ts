import { createHash } from "node:crypto";
import { jwk, pem } from "../support/keys";
import { bodyOf, secretMembers } from "./any-key";

/** A file that somebody has for another purpose, or a key file, and what is secret in it. */
export interface ForeignFile {
  content: string | Buffer;
  /** What must not get out. Bytes are in Latin-1. */
  secrets: string[];
  /** What may get out: the key ID, and what placeholders for a Google or Box file have as their values. */
  open: string[];
  /** These placeholders. */
  names: readonly string[];
  /** The numbers of its public half, in base64url, which may get out, too. */
  publics: string[];
  /** Settings that can sign with it. Undefined if none can. */
  fits?: Fit;
}

/** Settings that can sign with a file. */
export interface Fit {
  algorithm: string;
  keyEncoding?: string;
  preset?: string;
}

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const ALPHANUMERIC = `${LOWER}${LOWER.toUpperCase()}0123456789`;

/** Without characters that JSON or percent-encoding uses to escape others. */
const ALPHABETS = {
  hex: "0123456789abcdef",
  word: LOWER,
  base64: `${ALPHANUMERIC}+/`,
  base64url: `${ALPHANUMERIC}-_`,
  password: `${ALPHANUMERIC}!^=?.,;+-`,
};

/** Notes what is secret and what is not while a file is written. */
export class Notes {
  readonly secrets: string[] = [];
  readonly open: string[] = [];
  readonly publics: string[] = [];

  /** A new secret of at least eight characters. Each run draws the same ones. */
  draw(kind: keyof typeof ALPHABETS, length: number): string {
    const bytes = this.bytes(length).values();
    return this.keep(Array.from(bytes, (byte) => ALPHABETS[kind][byte % ALPHABETS[kind].length]).join(""));
  }

  /** Bytes that are new and secret. */
  bytes(length: number): Buffer {
    const bytes = createHash("shake256", { outputLength: length }).update(`${drawn++}`).digest();
    this.keep(bytes.toString("latin1"));
    return bytes;
  }

  /** Notes that text is secret. */
  keep(text: string): string {
    this.secrets.push(text);
    return text;
  }

  /** Notes that text is not secret. */
  show(text: string): string {
    this.open.push(text);
    return text;
  }

  /** A private key for the tests as a PEM, whose content is secret in every form. */
  pem(name: string): string {
    this.jwk(name);
    const text = pem(name);
    this.keep(bodyOf(text));
    return text;
  }

  /** The same key as a JWK, without a `kid`. */
  jwk(name: string): Record<string, unknown> {
    const key = jwk(name);
    this.publics.push(...["x", "y", "n"].flatMap((member) => (member in key ? String(key[member]) : [])));
    for (const member of secretMembers(key))
      this.keep(Buffer.from(this.keep(member), "base64url").toString("latin1"));
    return key;
  }

  /** A secret user and password, as HTTP Basic joins them. */
  basic(user: string): string {
    return this.keep(Buffer.from(`${user}:${this.draw("password", 20)}`).toString("base64"));
  }
}

let drawn = 0;

/**
 * @param fits settings that can sign with it; null if none can
 * @param names the placeholders that have a value only with such a file
 */
export function foreignFile(
  write: (notes: Notes) => string | Buffer,
  fits: Fit | null = { algorithm: "HS256", keyEncoding: "text" },
  names: readonly string[] = [],
): ForeignFile {
  const notes = new Notes();
  const content = write(notes);
  const { secrets, open, publics } = notes;
  return { content, secrets, open, names, publics, fits: fits ?? undefined };
}
