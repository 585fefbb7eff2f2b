import { type App, answer, type Case, eachIn, type Values } from "./case";
import { formCase, GRANT } from "./form-case";
import { FIELD_CHARS, fill, id, MEBIBYTE, many } from "./texts";

/** How a server can repeat a text. */
const ECHOES: Record<string, (text: string) => string> = {
  raw: (text) => text,
  "percent-encoded": (text) => encodeURIComponent(text),
  "percent-encoded twice": (text) => encodeURIComponent(encodeURIComponent(text)),
  "with every character percent-encoded": (text) => Buffer.from(text).toString("hex").replace(/../g, "%$&"),
  "HTML-escaped": (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;"),
  "in HTML numbers": (text) => text.replace(/./gsu, (char) => `&#${char.codePointAt(0)};`),
  "in base64": (text) => Buffer.from(text).toString("base64"),
  "in \\u escapes": (text) =>
    text.replace(/./gs, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`),
};

const failure = (text: string): string =>
  JSON.stringify({ error: "invalid_client", error_description: text.slice(0, MEBIBYTE) });

const basic = (clientSecret: string): Values => ({ ...GRANT, flow: "jwt-bearer", clientSecret });

/** A server whose errors are these texts in turn. */
function failingWith(texts: string[]): App {
  const failures = texts.map(failure);
  let sends = 0;
  return { send: () => answer(failures[sends++ % failures.length] ?? "", { status: 401 }) };
}

/** A server that repeats the whole request in its error. */
const echoing = (): App => ({
  send: ({ body }) => answer(failure(String(body?.text ?? "")), { status: 401 }),
});

/** A send for each way in which a server can repeat the client secret. */
const clientSecretCase = (name: string, unit: string): Case =>
  formCase(
    `a client secret that repeats ${name}, in a server's errors`,
    () => eachIn(ECHOES, () => basic(fill(unit))),
    { makeApp: () => failingWith(Object.values(ECHOES).map((echo) => echo(fill(unit)))) },
  );

const echoCase = (name: string, values: () => Values): Case =>
  formCase(`${name}, in a server's error`, values, { makeApp: echoing });

const parameters = (tokenParameters: string): Values => ({ ...GRANT, tokenParameters });
const CHARS = FIELD_CHARS - 20;

export const secretCases: Case[] = [
  clientSecretCase("one character", "a"),
  clientSecretCase("two characters", "ab"),
  clientSecretCase("characters to escape", '"<&'),
  clientSecretCase("letters that are not ASCII", "é"),
  clientSecretCase("emojis", "😀"),
  clientSecretCase("percent signs", "%25"),
  clientSecretCase("entities", "&#38;"),
  formCase("a client secret that an error nearly repeats", () => basic(fill("a")), {
    makeApp: () => failingWith([fill("aaaaaaab", MEBIBYTE)]),
  }),
  formCase("a client secret that an error does not repeat", () => basic(fill("abcdefgh")), {
    makeApp: () => failingWith([fill("hgfedcba", MEBIBYTE)]),
  }),
  echoCase("19,000 secret parameters", () =>
    parameters(`{${many((index) => `"${id(index)}token":${index % 10}`, CHARS)}}`),
  ),
  echoCase("a list of 42,000 secrets", () =>
    parameters(`{"token":[${many((index) => `"${id(index)}"`, CHARS)}]}`),
  ),
  echoCase("a list of 18,000 longer secrets", () =>
    parameters(`{"token":[${many((index) => `"aaaaaaaa${id(index)}"`, CHARS)}]}`),
  ),
  echoCase("a list of 127,000 secret digits", () => parameters(`{"token":[${many(() => "1", CHARS)}]}`)),
  echoCase("a list of secrets, and a list of other texts", () => {
    const [secrets, others] = ["", "-"].map((sign) => many((at) => `"${sign}${id(at)}"`, CHARS / 2));
    return parameters(`{"token":[${secrets}],"a":[${others}]}`);
  }),
  echoCase("a list of 127,000 items", () => parameters(`{"a":[${many(() => "1", CHARS)}]}`)),
  echoCase("a long assertion", () => ({ ...GRANT, claims: `{"a":"${fill("x", 200_000)}"}` })),
];
