import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "esbuild";
import { describe, expect, it } from "vitest";
import {
  defaultOf,
  dialogFields,
  fieldOf,
  fields,
  isAsked,
  isShown,
  type Values,
  wordingOf,
} from "../src/core";
import { presets } from "../src/presets";
import schema from "../ui-schema.json";

type Rule = [words: RegExp, better: string];

/** Banned words, and what to use instead. */
const NEVER: Rule[] = [
  [/\bfurther (?:claim|header|parameter|field)/i, "additional"],
  [/\bthere is nothing here\b/i, "Required."],
  [/(?<!there )\bis no (?!longer)/i, "isn't a …, Unknown …"],
  [/\bbeats\b/i, "overrides"],
  [/\bleft (?:out|off)\b/i, "omitted, removed"],
  [/\bkey of a key pair\b/i, "public or private key"],
  [/\bcut short\b/i, "incomplete"],
  [/\bto the letter\b/i, "exactly"],
  [/\banew\b/i, "again"],
  [/\bfor ever\b/i, "indefinitely"],
  [/\bwhom\b/i, "recipient"],
  [/\bthe other plugin\b/i, "Yaak's built-in JWT auth"],
  [/\b(?:put in for|stands? for itself|of its own accord)\b/i, "replaced, set"],
  [/\bmend(?:s|ed|ing)?\b/i, "fix, repair"],
  [/\bown form\b/i, "format"],
  [/\bby hand\b/i, "manually, yourself"],
  [/\bbehind the gear\b/i, "in the gear menu"],
  [/\bseconds since 1970\b/i, "Unix timestamp"],
  [/\b(?:e-mail|user name|grey|licence|licences)\b/i, "email, username, gray, license"],
];

/** Words that are also banned on screen. */
const ON_SCREEN: Rule[] = [
  ...NEVER,
  [/\bfurther\b/i, "additional"],
  [/\bthere (?:is|are) no(?:thing)?\b/i, "… not found"],
  [/\b(?:fits?|belongs? to)\b/i, "matches"],
  [/\b(?:made|makes)\b/i, "issued, created, generated"],
  [/\b(?:kept|forget|forgotten)\b/i, "cached, stored; delete"],
  [/\b(?:takes|wants|is let in)\b/i, "accepts, requires, is accepted"],
  [/(?<!connection )\brefuse[sd]?\b/i, "rejects"],
  [/\banswer(?:s|ed)?\b/i, "response, returned"],
  [/\bheader field/i, "header parameter"],
  [/\bstands?\b/i, "is, precedes, means"],
  [/\bthe app\b(?!'s settings| registration)/i, "Yaak"],
  [/\btr(?:y|ies|ied)\b(?! again)/i, "test, check"],
  // SMART's scopes are values.
  [/\bsystem\b(?!\/)/i, "service, API"],
  [/\btype (?:one|a|an|the|it)\b/i, "enter"],
  [/\b(?:cannot|(?:can|do|does|did|is|are|was|were|will|has|have) not)\b/i, "a contraction"],
  [/\b(?<!of )(?:it|that) is\b/i, "a contraction"],
  [/\b(?:please|sorry)\b|!(?:["`]|$)/i, "nothing"],
];

const breaches = (text: string, rules: Rule[]) =>
  rules.flatMap(([words, better]) => {
    const [found] = words.exec(text) ?? [];
    return found === undefined ? [] : `"${found}" in ${text.slice(0, 200)}: ${better}`;
  });

/** Words that stay lowercase in Title Case, and literal values. */
const LOWER = /^(?:a|an|and|as|by|for|in|of|on|or|the|to|with|\(.*|.*\)|none|service|bits|x5\S*)$/;

const isTitleCase = (label: string) =>
  label.split(/[\s/]+/).every((word) => !/^[a-z]/.test(word) || LOWER.test(word));

/** All strings under the given property names, with their paths. */
function stringsIn(json: unknown, names: string[], path = ""): [path: string, text: string][] {
  if (typeof json !== "object" || json === null) return [];
  return Object.entries(json).flatMap(([name, value]): [string, string][] => {
    const here = `${path}/${(value as { name?: string } | null)?.name ?? name}`;
    if (typeof value === "string") return names.includes(name) ? [[here, value]] : [];
    return stringsIn(value, names, here);
  });
}

/** String literals with several words, without comments. */
function textsIn(source: string): string[] {
  const { code } = transformSync(source, { loader: "ts" });
  return Array.from(code.matchAll(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g), ([text]) => text).filter(
    (text) => /[A-Za-z'’]{2,} [A-Za-z]/.test(text),
  );
}

const LABELS = ["label", "title", "confirm", "cancel"];
const TEXTS = [...LABELS, "description", "placeholder", "whenEmpty"];
const read = (file: string) => readFileSync(file, "utf8");
const filesIn = (folder: string, ending: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => ending.test(name))
    .map((name) => join(folder, name));

const texts: [file: string, texts: string[]][] = [
  ["ui-schema.json", stringsIn(schema, TEXTS).map(([, text]) => text)],
  ...filesIn("src", /\.ts$/).map((file): [string, string[]] => [file, textsIn(read(file))]),
];

describe("on-screen text", () => {
  it.each(texts)("uses no banned words: %s", (_, shown) => {
    expect(shown.flatMap((text) => breaches(text, ON_SCREEN))).toEqual([]);
  });

  it("has labels, options, buttons, and titles in Title Case", () => {
    const labels = [
      ...stringsIn(schema, LABELS),
      ...[...presets.values()].flatMap(({ documentation: _, ...preset }) => stringsIn(preset, LABELS)),
    ];
    expect(labels.length).toBeGreaterThan(150);
    expect(labels.filter(([, label]) => !isTitleCase(label))).toEqual([]);
  });

  const settings: Values[] = [
    ...[...presets.keys()].map((preset) => ({ preset })),
    ...(fieldOf("flow").options ?? []).flatMap(({ value: flow }) =>
      ["HS256", "RS256"].map((algorithm) => ({ flow, algorithm })),
    ),
  ];
  it.each(settings)("starts example placeholders with e.g.: %o", (values) => {
    for (const field of [...fields.values(), ...dialogFields.values()]) {
      const { placeholder } = wordingOf(field, values);
      if (placeholder === undefined || !isShown(field, values)) continue;
      const value = defaultOf(field.name, values);
      const isMissing = isAsked(field, values) && (value === undefined || value === "none");
      const isExample = placeholder.startsWith("e.g. ");
      if (isMissing || value !== undefined)
        expect(isExample, `${field.name}: ${placeholder}`).toBe(isMissing);
      // What an empty field means is in words. Anything else is an example.
      else if (!isExample) expect(placeholder, field.name).toMatch(/^[a-z][A-Za-z_, ]+$/);
    }
  });

  it("quotes the form's labels in messages as the form shows them", () => {
    const labels = stringsIn(schema, LABELS).map(([, label]) => label);
    const source = texts.flatMap(([, shown]) => shown).join("\n");
    const quoted = [
      "Secret Encoding",
      "Additional Parameters",
      "Client ID",
      "Client Secret",
      "Issuer",
      "Token Header",
    ];
    for (const label of quoted)
      expect([source.includes(label), labels.includes(label)], label).toEqual([true, true]);
  });
});

describe("comments, titles, and documents", () => {
  const lines = (file: string) => read(file).split("\n");
  const files = [
    ...readdirSync(".").filter((file) => file.endsWith(".md")),
    ...[".github", "bench", "docs", "scripts", "src", "test"].flatMap((folder) =>
      filesIn(folder, /\.(?:md|ts|yml|py)$/),
    ),
  ].filter((file) => !["src/THIRD-PARTY.md", "test/wording.test.ts"].includes(file));

  it("use no banned words", () => {
    expect(files.length).toBeGreaterThan(200);
    const found = files.flatMap((file) =>
      lines(file).flatMap((line) => breaches(line, NEVER).map((text) => [file, text])),
    );
    expect(found).toEqual([]);
  });
});
