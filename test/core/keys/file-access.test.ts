import { constants, writeFileSync } from "node:fs";
import { open, stat } from "node:fs/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { isOnServer, readKeyFile } from "../../../src/core/keys/file";
import { keyPath } from "../../support/keys";
import { refusal } from "../../support/refusal";

// Root may read everything, and a device must not be opened even by a test. So files are what the system says they are.
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  return { ...real, open: vi.fn(real.open), stat: vi.fn(real.stat) };
});

const MIB = 1024 * 1024;
const stats = (size: number, isFile = true) =>
  ({ size, isFile: () => isFile, isDirectory: () => false }) as Awaited<ReturnType<typeof stat>>;

/** A file that was opened, of which only what is used here exists. */
const opened = (bytes: Buffer, size = bytes.length, isFile = true) => {
  let at = 0;
  return {
    stat: async () => stats(size, isFile),
    read: vi.fn(async (buffer: Buffer, offset: number, length: number) => {
      const bytesRead = bytes.copy(buffer, offset, at, at + length);
      at += bytesRead;
      return { bytesRead, buffer };
    }),
    close: vi.fn(async () => {}),
  };
};
const willOpen = (file: ReturnType<typeof opened>) => vi.mocked(open).mockResolvedValueOnce(file as never);

afterEach(() => vi.clearAllMocks());

describe("a key file", () => {
  const path = () => keyPath("rsa.pkcs8.pem");
  const read = () => readKeyFile("keyFile", path());
  const TOO_LARGE = () => `Too large for a key (over 1 MiB): ${path()}. Select the key file itself.`;
  const message = (text: string) => ({ field: "keyFile", message: text });

  it.each([
    ["a device", stats(0, false), () => `Not a regular file: ${path()}. Select the key file itself.`],
    ["a huge file", stats(MIB + 1), TOO_LARGE],
  ])("is never opened if it is %s", async (_, found, text) => {
    vi.mocked(stat).mockResolvedValueOnce(found);
    expect(await refusal(read)).toEqual(message(text()));
    expect(open).not.toHaveBeenCalled();
  });

  it.each([
    ["a device", opened(Buffer.from("x"), 0, false), /^Not a regular file: /],
    ["a huge file", opened(Buffer.from("x"), MIB + 1), /^Too large for a key/],
  ])("is not read if it has become %s, and is closed", async (_, file, text) => {
    willOpen(file);
    expect((await refusal(read)).message).toMatch(text);
    expect(file.read).not.toHaveBeenCalled();
    expect(file.close).toHaveBeenCalledTimes(1);
  });

  it("is opened without waiting for a named pipe, and is closed after it is read", async () => {
    const file = opened(Buffer.from("secret"));
    willOpen(file);
    expect(await read()).toBe("secret");
    expect(vi.mocked(open).mock.calls).toEqual([[path(), constants.O_RDONLY | constants.O_NONBLOCK]]);
    expect(file.close).toHaveBeenCalledTimes(1);
  });

  it.each([
    [MIB, "a".repeat(MIB)],
    [MIB + 1, undefined],
  ])("is read to its end whatever its size is said to be: %i bytes", async (length, text) => {
    willOpen(opened(Buffer.alloc(length, "a"), 0));
    if (text === undefined) expect((await refusal(read)).message).toMatch(/^Too large for a key/);
    else expect((await read()) === text).toBe(true);
  });

  it.each([
    ["EACCES", "(EACCES). Check its permissions, or select another file."],
    ["EPERM", "(EPERM). Check its permissions, or select another file."],
    ["EIO", "(EIO). Select another file."],
    [undefined, "(unknown error). Select another file."],
  ])("that cannot be opened is rejected with the code %s", async (code, rest) => {
    vi.mocked(open).mockRejectedValueOnce(Object.assign(new Error("no"), { code }));
    expect(await refusal(read)).toEqual(message(`Can't read ${path()} ${rest}`));
  });

  it.each(["ENOENT", "EACCES"])("is not named if its folder cannot be found (%s)", async (code) => {
    const missing = Object.assign(new Error("no"), { code: "ENOENT" });
    vi.mocked(stat)
      .mockRejectedValueOnce(missing)
      .mockRejectedValueOnce(Object.assign(new Error("no"), { code }));
    expect(await refusal(read)).toEqual(message("File not found. Select it again, or enter its full path."));
  });

  it.each([
    ["the first byte of UTF-16", [0xff, 0x00]],
    ["UTF-16 in the other order", [0xfe, 0xff, 0x61, 0x00]],
  ])("with only %s is not text", async (_, bytes) => {
    const file = keyPath("not-text");
    writeFileSync(file, Buffer.from(bytes));
    expect(await readKeyFile("keyFile", file)).toEqual(Buffer.from(bytes));
  });
});

it.each(["C:\\keys\\\\key.pem", "C://keys/key.pem", "keys\\\\key.pem"])("%s is not on a server", (path) => {
  expect(isOnServer(path, "\\")).toBe(false);
});
