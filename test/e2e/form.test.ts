import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fields } from "../../src/core/form/schema";
import type { FieldName, PresetField } from "../../src/core/form/types";
import { presets } from "../../src/presets";
import { type DrawnInput, flat } from "../support/drawn";
import { pem, SECRET } from "../support/keys";
import { filledIn } from "../support/preset-cases";
import { Runtime } from "../support/runtime";

const RED = "danger";
const YELLOW = "warning";

/** The fields of each flow that only the user can fill in. */
const NEEDED: Record<string, string[]> = {
  "jwt-bearer": ["tokenUrl"],
  "client-assertion": ["tokenUrl", "clientId"],
};
const BLUE = "info";
const START = "Paste a secret or private key to start.";

describe("the form, in Yaak's own plugin runtime,", () => {
  let runtime: Runtime;
  let form: DrawnInput[];
  const draw = async (values: object = {}) => {
    form = await runtime.form(values);
  };

  const shown = () => flat(form).filter(({ hidden }) => !hidden);
  const field = (name: string) => flat(form).find((input) => input.name === name);
  /** A banner's text. Undefined if it is not shown. */
  const banner = (color: string) => {
    const [found] = shown().filter((input) => input.type === "banner" && input.color === color);
    return found?.inputs?.map(({ content }) => content).join("\n");
  };
  const preview = () => {
    const accordion = form.find(({ type, label }) => type === "accordion" && label === "Preview");
    return accordion?.inputs?.map(({ content }) => content).join("\n") ?? "";
  };
  /** The JSON blocks in the preview: header and claims. */
  const previewed = () =>
    Array.from(preview().matchAll(/```json\n(.*?)\n```/gs), ([, json = ""]) => JSON.parse(json));

  beforeAll(async () => {
    runtime = await Runtime.start();
  });
  afterAll(() => runtime.close());

  describe("when untouched,", () => {
    beforeAll(() => draw());

    it("shows the main fields first and the others in accordions", () => {
      const top = form
        .filter(({ hidden }) => !hidden)
        .flatMap((input) => (input.type === "h_stack" ? (input.inputs ?? []) : input));
      expect(
        top.map(({ type, label }) => (label ? (type === "accordion" ? `> ${label}` : label) : type)),
      ).toEqual([
        "banner",
        "Preset",
        "Algorithm",
        "Secret or Private Key",
        "Key ID",
        "Issuer",
        "Subject",
        "Audience",
        "Expires In",
        "Additional Claims",
        "> OAuth 2.0 and Token Reuse",
        "> Key File, Encoding, and Passphrase",
        "> Certificate",
        "> Timestamps and JWT ID",
        "> JWT Header",
        "> Token Location",
        "> Preview",
      ]);
    });

    it("says how to start instead of showing an error, and previews what would be sent", () => {
      expect([banner(BLUE), banner(RED), banner(YELLOW)]).toEqual([START, undefined, undefined]);
      expect(previewed()).toEqual([
        { alg: "auto", typ: "JWT" },
        { iat: expect.any(Number), exp: expect.any(Number) },
      ]);
      expect(preview()).toContain("```\nAuthorization: Bearer …\n```");
      expect(preview()).toMatch(
        /- iat: now \(\d\d:\d\d:\d\d UTC\)\n- exp: in 5 minutes \((\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d UTC\)/,
      );
    });

    it("has every field exactly once, and shows the default of an empty field as its placeholder", () => {
      const names = flat(form).flatMap(({ name }) => name ?? []);
      expect(names).toEqual([...fields.keys()]);
      expect(
        [field("expiresIn"), field("headerPrefix"), field("claims")].map((input) => input?.placeholder),
      ).toEqual(["5m", "Bearer", "{}"]);
    });

    it("sets a default only for selects, so that nothing else is stored or sent", () => {
      for (const { type, name, defaultValue } of flat(form).filter((input) => input.name))
        expect(defaultValue, name).toEqual(type === "select" ? expect.any(String) : undefined);
    });

    it("masks the key and the passphrase, and makes the key and certificate fields multiline", () => {
      expect(field("key")).toMatchObject({ type: "text", password: true, multiLine: true });
      expect(field("passphrase")).toMatchObject({ type: "text", password: true });
      expect(field("certificate")).toMatchObject({ type: "text", multiLine: true });
    });
  });

  it("adapts to the algorithm", async () => {
    await draw({ algorithm: "RS256" });
    expect(field("key")).toMatchObject({ label: "Private Key", hidden: false });
    expect(["keyEncoding", "passphrase", "certificate"].map((name) => field(name)?.hidden)).toEqual([
      true,
      false,
      false,
    ]);
    await draw({ algorithm: "none" });
    expect(field("key")?.hidden).toBe(true);
    expect(
      form
        .filter(({ label }) => label === "Key File, Encoding, and Passphrase" || label === "Certificate")
        .every(({ hidden }) => hidden),
    ).toBe(true);
    expect([banner(RED), banner(YELLOW)]).toEqual([
      undefined,
      "The token is unsigned (algorithm none). Anyone can forge it, and servers should reject it.",
    ]);
  });

  it("updates its warning with each character of a secret", async () => {
    const said = new Set<string | undefined>();
    for (let length = 1; length <= 33; length++) {
      await draw({ key: "a".repeat(length) });
      expect(banner(RED)).toBeUndefined();
      expect(banner(YELLOW)).toBe(
        length < 32
          ? `The secret is ${length} byte${length === 1 ? "" : "s"} long, but HS256 requires at least 32 (RFC 7518). Short secrets can be guessed.`
          : undefined,
      );
      said.add(banner(YELLOW));
    }
    expect(said.size).toBe(32);
  });

  it("shows an error until the last character of a private key has been typed", async () => {
    const key = pem("ed25519.pkcs8.pem").trim();
    for (let length = 1; length < key.length; length++) {
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
      "Additional Claims: Invalid JSON at line 1, column 8: expected a value.",
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
      "Subject: Unknown placeholder $request.hos. Use $request.method, $request.url, $request.host, $request.path, $request.query, $request.body.sha256, $request.qsh, or $$ for a dollar sign.",
    ],
  ])("shows the error that sending would give for %s", async (_, values, message) => {
    await draw(values);
    expect(banner(RED)).toBe(message);
    const sent = await runtime.apply(values, { method: "GET", url: "https://api.example.com/" });
    expect(sent).toMatchObject({ type: "error_response", error: message.replaceAll("\\", "") });
  });

  it("hides the preview while the JSON is invalid, and shows it again when the JSON is fixed", async () => {
    await draw({ key: SECRET, claims: "{" });
    expect(preview()).toBe("Fix the error above to see the preview.");
    await draw({ key: SECRET, claims: '{ "a": "```" }' });
    expect(preview()).toContain('````json\n{\n  "iat"');
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
        if (label) expect(input?.label, name).toBe(label);
        if (description) expect(input?.description, name).toBe(description);
        if (input?.type === "select") expect(input.defaultValue, name).toBe(value);
        else if (placeholder ?? value) expect(input?.placeholder, name).toBe(placeholder ?? value);
        if (fields.get(name)?.presetOnly) expect(input?.hidden, name).toBe(false);
        // Fields that only the user can fill in have an asterisk.
        const ofFlow = value === undefined && NEEDED[preset.fields.flow?.default ?? "jwt"]?.includes(name);
        expect(input?.optional, name).toBe(!ofFlow && (!required || inKey === true));
      }
      const forOthers = [...fields.values()].filter(
        ({ name, presetOnly, alsoWhen }) => presetOnly && !preset.fields[name] && alsoWhen !== preset.id,
      );
      for (const { name } of forOthers) expect(field(name)?.hidden, name).toBe(true);
      const help = shown().find(({ type, content }) => type === "markdown" && content?.startsWith("Enter "));
      expect(help?.content).toContain(preset.documentation.url ?? preset.documentation.title);
    });
  });

  it("says where to find the fields that a preset requires", async () => {
    await draw({ preset: "entra-certificate" });
    expect(shown().find(({ content }) => content?.startsWith("Enter "))?.content).toContain(
      "Enter **Private Key**. Under _OAuth 2.0 and Token Reuse_, enter **Token URL**, **Application (client) ID**, and **Scope**. Under _Certificate_, enter **Certificate**.\n\nThe",
    );
  });

  it("previews a grant's token request and where the returned token is sent", async () => {
    await draw({ preset: "salesforce", ...filledIn.salesforce?.() });
    expect(preview()).toMatch(
      /^\*\*Token request\*\*\n\n```\nPOST https:\/\/login\.salesforce\.com\/services\/oauth2\/token\ngrant_type=.*\nassertion=…\n```\n\n\*\*The returned token is sent as\*\*\n\n```\nAuthorization: Bearer …\n```/,
    );
  });

  it("previews where a code is sent, warns about its duration, and hides the JWT fields", async () => {
    await draw({ preset: "document360", ...filledIn.document360?.(), tokenValidity: "1m" });
    expect(preview()).toContain("Document360 raises the session duration to its minimum of 5 minutes.");
    expect(preview()).toMatch(/\*\*The returned code is sent as\*\*\n\n```\n\?code=…\n```$/);
    expect(["algorithm", "key", "claims", "issuer"].every((name) => field(name)?.hidden)).toBe(true);
  });

  it.each([
    [{}, "**Sent as**"],
    [{ preset: "google-oauth" }, "**The returned token is sent as**"],
    [{ preset: "document360" }, "**The returned code is sent as**"],
  ])("says what is sent even before %o is complete", async (values, heading) => {
    await draw(values);
    expect(preview().startsWith(`${heading}\n\n`)).toBe(true);
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
    expect(preview()).toContain("exp: in 3 minutes");
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
    expect(flat(form).filter(({ name }) => name)).toHaveLength(fields.size);
    expect(preview().length).toBeLessThan(40_000);
  });
});
