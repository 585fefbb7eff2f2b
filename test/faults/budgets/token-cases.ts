import { SOME_UNITS, UNITS } from "../../support/units";
import { type App, answer, type Case, each, eachIn, eachOf, type Values } from "./case";
import { dialogCase } from "./dialog-case";
import { functionCase, SECRET } from "./form-case";
import { arrays, FIELD_CHARS, fill, huge, MEBIBYTE, many, nested, slowHosts } from "./texts";
import { ES512, HS256, PASTED, PAYLOAD_CHARS, TOKENS, token } from "./token-texts";
import { publicJwk, VERIFICATION_KEYS } from "./verification-keys";

const INSPECT = "Inspect Token…";
const VERIFY = "Verify Token…";
const SMALL_CHARS = 240_000;

/** Those of which more is printed if they are not too large for a key of their own. */
const DEEP = ["arrays in 990 levels", "arrays in 99 levels", "objects in 990 levels", "a deep header"];
const smaller = (): Map<string, string> => eachOf(DEEP, (name) => TOKENS[name]?.(SMALL_CHARS) ?? "");
const PLAIN = Object.keys(TOKENS).filter((name) => !DEEP.includes(name));

const largest = (name: string): string => TOKENS[name]?.(PAYLOAD_CHARS) ?? "";
const pasted = (): Map<string, string> => eachOf([...UNITS, ...PASTED], (unit) => fill(unit, MEBIBYTE));

/** What a URL of a key can return. */
const ANSWERS: Record<string, () => string> = {
  "250 MB": () => huge("["),
  "250 MB of spaces": () => huge(" "),
  "1 MB of keys": () => `{"keys":[${many(publicJwk, MEBIBYTE - 20)}]}`,
  "1 MB of arrays": () => `{"keys":${arrays(990, MEBIBYTE - 20)}}`,
  ...Object.fromEntries(
    Object.entries(slowHosts(200_000)).map(([name, host]) => [
      `a slow host of ${name}`,
      () => JSON.stringify({ jwks_uri: `https://${host}/` }),
    ]),
  ),
  "1 MB of addresses": () => `{"jwks_uri":"https://a.example/${fill("é/", MEBIBYTE - 50)}"}`,
};

/** The same response to every request. */
function returning(text: string): App {
  const response = answer(text);
  return { send: () => response };
}

const AT_URL = { token: token(ES512, "{}"), verificationKey: "https://a.example/" };

const withSecret = { makeValues: () => ({ key: SECRET }) };

export const inspectCases: Case[] = [
  ...DEEP.map((name) => dialogCase(INSPECT, name, () => ({ token: largest(name) }), withSecret)),
  dialogCase(INSPECT, "deep tokens of 320 kB", () => each(smaller(), (token) => ({ token })), withSecret),
  dialogCase(
    INSPECT,
    "other large tokens",
    () => eachOf(PLAIN, (name) => ({ token: largest(name) })),
    withSecret,
  ),
  dialogCase(INSPECT, "a large key file", () => ({ token: token(HS256, "{}") }), {
    makeValues: (lab) => ({ keyFile: lab.write(fill("[[],", MEBIBYTE)) }),
  }),
  dialogCase(INSPECT, "each repeated text in turn", () => each(pasted(), (token) => ({ token }))),
];

const verifying = (token: string): Values => ({ token, verificationKey: SECRET });
const KEY_UNITS = [HS256, ES512].flatMap((header) => SOME_UNITS.map((unit) => ({ header, unit })));

export const verifyCases: Case[] = [
  ...DEEP.map((name) => dialogCase(VERIFY, name, () => verifying(largest(name)))),
  dialogCase(VERIFY, "deep tokens of 320 kB", () => each(smaller(), verifying)),
  dialogCase(VERIFY, "other large tokens", () => eachOf(PLAIN, (name) => verifying(largest(name)))),
  dialogCase(VERIFY, "each repeated text in turn", () => each(pasted(), verifying)),
  dialogCase(VERIFY, "each repeated text as the key", () => {
    const typed = ({ header, unit }: { header: string; unit: string }) =>
      [JSON.stringify(header + unit), { token: token(header, "{}"), verificationKey: fill(unit) }] as const;
    return new Map(KEY_UNITS.map(typed));
  }),
  dialogCase(VERIFY, "a hostile key", (lab) =>
    eachIn(VERIFICATION_KEYS, ({ header = HS256, make }) => ({
      token: token(header, "{}"),
      verificationKey: make(lab),
    })),
  ),
  ...Object.entries(ANSWERS).map(([name, body]) =>
    dialogCase(VERIFY, `a URL that returns ${name}`, () => AT_URL, { makeApp: () => returning(body()) }),
  ),
  dialogCase(VERIFY, "a long issuer and audience", () => ({
    token: token(HS256, `{"iss":"${fill("x", 300_000)}","aud":[${many(() => '"x"', 300_000)}]}`),
    verificationKey: SECRET,
    expectedIssuer: fill("x"),
    expectedAudience: fill("x,"),
  })),
];

/** Paths to claims. */
const PATHS: Record<string, string> = {
  names: "a.",
  "an index": "[0]",
  quotes: '["',
  brackets: "[",
  dots: ".",
  "quoted names": "['a']",
  zeros: "0",
};

const AT_PATH = { token: token(HS256, `{"a":${nested(990, () => "1", 0)}}`) };

export const decodeCases: Case[] = [
  functionCase("jwt.decode", "a large token", () =>
    eachOf([...DEEP, "many claims", "a long key ID"], (name) => ({ token: largest(name), path: "a" })),
  ),
  functionCase("jwt.decode", "a long path", () =>
    eachIn(PATHS, (unit) => ({ ...AT_PATH, path: `a${fill(unit, FIELD_CHARS)}` })),
  ),
];
