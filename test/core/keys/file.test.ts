import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compactVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isOnServer } from "../../../src/core/keys/file";
import { jwk, keyPath, pem, publicKeyOf, SECRET } from "../../support/keys";
import { failure, sign } from "../../support/sign";

let folder = "";
const path = (name: string) => join(folder, name);
const file = (name: string, content: string | Buffer) => {
  writeFileSync(path(name), content);
  return path(name);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "jwt-bearer-files-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** 32 bytes whose first two are the byte order mark of UTF-16. */
const UTF16_LIKE = Buffer.concat([
  Buffer.from([0xff, 0xfe]),
  createHash("sha256").update("x").digest().subarray(2),
]);

describe("a key file", () => {
  it.each([
    ["PEM", () => keyPath("rsa.pkcs8.pem")],
    ["DER", () => keyPath("rsa.pkcs8.der")],
    [
      "PEM in UTF-16, as PowerShell writes it",
      () => file("utf16.pem", Buffer.from(`\ufeff${pem("rsa.pkcs8.pem")}`, "utf16le")),
    ],
    ["PEM after a byte order mark", () => file("bom.pem", `\ufeff${pem("rsa.pkcs8.pem")}`)],
  ])("can contain a private key as %s", async (_, keyFile) => {
    const { token } = await sign({ algorithm: "RS256", keyFile: keyFile() });
    await compactVerify(token, publicKeyOf("rsa.pkcs8.pem"));
  });

  it.each<[string, string | Buffer, string, Buffer]>([
    ["text with a trailing line break", `${SECRET}\n`, "text", Buffer.from(SECRET)],
    ["base64 with a trailing line break", "c2VjcmV0\n", "base64", Buffer.from("secret")],
    ["binary data", Buffer.from([0xff, 0x0a, 0x00, 0x20]), "text", Buffer.from([0xff, 0x0a, 0x00, 0x20])],
    [
      "text in UTF-16, as PowerShell writes it",
      Buffer.from(`\ufeff${SECRET} é\r\n`, "utf16le"),
      "text",
      Buffer.from(`${SECRET} é`),
    ],
    ["binary data that starts like UTF-16", UTF16_LIKE, "text", UTF16_LIKE],
    [
      "binary data of an odd length that starts like UTF-16",
      UTF16_LIKE.subarray(1),
      "text",
      UTF16_LIKE.subarray(1),
    ],
  ])("can contain a secret as %s", async (_, content, keyEncoding, secret) => {
    const { token } = await sign({ keyFile: file("secret", content), keyEncoding });
    await compactVerify(token, secret);
  });

  it("is read again after it changes", async () => {
    const keyFile = file("changing.pem", pem("rsa.pkcs8.pem"));
    await sign({ algorithm: "RS256", keyFile });
    file("changing.pem", pem("rsa-other.pkcs8.pem"));
    const { token } = await sign({ algorithm: "RS256", keyFile });
    await compactVerify(token, publicKeyOf("rsa-other.pkcs8.pem"));
  });

  it.each<[string, () => string, string]>([
    ["that is missing", () => path("missing.pem"), "File not found: PATH. Select it again."],
    [
      "that is missing at a relative path",
      () => "missing.pem",
      "File not found. Select it again, or enter its full path.",
    ],
    [
      "whose folder is a file",
      () => join(file("a-file", ""), "key.pem"),
      "File not found. Select it again, or enter its full path.",
    ],
    ["that is a folder", () => folder, "This is a folder: PATH. Select the key file itself."],
    ["that is a named pipe", pipe, "Not a regular file: PATH. Select the key file itself."],
    ["that links to itself", loop, "Can't read PATH (ELOOP). Select another file."],
    [
      "larger than 1 MiB",
      () => file("large.pem", Buffer.alloc(1024 * 1024 + 1)),
      "Too large for a key (over 1 MiB): PATH. Select the key file itself.",
    ],
    ["that is empty", () => file("empty.pem", ""), "The file is empty. Select another file."],
    // Linux reports a size of 0 for it, and it has no end.
    [
      "without an end",
      () => "/proc/self/pagemap",
      "Too large for a key (over 1 MiB): PATH. Select the key file itself.",
    ],
    [
      "with a public key",
      () => keyPath("rsa.public.pem"),
      "This is a public key, which can't sign. Use the matching private key.",
    ],
    [
      "with bytes that are not a key",
      () => file("noise", Buffer.from([0xff, 0xfe, 0xfd])),
      "Unknown private key format. Use a PEM, a JWK, a Google or Coinbase key file, or DER in base64.",
    ],
  ])("%s is rejected", async (_, keyFile, message) => {
    const chosen = keyFile();
    expect(await failure({ algorithm: "RS256", keyFile: chosen })).toEqual({
      field: "keyFile",
      message: `Key File: ${message.replace("PATH", chosen)}`,
    });
  });

  it.each<[string, () => string, string]>([
    ["a PEM", () => pem("p256.pkcs8.pem"), "File not found. Select it again, or enter its full path."],
    [
      "a JWK",
      () => JSON.stringify(jwk("p256.pkcs8.pem")),
      "File not found. Select it again, or enter its full path.",
    ],
    [
      "a key that begins with a slash",
      () => `/${Buffer.from(SECRET).toString("base64")}`,
      "File not found. Select it again, or enter its full path.",
    ],
    ["a secret", () => SECRET, "File not found. Select it again, or enter its full path."],
    [
      "text with a NUL character",
      () => "/etc/\0passwd",
      "File not found. Select it again, or enter its full path.",
    ],
  ])("is not shown in the error if it is %s instead of a path", async (_, keyFile, message) => {
    expect((await failure({ algorithm: "RS256", keyFile: keyFile() })).message).toBe(`Key File: ${message}`);
  });

  it.each([
    ["\\\\server\\share\\key.pem", "\\", true],
    ["//server/share/key.pem", "\\", true],
    ["\\\\.\\pipe\\name", "\\", true],
    ["C:\\keys\\key.pem", "\\", false],
    ["\\keys\\key.pem", "\\", false],
    ["//keys/key.pem", "/", false],
  ])("at %s with the path separator %s is on a server: %s", (path, separator, expected) => {
    expect(isOnServer(path, separator)).toBe(expected);
  });

  it("is rejected if a key is pasted too", async () => {
    expect(await failure({ key: SECRET, keyFile: keyPath("rsa.pkcs8.pem") })).toEqual({
      field: "keyFile",
      message: "Key File: A key is pasted too. Clear one or the other.",
    });
  });
});

function pipe(): string {
  execFileSync("mkfifo", [path("pipe")]);
  return path("pipe");
}

function loop(): string {
  mkdirSync(path("loop"));
  symlinkSync(path("loop/b"), path("loop/a"));
  symlinkSync(path("loop/a"), path("loop/b"));
  return path("loop/a");
}
