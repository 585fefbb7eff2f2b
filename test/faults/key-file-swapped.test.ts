import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { keyPath } from "../support/keys";
import { failure } from "../support/sign";

// Nothing can be timed to fall between looking at a file and opening it, so here looking always finds the good file.
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  return { ...real, stat: vi.fn(() => real.stat(keyPath("rsa.pkcs8.pem"))) };
});

it("a key file that turns into a named pipe once it was looked at is refused, and nobody waits for it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "jwt-bearer-swapped-"));
  const keyFile = join(folder, "pipe");
  execFileSync("mkfifo", [keyFile]);
  expect((await failure({ algorithm: "RS256", keyFile })).message).toBe(
    `Key File: Not a regular file: ${keyFile}. Select the key file itself.`,
  );
  expect(stat).toHaveBeenCalled();
  rmSync(folder, { recursive: true });
});
