import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { keyPath } from "../support/keys";
import { failure } from "../support/sign";

// A swap cannot be timed to happen between checking a file and opening it, so here the check always sees the valid file.
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  return { ...real, stat: vi.fn(() => real.stat(keyPath("rsa.pkcs8.pem"))) };
});

it("a key file that is replaced with a named pipe after it was checked is rejected without waiting for data", async () => {
  const folder = mkdtempSync(join(tmpdir(), "jwt-bearer-swapped-"));
  const keyFile = join(folder, "pipe");
  execFileSync("mkfifo", [keyFile]);
  expect((await failure({ algorithm: "RS256", keyFile })).message).toBe(
    `Key File: Not a regular file: ${keyFile}. Select the key file itself.`,
  );
  expect(stat).toHaveBeenCalled();
  rmSync(folder, { recursive: true });
});
