import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, it } from "vitest";

it("npm run demo covers the main use cases, and all of its checks pass", () => {
  const output = execFileSync(resolve("node_modules/.bin/tsx"), ["scripts/demo.ts"], { encoding: "utf8" });
  expect(output).toContain("All checks passed.");
  for (const path of [
    "/reports",
    "/payments",
    "/refunds",
    "/session",
    "/issues",
    "/orders",
    "/guide",
    "/public",
    "/broken",
  ]) {
    expect(output).toContain(path);
  }
});
