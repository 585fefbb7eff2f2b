import { UNITS } from "../../support/units";
import { type Case, eachOf } from "./case";
import { convertCase, type Models } from "./convert-case";
import { SECRET } from "./form-case";
import { arrays, FIELD_CHARS, fill, id, many } from "./texts";

const CHARS = 240_000;
const TAG = `\${[ a ]}`;
const stock = (authentication: object, more: object = {}) => ({
  id: "request",
  model: "http_request",
  name: "name",
  authenticationType: "jwt",
  authentication: { algorithm: "HS256", secret: SECRET, payload: '{"a":1}', ...authentication },
  ...more,
});

const TEXTS: Record<string, () => string> = {
  "starts of tags": () => fill("${[", CHARS),
  tags: () => fill(TAG, CHARS),
  "tags in a string": () => `{"a":"${fill(TAG, CHARS)}"}`,
  "starts of tags in a string": () => `{"a":"${fill("${[", CHARS)}"}`,
  "tags as values": () => `{"a":[${many(() => TAG, CHARS)}]}`,
  "tags with quotes": () => fill('${[ "', CHARS),
  "nested tags": () => fill("${[ a(b=", CHARS) + fill(")]}", 1000),
  "arrays in 990 levels": () => `{"a":${arrays(990, CHARS)}}`,
  "many properties": () => `{${many((index) => `"${id(index)}":1`, CHARS)}}`,
  "many numbers as names": () => `{${many((index) => `"${index}":1`, CHARS)}}`,
  placeholders: () => `{"a":"${fill("$now ", CHARS)}"}`,
  "dollar signs": () => `{"a":"${fill("$$", CHARS)}"}`,
};

const FIELDS = ["payload", "headers", "secret", "headerPrefix", "name"];

/** The text in every field of a request of its own, and in the workspace's own auth. */
const everywhere = (text: string): Models => ({
  requests: FIELDS.map((field) => stock({ [field]: text })),
  workspace: stock({ payload: text }),
});

const requests = (count: number, make: (index: number) => object): Models => ({
  requests: Array.from({ length: count }, (_, index) => make(index)),
});

export const convertCases: Case[] = [
  ...Object.entries(TEXTS).map(([name, text]) => convertCase(`${name} everywhere`, () => everywhere(text()))),
  convertCase("each repeated text everywhere", () => eachOf(UNITS, (unit) => everywhere(fill(unit, CHARS)))),
  convertCase("each repeated text in base64", () => {
    const secretOf = (unit: string) => Buffer.from(fill(unit, CHARS / 2)).toString("base64");
    return { requests: UNITS.map((unit) => stock({ secret: secretOf(unit), secretBase64: true })) };
  }),
  convertCase("20,000 requests", () => requests(20_000, () => stock({}))),
  convertCase("20,000 requests that are not converted", () =>
    requests(20_000, () => stock({ payload: "{" }, { name: fill("_", 100) })),
  ),
  convertCase("100,000 requests with other auth", () =>
    requests(100_000, () => ({ ...stock({}), authenticationType: "none" })),
  ),
  convertCase("100 requests with different large payloads", () =>
    requests(100, (index) => stock({ payload: `{"${id(index)}":"${fill("x", CHARS)}"}` })),
  ),
  convertCase("a long name", () => requests(1, () => stock({}, { name: fill("_ ", FIELD_CHARS) }))),
];
