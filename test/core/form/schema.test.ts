import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fieldNames } from "../../../scripts/field-names";
import { flows } from "../../../src/core/flows";
import { isDrawn } from "../../../src/core/form/drawn";
import {
  fieldOf,
  fields,
  formSchema,
  isContainer,
  isShown,
  optionsOf,
  wordingOf,
} from "../../../src/core/form/schema";
import type { FieldName, Input, Values } from "../../../src/core/form/types";
import { AUTO, algorithms } from "../../../src/core/keys/algorithms";
import { readSettings } from "../../../src/core/settings/settings";

const all = [...fields.values()];
const inputs = (list: Input[]): Input[] =>
  list.flatMap((input) => (isContainer(input) ? [input, ...inputs(input.inputs)] : input));
const named = (name: FieldName) => {
  const field = fields.get(name);
  if (!field) throw new Error(`no field ${name}`);
  return field;
};

describe("ui-schema.json", () => {
  it("contains every expected field exactly once", () => {
    const names = inputs(formSchema.inputs).flatMap((input) => ("name" in input ? input.name : []));
    expect(names.sort()).toEqual(
      [
        "algorithm audience certificate certificateHeader claims clientAuthentication clientId clientSecret",
        "cookieName dpop email emailClaim exchangeAs exchangeName expiresIn firstName flow fullName fullNameClaim header headerName headerPrefix issuedAt issuer jwtId key",
        "keyEncoding keyFile keyId lastName notBefore passphrase placement preset queryName readerGroupIds reuse",
        "scope subject tokenParameters tokenProperty tokenType tokenUrl tokenValidity userName userNameClaim userPrincipalName",
      ]
        .join(" ")
        .split(" "),
    );
  });

  it("matches src/field-name.ts, which npm run generate writes", () => {
    expect(readFileSync("src/field-name.ts", "utf8")).toBe(fieldNames());
  });

  it("does not use the name disabled, which Yaak reserves", () => {
    expect([...fields.keys()]).not.toContain("disabled");
  });

  it("has a label and a short help text for every field, and a valid default for every select", () => {
    for (const { name, label, description = "" } of all) {
      expect(label, name).toMatch(/^[A-Z]/);
      expect(description, name).toMatch(/^[A-Z].{9,109}\.$/);
    }
    for (const field of all.filter(({ type }) => type === "select")) {
      const options = optionsOf(field).map((option) => option.value);
      expect(options, field.name).toContain(field.default);
    }
  });

  it("says exactly once what each field means if it is empty", () => {
    for (const field of all) {
      expect(
        [field.default, field.whenEmpty].filter((text) => text !== undefined),
        field.name,
      ).toHaveLength(1);
    }
  });

  it("has no separate placeholder for a field with a default", () => {
    for (const field of all.filter(({ default: value }) => value !== undefined)) {
      expect(field.placeholder, field.name).toBeUndefined();
    }
  });

  it("uses only existing conditions, fields, and options in its rules", () => {
    for (const { name, shownWhen, variants = [] } of all) {
      for (const condition of [shownWhen, ...variants.map(({ when }) => when)]) {
        if (condition) expect(Object.keys(formSchema.conditions), name).toContain(condition);
      }
    }
    for (const condition of Object.values(formSchema.conditions)) {
      for (const [name, values] of Object.entries(condition) as [FieldName, string[]][]) {
        const options = named(name).options?.map((option) => option.value) ?? [];
        for (const value of values) expect(options, name).toContain(value);
      }
    }
  });

  it("offers the algorithms in the table, grouped in the same way", () => {
    const where = (test: (family: string) => boolean) =>
      [...algorithms.values()].filter(({ family }) => test(family)).map(({ name }) => name);
    expect(named("algorithm").options?.map(({ value }) => value)).toEqual([AUTO, ...algorithms.keys()]);
    expect(formSchema.conditions.signed?.algorithm).toEqual([AUTO, ...where((family) => family !== "none")]);
    expect(formSchema.conditions.secret?.algorithm).toEqual([AUTO, ...where((family) => family === "hmac")]);
    expect(formSchema.conditions.privateKey?.algorithm).toEqual([
      AUTO,
      ...where((family) => family !== "none" && family !== "hmac"),
    ]);
  });

  it("offers every flow", () => {
    expect(named("flow").options?.map(({ value }) => value)).toEqual([...flows.keys()]);
  });

  it("has a setting for every field and a field for every setting", () => {
    const read = new Set<string>();
    const spy = (values: Values): Values =>
      new Proxy(values, {
        get: (target, name) => {
          if (typeof name === "string") read.add(name);
          return target[name as FieldName];
        },
      });
    for (const placement of ["header", "query", "cookie"]) {
      for (const algorithm of ["HS256", "RS256", "none"]) readSettings(spy({ placement, algorithm }));
    }
    for (const flow of flows.keys()) readSettings(spy({ flow, exchangeAs: "form" }));
    for (const preset of ["datafor", "aisera"]) readSettings(spy({ preset }));
    expect([...read].sort()).toEqual([...fields.keys()].sort());
  });
});

describe("an input of a dialog or template function", () => {
  const { dialogFields, dialogs, functions } = formSchema;
  const named = [...Object.values(dialogs), ...Object.values(functions)].flatMap(({ inputs = [] }) => inputs);

  it("is a form field or a dialog field, and every dialog field is used", () => {
    for (const name of named) expect(fieldOf(name)?.name, name).toBe(name);
    expect(dialogFields.map(({ name }) => name).filter((name) => !named.includes(name))).toEqual([]);
  });

  it("has a unique name that no form field has", () => {
    const names = dialogFields.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => fields.has(name))).toEqual([]);
  });

  it("has a label, a short help text, and exactly one meaning if it is empty", () => {
    for (const field of dialogFields) {
      const { name, label, description = "", whenEmpty, default: value, asked = false } = field;
      expect(label, name).toMatch(/^[A-Z]/);
      expect(description, name).toMatch(/^[A-Z].{9,109}\.$/);
      expect(
        [value, whenEmpty].filter((text) => text !== undefined),
        name,
      ).toHaveLength(1);
      expect(asked, name).toBe(whenEmpty === "required");
      if (field.type === "select") expect(optionsOf(field).map((option) => option.value)).toContain(value);
    }
  });
});

describe("the form", () => {
  const shown = (values: Values) => all.filter((field) => isShown(field, values)).map(({ name }) => name);

  it.each<[string, Values, string[], string[]]>([
    [
      "empty settings",
      {},
      ["key", "keyEncoding", "passphrase", "keyFile", "headerName"],
      ["queryName", "cookieName"],
    ],
    [
      "a cleared select",
      { algorithm: "", placement: null },
      ["keyEncoding", "passphrase", "headerName"],
      ["queryName"],
    ],
    ["a secret", { algorithm: "HS512" }, ["key", "keyFile", "keyEncoding"], ["passphrase", "certificate"]],
    ["a preset for secrets", { preset: "zendesk" }, ["keyEncoding"], ["passphrase", "certificate"]],
    ["a preset for private keys", { preset: "coinbase-cdp" }, ["passphrase", "certificate"], ["keyEncoding"]],
    ["a preset for any key", { preset: "kong" }, ["keyEncoding", "passphrase", "certificate"], []],
    ["a private key", { algorithm: "ES256" }, ["key", "keyFile", "passphrase"], ["keyEncoding"]],
    [
      "the algorithm none",
      { algorithm: "none" },
      ["claims"],
      ["key", "keyFile", "keyEncoding", "passphrase"],
    ],
    [
      "a query parameter",
      { placement: "query" },
      ["queryName"],
      ["headerName", "headerPrefix", "cookieName"],
    ],
    ["a cookie", { placement: "cookie" }, ["cookieName"], ["headerName", "headerPrefix", "queryName"]],
  ])("shows only the fields that apply to %s", (_, values, visible, hidden) => {
    expect(shown(values)).toEqual(expect.arrayContaining(visible));
    for (const name of hidden) expect(shown(values)).not.toContain(name);
  });

  it("hides a container if all its fields are hidden", () => {
    const section = formSchema.inputs.find(
      (input) => "summary" in input && input.summary === "certificate",
    ) as Input;
    expect(isDrawn(section, { algorithm: "RS256" })).toBe(true);
    expect(isDrawn(section, { algorithm: "HS256" })).toBe(false);
  });

  it("labels the key by what the algorithm needs, and by both while that is not known", () => {
    const label = (values: Values) => wordingOf(named("key"), values).label;
    const labels = [{}, { algorithm: "HS512" }, { algorithm: "EdDSA" }, { preset: "github-app" }].map(label);
    expect(labels).toEqual(["Secret or Private Key", "Secret", "Private Key", "Private Key"]);
  });
});
