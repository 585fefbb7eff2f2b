import { describe, expect, it } from "vitest";
import { fields, isShown, optionsOf, wordingOf } from "../../src/core/form/schema";
import type { Field, FieldName, PresetField } from "../../src/core/form/types";
import { algorithms } from "../../src/core/keys/algorithms";
import { parseDuration } from "../../src/core/lib/duration";
import { parseObject } from "../../src/core/lib/json";
import { parseTime } from "../../src/core/lib/time";
import { readSettings } from "../../src/core/settings/settings";
import { fieldNamesIn } from "../../src/core/token/reference-syntax";
import { findUnknownName } from "../../src/core/token/unknown-names";
import { presets } from "../../src/presets";

it("the IDs of the presets do not change, because settings are stored with them", () => {
  expect([...presets.keys()].sort()).toEqual(
    [
      "aisera apns app-store-connect atlassian-connect auth0 box coinbase-cdp datafor document360 docusign",
      "enable-banking entra-certificate ethereum-engine fireblocks ghost-admin github-app github-installation",
      "google-id-token google-oauth google-service-account kong livekit netsuite oidc-client okta salesforce",
      "servicenow smart-backend snowflake supabase vault vonage weatherkit zendesk",
    ]
      .join(" ")
      .split(" "),
  );
});

it("the presets are sorted by label", () => {
  const labels = Array.from(presets.values(), ({ label }) => label);
  expect(labels).toEqual([...labels].sort((a, b) => a.localeCompare(b, "en")));
});

describe.each([...presets.values()])("the preset $id", (preset) => {
  const entries = Object.entries(preset.fields) as [FieldName, PresetField][];
  const defaults = new Map(
    entries.flatMap(([name, { default: value }]) => (value === undefined ? [] : [[name, value]])),
  );

  it("contains only data and no code", () => {
    expect(JSON.parse(JSON.stringify(preset))).toEqual(preset);
  });

  it("uses existing fields, with texts that are short enough for the form", () => {
    for (const [name, { label = "Label", description = "A sentence." }] of entries) {
      expect([...fields.keys()], name).toContain(name);
      expect(label, name).toMatch(/^[A-Z].{1,30}$/);
      expect(description, name).toMatch(/^[A-Z].{5,109}\.$/);
    }
  });

  it("has values that its fields accept", () => {
    for (const [name, value] of defaults) {
      const field = fields.get(name);
      if (field?.type === "select")
        expect(
          optionsOf(field).map((option) => option.value),
          name,
        ).toContain(value);
      if (name === "reuse") expect(value === "until-expiry", preset.id).toBe(preset.reuseFor !== undefined);
      if (name === "expiresIn" && value !== "none") parseDuration(name, value);
      if ((name === "issuedAt" || name === "notBefore") && value !== "none") parseTime(name, value);
    }
    expect(() => readSettings({ preset: preset.id, key: "x" })).not.toThrow();
  });

  it("does not use JSON to set anything that has a field", () => {
    const { jwt } = readSettings({ preset: preset.id, key: "x" });
    const members = jwt?.claimFields ?? [];
    for (const part of ["header", "claims"] as const) {
      const names = [...parseObject(part, defaults.get(part) ?? "{}").keys()];
      for (const { name } of members.filter((member) => member.part === part))
        expect(names).not.toContain(name);
    }
  });

  it("has a placeholder and no value for each required field", () => {
    for (const [name, { required, inKey, default: value }] of entries) {
      const field = fields.get(name);
      if (inKey) expect(required, name).toBe(true);
      if (!required || !field) continue;
      expect(value, name).toBeUndefined();
      expect(wordingOf(field, { preset: preset.id }).placeholder, name).toMatch(/^(?!none$)./);
    }
  });

  it("has a value for each hidden field, and does not ask for it", () => {
    for (const [name, { hidden, required, default: value }] of entries)
      if (hidden) expect([required, value], name).toEqual([undefined, expect.stringMatching(/./)]);
  });

  it("refers only to its own fields in its headers", () => {
    for (const [name, value] of Object.entries(preset.headers ?? {})) {
      expect(findUnknownName(value), name).toBeUndefined();
      for (const field of fieldNamesIn(value)) expect(Object.keys(preset.fields), name).toContain(field);
    }
  });

  it("limits the algorithm only by those that its service accepts, and accepts its own lifetime", () => {
    if (!isShown(fields.get("algorithm") as Field, { preset: preset.id })) return;
    const accepted = preset.algorithms ?? [...algorithms.keys()];
    for (const name of accepted) expect([...algorithms.keys()]).toContain(name);
    if (!preset.longestLifetime) return;
    const lifetime = parseDuration("expiresIn", defaults.get("expiresIn") ?? "");
    expect(lifetime).toBeLessThanOrEqual(parseDuration("expiresIn", preset.longestLifetime));
  });

  it("has patterns that match its own placeholders", () => {
    for (const [name, { pattern, placeholder = "" }] of entries)
      if (pattern) expect(placeholder.replace(/^e\.g\. /, ""), name).toMatch(new RegExp(pattern.source, "u"));
  });

  it("links to its documentation over HTTPS if it is public", () => {
    if (preset.documentation.url) expect(new URL(preset.documentation.url).protocol).toBe("https:");
    expect(preset.documentation.title).not.toBe("");
  });
});
