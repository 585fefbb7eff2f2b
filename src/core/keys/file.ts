import type { Stats } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { asSentence, shorten } from "../lib/words";

const MAX_FILE_BYTES = 1024 * 1024;

/** Maximum length of a path in a message. */
const MAX_PATH_CHARS = 160;

/** Loaded with the first key file, because loading them is slow. */
const fileSystem = () => import("node:fs/promises");
const paths = () => import("node:path");

/** Error codes for a path that does not exist. */
const MISSING = ["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"];

/**
 * Reads a key file on every call, so that changes take effect immediately.
 *
 * @returns its text, or its bytes if it is not text
 * @throws JwtAuthError if missing, a folder, unreadable, over 1 MiB, or on a server; names the path unless it may be a key
 */
export async function readKeyFile(field: FieldName, path: string): Promise<string | Buffer> {
  const fail = (problem: string, cause?: unknown) => new JwtAuthError(field, problem, { cause });
  const shown = shorten(path, MAX_PATH_CHARS);

  const tooLarge = () =>
    fail(`Too large for a key (over 1 MiB): ${asSentence(shown)} Select the key file itself.`);

  const check = (stats: Stats) => {
    if (!stats.isFile()) {
      const kind = stats.isDirectory() ? "This is a folder" : "Not a regular file";
      throw fail(`${kind}: ${asSentence(shown)} Select the key file itself.`);
    }
    if (stats.size > MAX_FILE_BYTES) throw tooLarge();
  };

  // Even checking such a path would reveal the username and a password hash to whoever runs the server.
  const { sep } = await paths();
  if (isOnServer(path, sep))
    throw fail("Network paths aren't allowed. Select a local file, or one on a mapped drive.");
  const { constants, open, stat } = await fileSystem();
  try {
    // Checked before opening, because opening a device can have side effects, and again after, because the file may have
    // been replaced.
    check(await stat(path));
    // Do not wait for the other end of a named pipe. Windows has neither this flag nor such files.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      check(await file.stat());
      const bytes = await readUpTo(MAX_FILE_BYTES + 1, file);
      if (bytes.length > MAX_FILE_BYTES) throw tooLarge();
      return decode(bytes);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof JwtAuthError) throw error;
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    if (MISSING.includes(code)) {
      if (await isInFolder(path)) throw fail(`File not found: ${asSentence(shown)} Select it again.`, error);
      throw fail("File not found. Select it again, or enter its full path.");
    }
    const isForbidden = code === "EACCES" || code === "EPERM";
    const remedy = isForbidden ? "Check its permissions, or select another file" : "Select another file";
    throw fail(`Can't read ${shown} (${code}). ${remedy}.`, error);
  }
}

/** Reads a file in pieces. The system reports a size of 0 for those in /proc, some of which have no end. */
async function readUpTo(maxBytes: number, file: FileHandle): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  while (length < maxBytes) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(PIECE_BYTES), 0, PIECE_BYTES, null);
    if (bytesRead === 0) break;
    pieces.push(buffer.subarray(0, bytesRead));
    length += bytesRead;
  }
  return Buffer.concat(pieces);
}

/** Larger than most keys. */
const PIECE_BYTES = 16 * 1024;

/**
 * Whether Windows treats a path as one on a server (`\\server\share`) or as a device (`\\.\pipe`).
 *
 * @param separator the operating system's path separator
 */
export const isOnServer = (path: string, separator: string): boolean =>
  separator === "\\" && /^[\\/]{2}/.test(path);

/**
 * Whether a path leads into an existing folder. If not, it may be a key instead of a path and must not be shown: base64 can
 * contain slashes, even at the start.
 */
async function isInFolder(path: string): Promise<boolean> {
  const { dirname, isAbsolute, parse } = await paths();
  const folder = dirname(path);
  if (!isAbsolute(path) || folder === parse(path).root || /\p{C}/u.test(path)) return false;
  const { stat } = await fileSystem();
  return stat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

/** Decodes UTF-8, or UTF-16 as written by Windows. Returns the bytes if they are neither. */
function decode(bytes: Buffer): string | Buffer {
  const encoding = encodingOf(bytes);
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
    // Random bytes can start like UTF-16, but then they are characters of all languages.
    return encoding !== "utf-8" && !EUROPEAN.test(text) ? bytes : text;
  } catch {
    return bytes;
  }
}

/** By the byte order mark, or else by the zeros beside Latin letters. */
function encodingOf(bytes: Buffer): "utf-8" | "utf-16le" | "utf-16be" {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const isZero = (offset: number) =>
    bytes.length >= 8 && [0, 2, 4, 6].every((at) => bytes[at + offset] === 0);
  if (isZero(1)) return "utf-16le";
  return isZero(0) ? "utf-16be" : "utf-8";
}

/** Latin, Greek, Cyrillic, Armenian, and Hebrew. */
const EUROPEAN = /^\ufeff?[\t\r\n\x20-\u05ff]*$/;
