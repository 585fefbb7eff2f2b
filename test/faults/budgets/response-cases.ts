import { answer, type Case, eachIn, type Values } from "./case";
import { formCase, GRANT, SECRET } from "./form-case";
import { fill, huge, id, MEBIBYTE, many, nested, slowHosts } from "./texts";

const ok = { access_token: "token", token_type: "Bearer", expires_in: 60 };
const json = (more: object): string => JSON.stringify({ ...ok, ...more });
const failure = (more: object): string => JSON.stringify({ error: "invalid_client", ...more });

/** A base64url text of a token whose payload is deep or wide. */
const part = (text: string): string => Buffer.from(text).toString("base64url");
const jwt = (payload: string): string => `${part('{"alg":"none"}')}.${part(payload)}.`;

/** Bodies that are larger than any response can be. */
const HUGE: Record<string, () => string> = {
  "250 MB of a valid response": () =>
    Buffer.from(`${json({}).slice(0, -1)},"a":"${huge("x")}"}`).toString("latin1"),
  "250 MB of spaces": () => huge(" "),
  "250 MB of a web page": () => huge("<"),
  "250 MB of arrays": () => huge("["),
  "250 MB of an error": () => Buffer.from(failure({ error_description: huge("x") })).toString("latin1"),
};

/** The bodies of responses with status 200. */
const BODIES: Record<string, () => string> = {
  "1 MB of arrays": () => fill("[", MEBIBYTE),
  "1 MB of nested arrays": () => `{"a":${"[".repeat(500_000)}${"]".repeat(500_000)}}`,
  "1 MB of objects": () => `{"a":[${many(() => "{}", MEBIBYTE)}]}`,
  "1 MB of nested objects": () => nested(170_000, () => "1", 0, true),
  "1 MB of properties": () => `{${many((index) => `"${id(index)}":1`, MEBIBYTE)}}`,
  "1 MB of duplicate names": () => `{${many(() => '"access_token":"x"', MEBIBYTE)}}`,
  "an access token of 1 MB": () => json({ access_token: fill("x", MEBIBYTE) }),
  "an access token of 1 MB with a space": () => json({ access_token: `${fill("x", MEBIBYTE)} ` }),
  "an access token of dots": () => json({ access_token: fill(".", MEBIBYTE), expires_in: undefined }),
  "an access token with deep claims": () =>
    json({
      access_token: jwt(`{"a":${"[".repeat(990)}${many(() => "[]", 700_000)}${"]".repeat(990)}}`),
      expires_in: undefined,
    }),
  "an access token with many claims": () =>
    json({ access_token: jwt(`{${many((index) => `"${id(index)}":1`, 700_000)}}`), expires_in: undefined }),
  "an access token with a long time": () =>
    json({ access_token: jwt(`{"exp":${fill("9", 700_000)}}`), expires_in: "" }),
  "a token type of 1 MB": () => json({ token_type: fill("x", MEBIBYTE) }),
  "a token type of spaces": () => json({ token_type: fill(" \n", MEBIBYTE) }),
  "a lifetime of 1 MB of digits": () => json({ expires_in: fill("9", MEBIBYTE) }),
  "a lifetime of 1 MB of spaces": () => json({ expires_in: fill(" ", MEBIBYTE) }),
  "an expiration of 1 MB of spaces": () =>
    json({ expires_in: "", expires_at: `2030-01-01${fill(" ", MEBIBYTE)}x` }),
  "a lifetime that is a deep array": () =>
    `{"access_token":"x","expires_in":${"[".repeat(500_000)}${"]".repeat(500_000)}}`,
  "an error of 1 MB": () => failure({ error: fill("x", MEBIBYTE) }),
  "an error text of line breaks": () => failure({ error_description: fill("\n", MEBIBYTE / 2) }),
  "an error text of zeros": () => failure({ error_description: fill("\0", MEBIBYTE / 6) }),
  "an error text of spaces in text": () => failure({ error_description: `a${fill(" ", MEBIBYTE)}b` }),
  "an error text of dots": () => failure({ error_description: fill(".", MEBIBYTE) }),
  "many errors in errors": () =>
    `{"errors":[${many((index) => `{"error":{"code":"${id(index)}","errors":[{"message":"${id(index)}"}]}}`, MEBIBYTE)}]}`,
  "errors in nested arrays": () => `{"errors":${"[".repeat(400_000)}${"]".repeat(400_000)}}`,
  "nested errors": () => `${'{"error":'.repeat(100_000)}1${"}".repeat(100_000)}`,
  "many wrapped objects": () => `{${many((index) => `"${id(index)}":{"a":[{}]}`, MEBIBYTE)}}`,
  "a page of titles": () => fill("<title", MEBIBYTE),
  "a page of headings": () => fill("<h1>", MEBIBYTE),
  "XML of messages": () => fill("<message>x", MEBIBYTE),
  words: () => fill("a b ", MEBIBYTE),
  "an error text of emojis": () => failure({ error_description: fill("😀", MEBIBYTE / 2) }),
};

const METADATA_URL = "https://as.example.com/.well-known/openid-configuration";
const metadata = (more: object): string =>
  JSON.stringify({
    issuer: "https://as.example.com",
    token_endpoint: "https://as.example.com/token",
    ...more,
  });

/** The bodies of responses with a server's metadata. */
const METADATA: Record<string, () => string> = {
  "an issuer of 1 MB": () => metadata({ issuer: `https://as.example.com/${fill("é/", MEBIBYTE)}` }),
  "an issuer with a slow host": () => metadata({ issuer: `https://${slowHosts(200_000).accents}/` }),
  "an issuer that is text of 1 MB": () => metadata({ issuer: fill("x", MEBIBYTE) }),
  "a token endpoint of 1 MB": () => metadata({ token_endpoint: `https://a.example/${fill("é/", MEBIBYTE)}` }),
  "a token endpoint with a slow host": () =>
    metadata({ token_endpoint: `https://${slowHosts(200_000).accents}/` }),
  "100,000 algorithms": () =>
    metadata({ dpop_signing_alg_values_supported: Array.from({ length: 100_000 }, (_, index) => id(index)) }),
  "an algorithm of 1 MB": () => metadata({ dpop_signing_alg_values_supported: [fill("x", MEBIBYTE)] }),
};

/** What else is in a response. */
const RESPONSES: Record<string, () => object> = {
  "100,000 headers": () => {
    const headers = Array.from({ length: 100_000 }, (_, index) => ({ name: `h${index}`, value: "" }));
    return answer("", { status: 302, headers });
  },
  "a Location of 1 MB": () => redirectTo(`https://a.example/${fill("é/", MEBIBYTE)}`),
  "a Location of parent folders": () => redirectTo(fill("../", MEBIBYTE)),
  "a Location of control characters": () => redirectTo(fill("\0", MEBIBYTE)),
  "a Location with a long host": () => redirectTo(`//${fill("ä.", MEBIBYTE)}`),
  "a list of 500,000 numbers": () => answer(json({ scopes: Array(500_000).fill(1) })),
  "a final URL with a slow host": () => answer(json({}), { url: `https://${slowHosts(200_000).accents}/` }),
  "many members that are secret": () =>
    answer(
      `{"error":"${"a".repeat(1000)}",${many((index) => `"${index}token":"aaa${"-".repeat(index % 90)}${"!".repeat((index / 90) % 90)}"`, MEBIBYTE - 2000)}}`,
      { status: 400 },
    ),
  "a final URL of 1 MB": () => answer(json({}), { url: `https://a.example/${fill("é/", MEBIBYTE)}` }),
  "an error of the app of 1 MB": () => answer("", { error: fill("http:", MEBIBYTE) }),
  "an error of the app of code characters": () => answer("", { error: fill("E", MEBIBYTE) }),
};

/** Nonces for DPoP, with a response that asks for them. */
const NONCES: Record<string, () => object> = Object.fromEntries(
  ["x", " ", "é"].map((character) => [
    character,
    () =>
      answer('{"error":"use_dpop_nonce"}', {
        status: 400,
        headers: [{ name: "DPoP-Nonce", value: fill(character, MEBIBYTE) }],
      }),
  ]),
);

const redirectTo = (value: string): object =>
  answer("", { status: 302, headers: [{ name: "Location", value }] });

const FLOWS: Values[] = [
  GRANT,
  { ...GRANT, flow: "document360", userName: "a", email: "b", clientSecret: SECRET },
];

/** A send for each response, which is made before the step. */
const responseCase = (name: string, responses: Record<string, () => object>, form: Values): Case =>
  formCase(name, () => eachIn(responses, () => form), {
    makeApp: () => {
      const made = Object.values(responses).map((make) => make());
      let sends = 0;
      return { send: () => made[sends++ % made.length] ?? {} };
    },
  });

const asResponses = (bodies: Record<string, () => string>): Record<string, () => object> =>
  Object.fromEntries(Object.entries(bodies).map(([name, body]) => [name, () => answer(body())]));

export const responseCases: Case[] = [
  ...Object.entries(HUGE).map(([name, body]) =>
    responseCase(`the server returns ${name}`, { [name]: () => answer(body()) }, GRANT),
  ),
  responseCase(
    "the server returns 250 MB with status 500",
    { "250 MB": () => answer(huge("<"), { status: 500 }) },
    GRANT,
  ),
  responseCase("the server returns an odd body", asResponses(BODIES), GRANT),
  responseCase("the server returns odd metadata", asResponses({ ...BODIES, ...METADATA }), {
    ...GRANT,
    dpop: "on",
    tokenUrl: METADATA_URL,
  }),
  responseCase("the server asks for an odd nonce", NONCES, { ...GRANT, dpop: "on" }),
  responseCase("the token is deep in an odd body", asResponses(BODIES), {
    ...GRANT,
    flow: "exchange",
    tokenProperty: fill("a.", 250_000).slice(0, -1),
  }),
  ...FLOWS.map((form) => responseCase(`the server returns an odd response (${form.flow})`, RESPONSES, form)),
  formCase("the response is in a file of 300 MB", () => GRANT, {
    makeApp: (lab) => {
      const response = { status: 200, headers: [], error: null, bodyPath: lab.write("", 300_000_000) };
      return { send: () => response };
    },
  }),
];
