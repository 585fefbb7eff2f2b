import { type Case, eachIn, eachOf } from "./case";
import { actionCase } from "./dialog-case";
import { formCase, functionCase, GRANT, SECRET } from "./form-case";
import { arrays, FIELD_CHARS, fill, id, many, slowHosts } from "./texts";

const READER = { flow: "document360", userName: "robin", email: "robin@example.org", clientSecret: SECRET };
export const DOCUMENT360 = { ...GRANT, ...READER };

const doubled = { issuer: fill("$subject"), subject: fill("$audience"), audience: fill("x") };
const circle = { issuer: fill("$subject"), subject: fill("$audience"), audience: fill("$issuer") };
const parameters = many((index) => `${id(index)}=1`).replaceAll(",", "&");
const url = `https://api.example.com/?${parameters}`;

export const fieldCases: Case[] = [
  formCase("references that multiply each other", () => ({ ...GRANT, ...doubled })),
  formCase("references that multiply each other, also in JSON", () => {
    const claims = `{"a":"${fill("$issuer", FIELD_CHARS - 10)}"}`;
    return { ...GRANT, ...doubled, claims, header: claims, tokenParameters: claims, scope: fill("$issuer") };
  }),
  formCase("circular references", () => ({ ...GRANT, ...circle })),
  formCase("a list of 127,000 audiences", () => ({ ...GRANT, audience: fill("a,") })),
  formCase("a list of 85,000 audiences with a placeholder", () => ({ ...GRANT, audience: fill("$$,") })),
  formCase("only separators as the audience", () => ({ ...GRANT, audience: fill(",") })),
  formCase("a list of references to a large field", () => ({
    ...GRANT,
    issuer: fill("x"),
    audience: `[${many(() => '"$issuer"')}]`,
  })),
  formCase("127,000 reader groups", () => ({ ...DOCUMENT360, readerGroupIds: fill("a,") })),
  formCase("a long token URL", () => ({
    ...GRANT,
    tokenUrl: `https://as.example.com/${fill("é", 200_000)}`,
  })),
  formCase("a long host in the token URL", () => ({
    ...GRANT,
    tokenUrl: `https://${fill("ä.", 200_000)}com/`,
  })),
  formCase("a long path in the token URL", () => ({
    ...GRANT,
    tokenUrl: `https://a.example/${fill("../", 200_000)}`,
  })),
  formCase("long settings of a reader", () => ({
    ...DOCUMENT360,
    ...Object.fromEntries(["userName", "firstName", "lastName", "email"].map((name) => [name, fill("é")])),
    clientId: fill("é"),
    clientSecret: fill("é"),
  })),
  formCase(
    "the hash of a query with many parameters",
    () => ({ key: SECRET, claims: '{"qsh":"$request.qsh"}' }),
    {
      makeRequest: () => ({ url }),
    },
  ),
  formCase(
    "the hash of a query with the same parameter again and again",
    () => ({
      key: SECRET,
      claims: '{"qsh":"$request.qsh"}',
    }),
    { makeRequest: () => ({ url: `https://api.example.com/?${fill("a&")}` }) },
  ),
  formCase(
    "a long URL again and again",
    () => ({ key: SECRET, claims: `{"a":"${fill("$request.url ", 250_000)}"}` }),
    {
      makeRequest: () => ({ url: `https://api.example.com/${fill("é")}` }),
    },
  ),
  formCase("a token URL with a slow host", () =>
    eachIn(slowHosts(200_000), (host) => ({ ...GRANT, tokenUrl: `https://${host}/` })),
  ),
  ...Object.entries(slowHosts(200_000)).map(([name, host]) =>
    formCase(
      `a request to a slow host of ${name}`,
      () => ({ key: SECRET, placement: "query", claims: '{"a":"$request.host $request.path $request.qsh"}' }),
      { makeRequest: () => ({ url: `https://${host}/` }) },
    ),
  ),
  formCase("values that are not text", () =>
    eachOf(["issuer", "claims", "key", "flow", "preset"], (name) => ({
      key: SECRET,
      [name]: JSON.parse(arrays(990)),
    })),
  ),
  formCase("100,000 unknown values", () => ({
    key: SECRET,
    ...Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [id(index), "x"])),
  })),
  formCase("a request with many cookies", () => ({ key: SECRET, placement: "cookie" }), {
    makeRequest: () => ({ headers: [{ name: "Cookie", value: fill("a=b; ") }] }),
  }),
  formCase("a request with many headers", () => ({ key: SECRET, preset: "entra-certificate" }), {
    makeRequest: () => ({
      headers: Array.from({ length: 100_000 }, (_, index) => ({ name: `h${index}`, value: "" })),
    }),
  }),
  actionCase(
    "Copy Token",
    "a request with many parameters",
    () => ({ key: SECRET, claims: '{"a":"$request.qsh"}' }),
    {
      window: { requestId: async () => "request" },
      httpRequest: {
        getById: async () => ({}),
        render: async () => ({
          method: "GET",
          url: `https://api.example.com/${fill("/:a")}`,
          urlParameters: Array.from({ length: 20_000 }, (_, index) => ({ name: id(index), value: "" })),
        }),
      },
    },
  ),
  functionCase("jwt.sign", "references that multiply each other", () => ({ key: SECRET, ...doubled })),
];
