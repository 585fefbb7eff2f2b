import { stat } from "node:fs/promises";
import { expect, it, vi } from "vitest";
import { failure } from "../support/sign";

// Windows cannot run here, so only its path rules are used, and file access is mocked.
vi.mock("node:path", async (original) => (await original<typeof import("node:path")>()).win32);
vi.mock("node:fs/promises", async (original) => ({
  ...(await original<typeof import("node:fs/promises")>()),
  stat: vi.fn(() => Promise.reject(new Error("looked at"))),
}));

it.each(["\\\\server\\share\\key.pem", "//server/share/key.pem", "\\\\.\\pipe\\name"])(
  "on Windows, %s is rejected without being accessed",
  async (keyFile) => {
    expect((await failure({ algorithm: "RS256", keyFile })).message).toBe(
      "Key File: Network paths aren't allowed. Select a local file, or one on a mapped drive.",
    );
    expect(stat).not.toHaveBeenCalled();
  },
);
