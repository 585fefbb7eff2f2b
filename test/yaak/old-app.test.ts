import { describe, expect, it } from "vitest";
import { fields, isHidden, isShown } from "../../src/core/form/schema";
import { presets } from "../../src/presets";
import type { YaakInput } from "../../src/yaak/host";
import { type DrawnInput, flat, visible } from "../support/drawn";
import { pem, SECRET } from "../support/keys";
import { loadPlugin } from "../support/plugin";

const { authentication, templateFunctions } = loadPlugin();

/** The inputs of API 0.7.0. For any other, Yaak of that time drops the whole form. */
const TYPES = [
  "text",
  "editor",
  "select",
  "checkbox",
  "file",
  "http_request",
  "accordion",
  "banner",
  "markdown",
];

/** What plugins were offered before 2025.11: no dialogs with a form, and no open request. */
const context = {
  clipboard: {},
  toast: {},
  prompt: { text: async () => null },
  httpRequest: {},
  store: {},
  window: {},
};

let forms = 0;

/**
 * A stand-in for Yaak's plugin runtime of October 2025 (API 0.7.0), which no package has any more: it runs `dynamic` of the
 * outermost inputs only, on the stored values, and sends the result as JSON.
 */
async function drawInOldApp(values: object): Promise<DrawnInput[]> {
  // A form of its own, so that no error is a new one that waits until typing pauses.
  const contextId = `old ${forms++}`;
  const drawn: object[] = [];
  for (const { dynamic, ...input } of authentication.args) {
    const change = await dynamic?.(context as never, { contextId, values } as never);
    drawn.push({ ...input, ...change });
  }
  return JSON.parse(JSON.stringify(drawn));
}

const names = (inputs: DrawnInput[]) =>
  inputs.flatMap(({ name, readOnly }) => (name && !readOnly ? name : []));

describe("in an app with API 0.7.0, the form", () => {
  it.each<[string, () => object, string?]>([
    ["untouched", () => ({})],
    ["with a key", () => ({ key: pem("rsa.pkcs8.pem") }), "RS256"],
    ["with an error", () => ({ key: SECRET, claims: "{" }), "HS256"],
    ...[...presets.keys()].map((preset): [string, () => object] => [
      `with the preset ${preset}`,
      () => ({ preset }),
    ]),
  ])(
    "%s has only inputs that the app knows, and every field that applies, once",
    async (_, values, algorithm) => {
      const form = await drawInOldApp(values());
      for (const { type } of flat(form)) expect(TYPES).toContain(type);
      const known = algorithm ? { ...values(), algorithm } : values();
      const expected = [...fields.values()]
        .filter((field) => isShown(field, known) && !isHidden(field.name, known))
        .map(({ name }) => name);
      expect(names(visible(form)).sort()).toEqual(expected.sort());
      // Each has its own text, as in newer apps.
      for (const { name, label } of visible(form)) if (name) expect(label, name).toMatch(/^[A-Z]/);
    },
  );

  it("has the fields of a section one below the other", async () => {
    const section = (await drawInOldApp({})).find(({ label }) => label?.startsWith("Where to Send It"));
    expect(section?.inputs?.filter(({ hidden }) => !hidden).map(({ name }) => name)).toEqual([
      "placement",
      "headerName",
      "headerPrefix",
      "reuse",
    ]);
  });

  it("adapts to what is filled in", async () => {
    const github = await drawInOldApp({ preset: "github-app", key: pem("rsa.pkcs1.pem") });
    expect(visible(github).find(({ name }) => name === "issuer")?.label).toBe("Client ID");
    expect(names(visible(github))).not.toContain("keyEncoding");
  });

  it("sends without what newer apps fill in", async () => {
    const request = { contextId: "old", method: "GET", url: "https://api.example.com/", headers: [] };
    const sent = await authentication.onApply(
      context as never,
      { ...request, values: { key: SECRET } } as never,
    );
    expect(sent.setHeaders?.[0]?.value).toMatch(/^Bearer ey/);
  });

  it("and its template functions have only inputs that the app knows", () => {
    const inputs = (list: YaakInput[]): YaakInput[] =>
      list.flatMap((input) => [input, ...inputs((input as { inputs?: YaakInput[] }).inputs ?? [])]);
    for (const { args } of templateFunctions)
      for (const { type } of inputs(args)) expect(TYPES).toContain(type);
  });
});
