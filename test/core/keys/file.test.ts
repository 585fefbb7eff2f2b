import { execFileSync } from "node:child_process";
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

describe("a key file", () => {
  it.each([
    ["PEM", () => keyPath("rsa.pkcs8.pem")],
    ["DER", () => keyPath("rsa.pkcs8.der")],
    [
      "PEM in UTF-16, as PowerShell redirects it",
      () => file("utf16.pem", Buffer.from(`\ufeff${pem("rsa.pkcs8.pem")}`, "utf16le")),
    ],
    ["PEM behind a byte order mark", () => file("bom.pem", `\ufeff${pem("rsa.pkcs8.pem")}`)],
  ])("holds a private key as %s", async (_, keyFile) => {
    const { token } = await sign({ algorithm: "RS256", keyFile: keyFile() });
    await compactVerify(token, publicKeyOf("rsa.pkcs8.pem"));
  });

  it.each<[string, string | Buffer, string, Buffer]>([
    ["text with a line break at its end", `${SECRET}\n`, "text", Buffer.from(SECRET)],
    ["base64 with a line break at its end", "c2VjcmV0\n", "base64", Buffer.from("secret")],
    [
      "bytes that are no text",
      Buffer.from([0xff, 0x0a, 0x00, 0x20]),
      "text",
      Buffer.from([0xff, 0x0a, 0x00, 0x20]),
    ],
  ])("holds a secret as %s", async (_, content, keyEncoding, secret) => {
    const { token } = await sign({ keyFile: file("secret", content), keyEncoding });
    await compactVerify(token, secret);
  });

  it("is read again when it has changed", async () => {
    const keyFile = file("changing.pem", pem("rsa.pkcs8.pem"));
    await sign({ algorithm: "RS256", keyFile });
    file("changing.pem", pem("rsa-other.pkcs8.pem"));
    const { token } = await sign({ algorithm: "RS256", keyFile });
    await compactVerify(token, publicKeyOf("rsa-other.pkcs8.pem"));
  });

  it.each<[string, () => string, string]>([
    ["that is missing", () => path("missing.pem"), "there is no file PATH. Choose the file again."],
    [
      "that is missing, under a relative path",
      () => "missing.pem",
      "there is no such file. Choose it again, or give its whole path.",
    ],
    [
      "behind a file",
      () => join(file("a-file", ""), "key.pem"),
      "there is no such file. Choose it again, or give its whole path.",
    ],
    ["that is a folder", () => folder, "PATH is a folder. Choose the file that holds the key."],
    ["that is a named pipe", pipe, "PATH is not a regular file. Choose the file that holds the key."],
    ["that links to itself", loop, "PATH cannot be read (ELOOP). Choose another file."],
    [
      "larger than 1 MiB",
      () => file("large.pem", Buffer.alloc(1024 * 1024 + 1)),
      "PATH is larger than 1 MiB, so it is no key. Choose the file that holds the key.",
    ],
    [
      "that is empty",
      () => file("empty.pem", ""),
      "there is nothing here. Choose the file that holds the key.",
    ],
    [
      "with a public key",
      () => keyPath("rsa.public.pem"),
      "this is a public key, which can only check tokens. Use the private key that belongs to it.",
    ],
    [
      "with bytes that are no key",
      () => file("noise", Buffer.from([0xff, 0xfe, 0xfd])),
      "this private key is damaged. Copy it again from where it was made.",
    ],
  ])("%s is refused by its path", async (_, keyFile, message) => {
    const chosen = keyFile();
    expect(await failure({ algorithm: "RS256", keyFile: chosen })).toEqual({
      field: "keyFile",
      message: `Key file: ${message.replace("PATH", chosen)}`,
    });
  });

  it.each<[string, () => string, string]>([
    ["a PEM", () => pem("p256.pkcs8.pem"), "there is no such file. Choose it again, or give its whole path."],
    [
      "a JWK",
      () => JSON.stringify(jwk("p256.pkcs8.pem")),
      "there is no such file. Choose it again, or give its whole path.",
    ],
    [
      "a key that begins with a slash",
      () => `/${Buffer.from(SECRET).toString("base64")}`,
      "there is no such file. Choose it again, or give its whole path.",
    ],
    ["a secret", () => SECRET, "there is no such file. Choose it again, or give its whole path."],
    [
      "a path that ends the text of C",
      () => "/etc/\0passwd",
      "there is no such file. Choose it again, or give its whole path.",
    ],
  ])("that is %s in place of a path is not shown", async (_, keyFile, message) => {
    expect((await failure({ algorithm: "RS256", keyFile: keyFile() })).message).toBe(`Key file: ${message}`);
  });

  it.each([
    ["\\\\server\\share\\key.pem", "\\", true],
    ["//server/share/key.pem", "\\", true],
    ["\\\\.\\pipe\\name", "\\", true],
    ["C:\\keys\\key.pem", "\\", false],
    ["\\keys\\key.pem", "\\", false],
    ["//keys/key.pem", "/", false],
  ])("%s where folders end in %s is on a server: %s", (path, separator, expected) => {
    expect(isOnServer(path, separator)).toBe(expected);
  });

  it("with a pasted key too is refused", async () => {
    expect(await failure({ key: SECRET, keyFile: keyPath("rsa.pkcs8.pem") })).toEqual({
      field: "keyFile",
      message: "Key file: a key is pasted too. Clear one of the two.",
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
