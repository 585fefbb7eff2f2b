import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadPlugin, messageOf } from "../support/plugin";
import { isBinary, runAll } from "./openssl";
import { passphraseOf } from "./passphrases";

const { onApply } = loadPlugin().authentication;
const request = { contextId: "context", method: "GET", url: "https://api.example.com/", headers: [] };

/** The values of the form's fields for a key that OpenSSL wrote. */
export interface KeyValues {
  algorithm: string;
  key?: string;
  keyFile?: string;
  passphrase?: string;
}

/** Pastes a key if it is text, and otherwise selects its file. */
export function keyValues(folder: string, file: string, command: string): Omit<KeyValues, "algorithm"> {
  const path = join(folder, file);
  const key = isBinary(command) ? { keyFile: path } : { key: readFileSync(path, "utf8") };
  return { ...key, passphrase: passphraseOf(command) };
}

/** The token that the plugin sends with the values of a form. */
export async function tokenOf(values: KeyValues): Promise<string> {
  // Sending the JWT itself does not use the context.
  const reply = await onApply({} as never, { ...request, values: { headerPrefix: "none", ...values } });
  return reply.setHeaders?.[0]?.value ?? "";
}

/** A key to sign with, and the file with the public key that OpenSSL verifies the token with. */
export interface Job {
  values: KeyValues;
  publicKey: string;
}

export const VERIFIED = "verified";

/**
 * Signs with the plugin and verifies with OpenSSL.
 *
 * @param change changes what OpenSSL verifies
 * @returns for each job, {@link VERIFIED} or what failed
 */
export async function outcomesOf(folder: string, jobs: Job[], change = ""): Promise<string[]> {
  const outcomes: string[] = [];
  const commands: string[] = [];
  for (const [index, { values, publicKey }] of jobs.entries()) {
    try {
      const token = await tokenOf(values);
      const end = token.lastIndexOf(".");
      writeFileSync(join(folder, `input-${index}`), token.slice(0, end) + change);
      writeFileSync(join(folder, `signature-${index}`), signatureOf(token.slice(end + 1), values.algorithm));
      commands.push(verification(values.algorithm, publicKey, index));
      outcomes.push(VERIFIED);
    } catch (error) {
      commands.push(":");
      outcomes.push(messageOf(error));
    }
  }
  const failures = await runAll(folder, commands);
  return outcomes.map((outcome, index) => failures[index] ?? outcome);
}

function verification(algorithm: string, publicKey: string, index: number): string {
  const [, kind, bits] = /^(RS|PS|ES)(\d+)K?$/.exec(algorithm) ?? [];
  const input = `input-${index}`;
  const signature = `signature-${index}`;
  if (!kind)
    return `openssl pkeyutl -verify -rawin -pubin -inkey ${publicKey} -sigfile ${signature} -in ${input} >&2`;
  // RFC 7518 section 3.5: the salt is as long as the hash.
  const padding = kind === "PS" ? "-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest" : "";
  return `openssl dgst -sha${bits} ${padding} -verify ${publicKey} -signature ${signature} ${input} >&2`;
}

/** The signature as OpenSSL expects it: for ECDSA, two integers in DER instead of 32 to 66 bytes each. */
function signatureOf(part: string, algorithm: string): Buffer {
  const bytes = Buffer.from(part, "base64url");
  if (!algorithm.startsWith("ES")) return bytes;
  const half = bytes.length / 2;
  return der(0x30, Buffer.concat([bytes.subarray(0, half), bytes.subarray(half)].map(integer)));
}

/** The shortest encoding of a positive number: without leading zeros, unless the first bit would make it negative. */
function integer(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  const digits = bytes.subarray(start < 0 ? bytes.length - 1 : start);
  return der(0x02, (digits[0] ?? 0) < 0x80 ? digits : Buffer.concat([Buffer.of(0), digits]));
}

const der = (tag: number, content: Buffer): Buffer => {
  const length = content.length < 0x80 ? [content.length] : [0x81, content.length];
  return Buffer.concat([Buffer.of(tag, ...length), content]);
};
