import { readFile, stat } from "node:fs/promises";
import { isAbsolute } from "node:path";
import { type ErrorCode, JwtAuthError } from "../errors";

const LARGEST = 1024 * 1024;

/**
 * Reads a key file, anew at every call, so that a changed file counts at once.
 *
 * @returns its text, or its bytes where they are no text
 * @throws JwtAuthError that names the path: missing, a folder, unreadable, larger than 1 MiB
 */
export async function readKeyFile(field: string, path: string): Promise<string | Buffer> {
  const fail = (code: ErrorCode, problem: string, cause?: unknown) =>
    new JwtAuthError(code, field, problem, { cause });

  try {
    const stats = await stat(path);
    // Opening a named pipe or a device could wait for ever, so only a regular file is opened.
    if (!stats.isFile()) {
      const kind = stats.isDirectory() ? "a folder" : "not a regular file";
      throw fail("file-not-regular", `${path} is ${kind}. Choose the file that holds the key.`);
    }
    if (stats.size > LARGEST) {
      throw fail(
        "file-too-large",
        `${path} is larger than 1 MiB, so it is no key. Choose the file that holds the key.`,
      );
    }
    return decode(await readFile(path));
  } catch (error) {
    if (error instanceof JwtAuthError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    if (code === "ENOENT" || code === "ENOTDIR") {
      const hint = isAbsolute(path)
        ? "Choose the file again"
        : "Give its whole path, or choose the file again";
      throw fail("file-missing", `there is no file ${path}. ${hint}.`, error);
    }
    const isForbidden = code === "EACCES" || code === "EPERM";
    const remedy = isForbidden ? "Allow your user to read it, or choose another" : "Choose another file";
    throw fail("file-unreadable", `${path} cannot be read (${code}). ${remedy}.`, error);
  }
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
