import { execFileSync, execSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withFreshParts } from "../scripts/readme-parts";
import { referenceNames } from "../src/core/token/resolve";
import { pluginFolder } from "./support/plugin";
import { sign } from "./support/sign";

const readme = readFileSync("README.md", "utf8");

describe("README.md", () => {
  it("has the table of fields and the recipes that npm run generate writes", () => {
    expect(readme).toBe(withFreshParts(readme));
  });

  it("lists every name that text can refer to, and no other", () => {
    const [, section = ""] = /## Values that are filled in\n(.*?)\n## /s.exec(readme) ?? [];
    const rows = section.split("\n").filter((line) => line.startsWith("| `$"));
    const listed = rows.flatMap((row) =>
      Array.from(row.split("|")[1]?.matchAll(/`\$([\w.]+)`/g) ?? [], ([, name]) => name),
    );
    expect(listed.sort()).toEqual([...referenceNames].sort());
  });

  it("names only scripts that there are, and all that a developer calls", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    const named = Array.from(readme.matchAll(/npm run ([a-z]+)/g), ([, name = ""]) => name);
    for (const name of named) expect(Object.keys(scripts)).toContain(name);
    expect(new Set(named)).toEqual(
      new Set(["build", "dev", "demo", "bench", "fuzz", "format", "generate", "release"]),
    );
  });

  it("links to nothing that is not there for who reads it in Yaak's plugin list", () => {
    const links = Array.from(readme.matchAll(/\]\(([^)\s]+)\)/g), ([, target = ""]) => target);
    const relative = links.filter((target) => !/^(?:https:|#)/.test(target));
    expect(links.length).toBeGreaterThan(20);
    expect(relative.filter((target) => !existsSync(join(pluginFolder(), target)))).toEqual([]);
  });

  it("makes keys with commands that work, and the plugin signs with them", async () => {
    const folder = mkdtempSync(join(tmpdir(), "jwt-bearer-readme-"));
    const commands = readme.split("\n").filter((line) => /^openssl (?!pkcs8)/.test(line));
    for (const command of commands) execSync(command, { cwd: folder, stdio: "pipe" });
    const key = (name: string) => readFileSync(join(folder, name), "utf8");
    await sign({ algorithm: "RS256", key: key("rsa.pem") });
    await sign({ algorithm: "ES256", key: key("ec.pem") });
    await sign({ algorithm: "EdDSA", key: key("ed25519.pem") });
    const secret = execFileSync("openssl", ["rand", "-base64", "48"], { encoding: "utf8" });
    await sign({ algorithm: "HS256", key: secret, keyEncoding: "base64" });
    expect(commands).toHaveLength(7);
    rmSync(folder, { recursive: true });
  });

  it("explains errors in the words that they have", () => {
    const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(join("src", name), "utf8"))
      .join("\n")
      // A dollar sign that begins an expression is not part of a message.
      .replaceAll(/(?<!\$)\$\{/g, "{");
    const [, table = ""] = readme.split("## What the errors mean");
    const phrases = Array.from(table.matchAll(/^\| (?!It says|---)(.*?) \|/gm), ([, phrase = ""]) => phrase);
    expect(phrases.length).toBeGreaterThan(15);
    for (const phrase of phrases) expect(sources.includes(phrase), phrase).toBe(true);
  });
});
