import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compactVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyPath, pem, publicKeyOf } from "../support/keys";
import { bundleFile } from "../support/plugin";
import { Runtime } from "../support/runtime";

const request = { method: "GET", url: "https://api.example.com/" };
const bundle = readFileSync(bundleFile(), "utf8");

describe("a key file", () => {
  let folder = "";
  let runtime: Runtime;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "jwt-bearer-faults-"));
    runtime = await Runtime.start();
  });
  afterAll(async () => {
    await runtime.close();
    rmSync(folder, { recursive: true });
  });

  const file = () => join(folder, "key.pem");
  const remove = () => rmSync(file(), { recursive: true, force: true });
  const good = (name = "rsa.pkcs8.pem") => {
    remove();
    copyFileSync(keyPath(name), file());
  };

  /** A send in the real client's plugin runtime: the token, or what the user reads; within a second. */
  async function send(): Promise<{ token?: string; error?: string }> {
    const start = performance.now();
    const values = { algorithm: "RS256", keyFile: file(), headerPrefix: "none" };
    const reply = await runtime.apply(values, request);
    expect(performance.now() - start).toBeLessThan(1000);
    const [header] = (reply.setHeaders ?? []) as { value: string }[];
    return { token: header?.value, error: reply.error as string | undefined };
  }

  async function expectGood(name = "rsa.pkcs8.pem"): Promise<void> {
    const { token, error } = await send();
    expect(error).toBeUndefined();
    await compactVerify(token ?? "", publicKeyOf(name));
  }

  it.each<[string, () => void, string]>([
    ["disappears", () => {}, "File not found: PATH. Select it again."],
    ["is a folder", () => mkdirSync(file()), "This is a folder: PATH. Select the key file itself."],
    [
      "is a link in a loop",
      () => symlinkSync(file(), file()),
      "Can't read PATH (ELOOP). Select another file.",
    ],
    [
      "is a link to nothing",
      () => symlinkSync(join(folder, "nothing"), file()),
      "File not found: PATH. Select it again.",
    ],
    ["is empty", () => writeFileSync(file(), ""), "The file is empty. Select another file."],
    [
      "has 2 MiB",
      () => writeFileSync(file(), pem("rsa.pkcs8.pem").padEnd(2 * 1024 * 1024)),
      "Too large for a key (over 1 MiB): PATH. Select the key file itself.",
    ],
    [
      "is a named pipe that nobody writes to",
      () => execFileSync("mkfifo", [file()]),
      "Not a regular file: PATH. Select the key file itself.",
    ],
    [
      "is a device",
      () => symlinkSync("/dev/zero", file()),
      "Not a regular file: PATH. Select the key file itself.",
    ],
    [
      "is half written",
      () => writeFileSync(file(), pem("rsa.pkcs8.pem").slice(0, 800)),
      "This private key is incomplete: its BEGIN or END line is missing. Copy the whole file.",
    ],
    [
      "holds nothing but zeros",
      () => {
        writeFileSync(file(), "");
        truncateSync(file(), 1000);
      },
      "Unknown private key format. Use a PEM, a JWK, a Google or Coinbase key file, or DER in base64.",
    ],
  ])("that %s is refused, and is read again once it is good", async (_, breakIt, message) => {
    good();
    await expectGood();
    remove();
    breakIt();
    expect(await send()).toEqual({ error: `Key File: ${message.replace("PATH", file())}` });
    good();
    await expectGood();
  });

  it("that is replaced between two sends signs the second with the new key", async () => {
    good();
    await expectGood();
    // Of the same size and put in its place at once, as tools that rotate keys do it.
    copyFileSync(keyPath("rsa-other.pkcs8.pem"), join(folder, "new"));
    renameSync(join(folder, "new"), file());
    await expectGood("rsa-other.pkcs8.pem");
  });

  it("that may not be read is refused, and is read again once it may", () => {
    // Root may read everything, so the built plugin runs as another user, with a file of that user's own. It comes in by
    // standard input, since that user may not be able to look into the checkout.
    const script = `${bundle};
      (async () => {
      const fs = require("node:fs");
      const folder = fs.mkdtempSync(require("node:path").join(require("node:os").tmpdir(), "jwt-bearer-user-"));
      const keyFile = folder + "/key.pem";
      fs.writeFileSync(keyFile, ${JSON.stringify(pem("rsa.pkcs8.pem"))});
      const send = async (mode) => {
        fs.chmodSync(keyFile, mode);
        const args = { headers: [], values: { algorithm: "RS256", keyFile } };
        return module.exports.plugin.authentication.onApply({}, args)
          .then(() => "signed", (error) => error.message.replace(keyFile, "PATH"));
      };
      console.log(JSON.stringify([await send(0o600), await send(0), await send(0o400)]));
      fs.rmSync(folder, { recursive: true });
      })();`;
    const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const output = execFileSync(process.execPath, ["-"], {
      input: script,
      cwd: "/",
      encoding: "utf8",
      ...user,
    });
    expect(JSON.parse(output)).toEqual([
      "signed",
      "Key File: Can't read PATH (EACCES). Check its permissions, or select another file.",
      "signed",
    ]);
  });
});
