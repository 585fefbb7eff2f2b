import type { Stats } from "node:fs";
import type { FieldName } from "../../field-name";
import { JwtAuthError } from "../lib/errors";
import { shorten } from "../lib/words";

const MAX_FILE_BYTES = 1024 * 1024;

/** A longer path is cut in a message. */
const MAX_PATH_CHARS = 160;

/** Loaded with the first key file, since that takes a while. */
const fileSystem = () => import("node:fs/promises");
const paths = () => import("node:path");

/** What the system says of a path that leads nowhere. */
const MISSING = ["ENOENT", "ENOTDIR", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"];

/**
 * Reads a key file, anew at every call, so that a changed file counts at once.
 *
 * @returns its text, or its bytes where they are no text
 * @throws JwtAuthError that names the path: missing, a folder, unreadable, larger than 1 MiB
 */
export async function readKeyFile(field: FieldName, path: string): Promise<string | Buffer> {
  const fail = (problem: string, cause?: unknown) => new JwtAuthError(field, problem, { cause });
  const shown = shorten(path, MAX_PATH_CHARS);

  const check = (stats: Stats) => {
    if (!stats.isFile()) {
      const kind = stats.isDirectory() ? "This is a folder" : "Not a regular file";
      throw fail(`${kind}: ${shown}. Select the key file itself.`);
    }
    if (stats.size > MAX_FILE_BYTES) {
      throw fail(`Too large for a key (over 1 MiB): ${shown}. Select the key file itself.`);
    }
  };

  // Only to look there would show the user's name and a hash of the password to whoever runs that server.
  const { sep } = await paths();
  if (isOnServer(path, sep))
    throw fail("Network paths aren't allowed. Select a local file, or one on a mapped drive.");
  const { constants, open, stat } = await fileSystem();
  try {
    // Looked at before it is opened, since opening a device can do something; and after, since it may be another by then.
    check(await stat(path));
    // Without waiting for the other end of a named pipe. Windows has no such flag, nor such files.
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      check(await file.stat());
      return decode(await file.readFile());
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof JwtAuthError) throw error;
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    if (MISSING.includes(code)) {
      if (await isInFolder(path)) throw fail(`File not found: ${shown}. Select it again.`, error);
      throw fail("File not found. Select it again, or enter its full path.");
    }
    const isForbidden = code === "EACCES" || code === "EPERM";
    const remedy = isForbidden ? "Check its permissions, or select another file" : "Select another file";
    throw fail(`Can't read ${shown} (${code}). ${remedy}.`, error);
  }
}

/**
 * Whether Windows takes a path for one on a server (`\\server\share`), or for a device of its own (`\\.\pipe`).
 *
 * @param separator of folders on this system
 */
export const isOnServer = (path: string, separator: string): boolean =>
  separator === "\\" && /^[\\/]{2}/.test(path);

/**
 * Whether a path goes to a folder that there is. One that does not may be no path but a key, which is not to be shown: in
 * base64 it can have slashes, one at its start too.
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

/** Text in UTF-8, or in UTF-16 as Windows PowerShell redirects output; the bytes where it is neither. */
function decode(bytes: Buffer): string | Buffer {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return bytes;
  }
}
