import { describe, expect, it } from "vitest";
import { withLabel } from "../../src/core/form/labels";
import type { Values } from "../../src/core/form/types";
import { readClaim } from "../../src/core/jwt/claim-path";
import { decodeToken } from "../../src/core/jwt/decode";
import { verify } from "../../src/core/jwt/verify";
import { SECRET } from "../support/keys";
import { brokenRules } from "../support/message-rules";
import { NOW, sign } from "../support/sign";

const LONG = "x".repeat(5000);
const QUOTES = '"\\'.repeat(2500);
const CONTROLS = "a\n\u0000\u202e\u2028\ud800".repeat(1000);
const NAMES: [title: string, name: string][] = [
  ["a long name", LONG],
  ["quotes and backslashes", QUOTES],
  ["control characters", CONTROLS],
];

const part = (json: unknown) => Buffer.from(JSON.stringify(json)).toString("base64url");
const kids = (kid: (index: number) => string) =>
  JSON.stringify({
    keys: Array.from({ length: 1000 }, (_, index) => ({ kty: "oct", k: "AA", kid: kid(index) })),
  });

async function messageOf(run: () => unknown, values: Values = {}): Promise<string> {
  try {
    await run();
  } catch (error) {
    return withLabel(error, values).message;
  }
  throw new Error("no error");
}

describe("a message that quotes foreign text keeps the rules", () => {
  it.each<[string, Values]>([
    ["many short key IDs", { key: kids(String) }],
    ["many long key IDs", { key: kids((index) => `${index}${LONG}`) }],
    ["an unknown key ID", { key: kids((index) => `${index}${QUOTES}`), keyId: "x" }],
    ["the name of a key file", { keyFile: `/tmp/${LONG.slice(0, 4000)}` }],
    [
      "a token URL with credentials",
      { flow: "jwt-bearer", issuer: "i", key: SECRET, tokenUrl: `https://u:p@x.example/${LONG}` },
    ],
    ...NAMES.flatMap(([title, name]): [string, Values][] => [
      [
        `a duplicate property with ${title}`,
        { key: SECRET, claims: `{ ${JSON.stringify(name)}: 1, ${JSON.stringify(name)}: 2 }` },
      ],
      [
        `a repeated claim with ${title}`,
        {
          key: SECRET,
          preset: "datafor",
          userName: "a",
          fullName: "b",
          userNameClaim: name,
          fullNameClaim: name,
        },
      ],
      [
        `a reserved parameter with ${title}`,
        {
          key: SECRET,
          flow: "jwt-bearer",
          tokenUrl: "https://x.example",
          tokenParameters: `{ ${JSON.stringify(name)}: {} }`,
        },
      ],
      [
        `an unknown placeholder with ${title}`,
        { key: SECRET, claims: `{ "a": ${JSON.stringify(`$request.${name}`)} }` },
      ],
      [`an unknown option with ${title}`, { algorithm: name }],
    ]),
  ])("%s", async (_, values) => {
    const message = await messageOf(() => sign(values), values);
    expect(brokenRules(message)).toEqual([]);
  });

  it.each(NAMES)("a claim, an algorithm, an issuer, and an audience with %s", async (_, name) => {
    // A token has room for less than a field.
    const part500 = name.slice(0, 500);
    const claims = Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`${index}${part500}`, 1]));
    const { token } = await sign({
      key: SECRET,
      claims: JSON.stringify({ iss: part500, aud: [part500, part500] }),
    });
    const key = { text: SECRET, encoding: "text" };
    const messages = await Promise.all([
      messageOf(() => readClaim(decodeToken(`${part({ alg: "HS256" })}.${part(claims)}.x`), name)),
      messageOf(() => verify(decodeToken(`${part({ alg: name })}.e30.x`), key, {}, NOW)),
      messageOf(() => verify(decodeToken(token), key, { issuer: `${name}y` }, NOW)),
      messageOf(() => verify(decodeToken(token), key, { audience: `${name}y` }, NOW)),
    ]);
    expect(messages.map(brokenRules)).toEqual([[], [], [], []]);
  });
});
