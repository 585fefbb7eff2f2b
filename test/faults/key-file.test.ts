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

  /** Sends in the real client's plugin runtime, within one second. Resolves to the token or the error that the user sees. */
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
      "is a circular link",
      () => symlinkSync(file(), file()),
      "Can't read PATH (ELOOP). Select another file.",
    ],
    [
      "is a broken link",
      () => symlinkSync(join(folder, "nothing"), file()),
      "File not found: PATH. Select it again.",
    ],
    ["is empty", () => writeFileSync(file(), ""), "The file is empty. Select another file."],
    [
      "is 2 MiB in size",
      () => writeFileSync(file(), pem("rsa.pkcs8.pem").padEnd(2 * 1024 * 1024)),
      "Too large for a key (over 1 MiB): PATH. Select the key file itself.",
    ],
    [
      "is a named pipe without a writer",
      () => execFileSync("mkfifo", [file()]),
      "Not a regular file: PATH. Select the key file itself.",
    ],
    [
      "is a device",
      () => symlinkSync("/dev/zero", file()),
      "Not a regular file: PATH. Select the key file itself.",
    ],
    [
      "is incomplete",
      () => writeFileSync(file(), pem("rsa.pkcs8.pem").slice(0, 800)),
      "This private key is incomplete: its BEGIN or END line is missing. Copy the whole file.",
    ],
    [
      "contains only zeros",
      () => {
        writeFileSync(file(), "");
        truncateSync(file(), 1000);
      },
      "Unknown private key format. Use a PEM, a JWK, a Google or Coinbase key file, or DER in base64.",
    ],
  ])("that %s is rejected, and is read again once it is valid", async (_, breakIt, message) => {
    good();
    await expectGood();
    remove();
    breakIt();
    expect(await send()).toEqual({ error: `Key File: ${message.replace("PATH", file())}` });
    good();
    await expectGood();
  });

  it("that is replaced between two sends is read again, and the second token is signed with the new key", async () => {
    good();
    await expectGood();
    // The new file has the same size and replaces the old one atomically, as key rotation tools do it.
    copyFileSync(keyPath("rsa-other.pkcs8.pem"), join(folder, "new"));
    renameSync(join(folder, "new"), file());
    await expectGood("rsa-other.pkcs8.pem");
  });

  it("that is not readable is rejected, and is read again once it is readable", () => {
    // Root can read everything, so the built plugin runs as another user, with a key file that this user owns. The plugin is
    // passed through standard input, because this user may not have access to the checkout.
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
