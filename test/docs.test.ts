import { execFileSync, execSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { homepage, scripts } from "../package.json";
import { PAGES, regenerate } from "../scripts/pages";
import { anchorOf } from "../scripts/recipes";
import { type Dialog, dialogFields, fields, formSchema } from "../src/core";
import { referenceNames } from "../src/core/token/reference-syntax";
import { presets } from "../src/presets";
import { sign } from "./support/sign";

const read = (file: string) => readFileSync(file, "utf8");
const readme = read("README.md");
const pages = readdirSync("docs").flatMap((name) => (name.endsWith(".md") ? join("docs", name) : []));
const documents = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "TESTING.md", "CHANGELOG.md", ...pages];

const linksIn = (text: string) =>
  Array.from(text.matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g), ([, link, image]) => link ?? image ?? "");

describe("README.md", () => {
  it("has at most 250 lines", () => {
    expect(readme.split("\n").length).toBeLessThanOrEqual(250);
  });

  it("counts the presets correctly", () => {
    expect(readme).toContain(`**${presets.size} presets**`);
  });

  it("has only absolute links, because Yaak's plugin list shows it too", () => {
    const links = linksIn(readme);
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((link) => !/^(?:https:|#)/.test(link))).toEqual([]);
  });

  it("has OpenSSL commands that create usable keys", async () => {
    const folder = mkdtempSync(join(tmpdir(), "jwt-bearer-readme-"));
    const commands = readme.split("\n").filter((line) => line.startsWith("openssl "));
    for (const command of commands) execSync(command, { cwd: folder, stdio: "pipe" });
    const key = (name: string) => readFileSync(join(folder, name), "utf8");
    await sign({ algorithm: "RS256", key: key("rsa.pem") });
    await sign({ algorithm: "ES256", key: key("ec.pem") });
    await sign({ algorithm: "EdDSA", key: key("ed25519.pem") });
    const secret = execFileSync("openssl", ["rand", "-base64", "48"], { encoding: "utf8" });
    await sign({ algorithm: "HS256", key: secret });
    expect(commands).toHaveLength(7);
    rmSync(folder, { recursive: true });
  });
});

describe("the documentation", () => {
  it.each(PAGES)("is up to date: $file", (page) => {
    expect(read(page.file)).toBe(regenerate(page, read(page.file)));
  });

  it("lists every placeholder, and no other", () => {
    const rows = read("docs/placeholders.md").split("\n");
    const listed = rows
      .filter((line) => line.startsWith("| `$"))
      .flatMap((row) => Array.from(row.split("|")[1]?.matchAll(/`\$([\w.]+)`/g) ?? [], ([, name]) => name));
    expect(listed.sort()).toEqual([...referenceNames].sort());
  });

  it("mentions only existing npm scripts, and every one that developers run", () => {
    const named = documents.flatMap((file) =>
      Array.from(read(file).matchAll(/npm run ([a-z]+)/g), ([, name = ""]) => name),
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
    const internal = ["types", "lint", "test", "prepack"];
    expect(Object.keys(scripts).filter((name) => !named.includes(name) && !internal.includes(name))).toEqual(
      [],
    );
  });

  it.each(documents)("has no broken links: %s", (file) => {
    const missing = linksIn(read(file)).filter((link) => {
      const local = link
        .replace(`${homepage}/blob/main/`, "/")
        .replace(`${homepage.replace("github.com", "raw.githubusercontent.com")}/main/`, "/");
      if (/^https:/.test(local)) return false;
      const [path = "", anchor] = local.split("#");
      const target = path.startsWith("/") ? path.slice(1) : path ? join(dirname(file), path) : file;
      if (!existsSync(target)) return true;
      return anchor !== undefined && !headingsOf(read(target)).includes(anchor);
    });
    expect(missing).toEqual([]);
  });

  it.each(["README.md", ...pages])("names only labels that the form or Yaak shows: %s", (file) => {
    const quoted = Array.from(read(file).matchAll(/\*\*([^*]+)\*\*/g), ([, text = ""]) => text);
    const known = new Set([...labels(), ...YAAK]);
    const unknown = quoted.flatMap((text) => text.split(" → ")).filter((text) => !known.has(text));
    expect(unknown.filter((text) => !isLeadIn(read(file), text))).toEqual([]);
  });

  it("quotes error messages exactly", () => {
    const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => read(join("src", name)))
      .join("\n");
    const [, tables = ""] = read("docs/troubleshooting.md").split("## By message");
    const phrases = Array.from(tables.matchAll(/^\| (?!Message|---)(.*?) \|/gm), ([, phrase = ""]) => phrase);
    expect(phrases.length).toBeGreaterThan(40);
    expect(phrases.filter((phrase) => !sources.includes(phrase))).toEqual([]);
  });
});

const headingsOf = (text: string) =>
  Array.from(text.matchAll(/^#+ (.*)$/gm), ([, heading = ""]) => anchorOf(heading));

/** Whether bold text is a lead-in of a paragraph or list item. Unlike a label, it is in sentence case. */
const isLeadIn = (text: string, bold: string) =>
  /^\S+(?: [^A-Z].*)?$/.test(bold) &&
  text.split("\n").some((line) => line.replace(/^- |^\d\. /, "").startsWith(`**${bold}**`));

/** Yaak's own labels that the pages mention. */
const YAAK = [
  ...["Settings", "Plugins", "Discover", "Installed", "Bundled", "Install", "Select Plugin", "Add Plugin"],
  ...[
    "Auth",
    "No Auth",
    "Select File",
    "Enabled",
    "Headers",
    "Request Headers",
    "Info",
    "JWT Bearer",
    "JWT Payload",
    "JWT",
    "JSON Web Tokens",
  ],
  ...["Private", "Sharable", "Enable Encryption", "Encrypt Field"],
];

/** Every label of the form, its dialogs, and its presets. */
function labels(): string[] {
  const sections = formSchema.inputs.flatMap((input) =>
    "type" in input && input.type === "accordion" ? input.label : [],
  );
  const ofFields = [...fields.values(), ...dialogFields.values()].flatMap(
    ({ label, variants = [], options = [] }) => [
      label,
      ...variants.map((variant) => variant.label ?? label),
      ...options.map((option) => option.label),
    ],
  );
  const ofPresets = [...presets.values()].flatMap((preset) => [
    preset.label,
    ...Object.values(preset.fields).flatMap((field) => field.label ?? []),
  ]);
  const dialogs = Object.values(formSchema.dialogs).flatMap(({ label, title, confirm = title }: Dialog) => [
    label ?? title,
    confirm,
  ]);
  return [...sections, ...ofFields, ...ofPresets, ...dialogs];
}
