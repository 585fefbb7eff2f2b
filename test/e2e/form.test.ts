import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fields, isShown as isShownField } from "../../src/core/form/schema";
import type { FieldName, PresetField } from "../../src/core/form/types";
import { presets } from "../../src/presets";
import { type DrawnInput, flat, visible } from "../support/drawn";
import { pem, SECRET } from "../support/keys";
import { filledIn } from "../support/preset-cases";
import { Runtime } from "../support/runtime";

const RED = "danger";
const YELLOW = "warning";
const BLUE = "info";
const GREEN = "success";
const START = "Paste the secret or private key to sign.";

/** The fields of each flow that only the user can fill in. */
const NEEDED: Record<string, string[]> = {
  "jwt-bearer": ["tokenUrl"],
  "client-assertion": ["tokenUrl", "clientId"],
  exchange: ["tokenUrl"],
};

describe("the form, in Yaak's own plugin runtime,", () => {
  let runtime: Runtime;
  let form: DrawnInput[];
  const draw = async (values: object = {}) => {
    form = await runtime.form(values);
  };

  const field = (name: string) => visible(form).find((input) => input.name === name);
  const isShown = (name: string) => field(name) !== undefined;
  /** The text of the status banner, if it has this color. */
  const banner = (color: string) => {
    const [found] = form.filter((input) => input.type === "banner" && input.color === color && !input.hidden);
    return found?.inputs?.map(({ content }) => content).join("\n");
  };
  const section = (start: string) =>
    form.find(({ type, label }) => type === "accordion" && label?.startsWith(start));
  const previewLabel = () => section("Preview")?.label;
  const preview = () =>
    section("Preview")
      ?.inputs?.map(({ content, defaultValue }) => content ?? defaultValue)
      .join("\n\n") ?? "";
  /** The JSON in the preview's editors: header and claims. */
  const previewed = () =>
    (section("Preview")?.inputs ?? []).flatMap(({ readOnly, defaultValue = "" }) =>
      readOnly ? JSON.parse(defaultValue) : [],
    );

  beforeAll(async () => {
    runtime = await Runtime.start();
  });
  afterAll(() => runtime.close());

  describe("when untouched,", () => {
    beforeAll(() => draw());

    it("shows the main fields first and the others in accordions", () => {
      const top = form
        .filter(({ hidden }) => !hidden)
        .flatMap((input) => (input.type === "h_stack" ? visible(input.inputs ?? []) : input));
      expect(
        top.map(({ type, label }) => (label ? (type === "accordion" ? `> ${label}` : label) : type)),
      ).toEqual([
        "Preset",
        "Secret or Private Key",
        "Secret Encoding",
        "Algorithm",
        "Passphrase",
        "Key File",
        "Issuer",
        "Subject",
        "Audience",
        "Expires In",
        "Key ID",
        "banner",
        "> Preview: Authorization: Bearer … expires in 5 minutes",
        "> More Claims and Times",
        "> Token Header",
        "> Where to Send It: Authorization header",
        "> OAuth 2.0",
        "> Certificate",
      ]);
    });

    it("says how to start instead of showing an error, and previews what would be sent", () => {
      expect([banner(BLUE), banner(RED), banner(YELLOW)]).toEqual([START, undefined, undefined]);
      expect(previewed()).toEqual([
        { alg: "…", typ: "JWT" },
        { iat: expect.any(Number), exp: expect.any(Number) },
      ]);
      expect(preview()).toMatch(
        /- iat: now \(\d\d:\d\d:\d\d UTC\)\n- exp: in 5 minutes \((\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d UTC\)/,
      );
    });

    it("draws every field that is shown once, and shows the default of an empty field as its placeholder", () => {
      const names = visible(form).flatMap(({ name, readOnly }) => (name && !readOnly ? name : []));
      expect(new Set(names).size).toBe(names.length);
      expect([...names].sort()).toEqual(
        [...fields.values()].flatMap((each) => (isShownField(each, {}) ? each.name : [])).sort(),
      );
      expect(new Set(flat(form).flatMap(({ name, readOnly }) => (name && !readOnly ? name : [])))).toEqual(
        new Set(fields.keys()),
      );
      expect(
        [field("expiresIn"), field("headerPrefix"), field("claims")].map((input) => input?.placeholder),
      ).toEqual(["5m", "Bearer", "{}"]);
    });

    it("sets a default only for selects that are shown, so that nothing else is stored or sent", () => {
      const shown = new Set(visible(form).map(({ name }) => name));
      for (const { type, name, defaultValue } of flat(form).filter((input) =>
        fields.has(input.name as FieldName),
      ))
        expect(defaultValue, name).toEqual(
          type === "select" && shown.has(name) ? expect.any(String) : undefined,
        );
    });

    it("masks the key and the passphrase, and makes the key and certificate fields multiline", () => {
      expect(field("key")).toMatchObject({ type: "text", password: true, multiLine: true });
      expect(field("passphrase")).toMatchObject({ type: "text", password: true });
      expect(field("certificate")).toMatchObject({ type: "text", multiLine: true });
    });
  });

  it("adapts to the algorithm", async () => {
    await draw({ algorithm: "RS256" });
    expect(field("key")).toMatchObject({ label: "Private Key", optional: false });
    expect(["keyEncoding", "passphrase", "certificate"].map(isShown)).toEqual([false, true, true]);
    await draw({ algorithm: "none" });
    expect(["key", "keyFile", "keyEncoding", "passphrase", "certificate"].some(isShown)).toBe(false);
    expect(section("Certificate")?.hidden).toBe(true);
    expect([banner(RED), banner(YELLOW)]).toEqual([
      undefined,
      "The token is unsigned (algorithm none). Anyone can forge it, and servers should reject it.",
    ]);
  });

  it("says the same of a short secret at every character, until it is long enough", async () => {
    const said = new Set<string | undefined>();
    for (let length = 1; length <= 33; length++) {
      await draw({ key: "a".repeat(length) });
      expect(banner(RED)).toBeUndefined();
      expect(banner(YELLOW) === undefined).toBe(length >= 32);
      said.add(banner(YELLOW));
    }
    expect(said.size).toBe(2);
    expect(banner(GREEN)).toBe("Ready to send, signed with HS256.");
  });

  it("shows an error until the last byte of a private key has been typed", async () => {
    const key = pem("ed25519.pkcs8.pem").trim();
    for (let length = 1; length < key.indexOf("\n-----END"); length += 1) {
      await draw({ algorithm: "EdDSA", key: key.slice(0, length), issuer: "me" });
      expect(banner(RED), `after ${length}`).toMatch(/^Private Key: [A-Z].+\. .+\.$/);
      expect(previewed()[1]).toMatchObject({ iss: "me" });
    }
    await draw({ algorithm: "EdDSA", key, issuer: "me" });
    expect([banner(RED), banner(YELLOW)]).toEqual([undefined, undefined]);
  });

  it.each<[string, object, string]>([
    [
      "invalid JSON",
      { key: SECRET, claims: '{ "a": ' },
      "Additional Claims: Invalid JSON at line 1, column 8: expected a value. If a variable is there, it may be empty.",
    ],
    [
      "JSON with Markdown characters",
      { key: SECRET, claims: '{ "a*b_`<c>": 1, "a*b_`<c>": 2 }' },
      'Additional Claims: Invalid JSON at line 1, column 18: "a\\*b\\_\\`\\<c\\>" is duplicated.',
    ],
    [
      "an invalid duration",
      { key: SECRET, expiresIn: "soon" },
      "Expires In: Invalid duration. Use 300 (seconds), 30s, 5m, 1h30m, 2d, 1w, or none.",
    ],
    [
      "an unknown placeholder",
      { key: SECRET, subject: "$request.hos" },
      "Subject: Unknown placeholder $request.hos. Use $request.method, $request.url, $request.host, $request.path, $request.pathWithQuery, $request.query, $request.body.sha256, $request.qsh, or $$ for a dollar sign.",
    ],
  ])("shows the error that sending would give for %s", async (_, values, message) => {
    await draw(values);
    expect(banner(RED)).toBe(message);
    const sent = await runtime.apply(values, { method: "GET", url: "https://api.example.com/" });
    expect(sent).toMatchObject({ type: "error_response", error: message.replaceAll("\\", "") });
  });

  it("hides the preview while the JSON is invalid, and shows it again when the JSON is fixed", async () => {
    await draw({ key: SECRET, claims: "{" });
    expect(preview().trim()).toBe("Fix the error above to see the preview.");
    await draw({ key: SECRET, claims: '{ "a": "```" }' });
    expect(preview()).toContain('"a": "```"');
  });

  it("lists several warnings in one banner", async () => {
    await draw({ key: "short", expiresIn: "none", placement: "query" });
    expect(banner(YELLOW)?.split("\n")).toEqual(Array(3).fill(expect.stringMatching(/^- The .+\.$/)));
  });

  describe.each([...presets.values()])("with the preset $id", (preset) => {
    it("uses the preset's texts, defaults, and fields", async () => {
      await draw({ preset: preset.id });
      for (const [
        name,
        { label, placeholder, default: value, description, required, inKey },
      ] of Object.entries(preset.fields) as [FieldName, PresetField][]) {
        const input = field(name);
        // Some fields are only for another place of the token.
        if (!input) continue;
        if (label) expect(input?.label, name).toBe(label);
        if (description) expect(input?.description, name).toBe(description);
        if (input?.type === "select") expect(input.defaultValue, name).toBe(value);
        else if (placeholder ?? value) expect(input?.placeholder, name).toBe(placeholder ?? value);
        // Fields that only the user can fill in have an asterisk.
        const ofFlow = value === undefined && NEEDED[preset.fields.flow?.default ?? "jwt"]?.includes(name);
        if (name !== "key") expect(input?.optional, name).toBe(!ofFlow && (!required || inKey === true));
      }
      const forOthers = [...fields.values()].filter(
        ({ name, presetOnly, alsoWhen }) => presetOnly && !preset.fields[name] && alsoWhen !== preset.id,
      );
      for (const { name } of forOthers) expect(isShown(name), name).toBe(false);
      const help = visible(form).find(
        ({ type, content }) => type === "markdown" && content?.startsWith("Enter "),
      );
      expect(help?.content).toContain(preset.documentation.url ?? preset.documentation.title);
    });
  });

  it("previews a grant's token request and where the returned token is sent", async () => {
    await draw({ preset: "salesforce", ...filledIn.salesforce?.() });
    expect(previewLabel()).toBe("Preview: Authorization: Bearer …");
    expect(preview()).toMatch(
      /\*\*Token request\*\*\n\n```\nPOST https:\/\/login\.salesforce\.com\/services\/oauth2\/token\ngrant_type=.*\nassertion=…\n```\n\n\*\*Where the returned token is sent\*\*\n\n```\nAuthorization: Bearer …\n```/,
    );
  });

  it("previews where a code is sent, warns about its duration, and hides the JWT fields", async () => {
    await draw({ preset: "document360", ...filledIn.document360?.(), tokenValidity: "1m" });
    expect(previewLabel()).toBe("Preview: ?code=…");
    expect(preview()).toContain("Document360 raises the session duration to its minimum of 5 minutes.");
    expect(preview()).toMatch(/\*\*Where the returned code is sent\*\*\n\n```\n\?code=…\n```$/);
    expect(["algorithm", "key", "claims", "issuer"].some(isShown)).toBe(false);
  });

  it("lets the user's values override those of a preset", async () => {
    const values = {
      preset: "github-app",
      ...filledIn["github-app"]?.(),
      algorithm: "PS256",
      expiresIn: "3m",
      issuer: "123",
    };
    await draw(values);
    expect(previewed()[0].alg).toBe("PS256");
    expect(previewed()[1].iss).toBe("123");
    expect(previewLabel()).toContain("expires in 3 minutes");
    expect(banner(YELLOW)).toBe("GitHub App accepts RS256, not PS256.");
  });

  it.each<[string, object]>([
    ["an unknown preset and algorithm", { preset: "x", algorithm: "HS999" }],
    [
      "values of other types",
      { preset: 1, algorithm: 1, placement: null, key: {}, claims: [], issuer: true },
    ],
    ["names of JavaScript object properties", { preset: "__proto__", constructor: 1, toString: 2 }],
    ["very long text", { key: SECRET, claims: `{ "a": "${"x".repeat(1_000_000)}" }` }],
  ])("is still drawn for %s", async (_, values) => {
    await draw(values);
    expect(new Set(flat(form).flatMap(({ name, readOnly }) => (name && !readOnly ? name : []))).size).toBe(
      fields.size,
    );
    expect(preview().length).toBeLessThan(40_000);
  });
});
