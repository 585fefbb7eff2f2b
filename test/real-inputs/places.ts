import { SECRET } from "../support/keys";
import type { RealInput } from "./case";

const key = SECRET;
const bare = (name: string) =>
  `The ${name} header usually has only the token. Enter none under Header Prefix, or Bearer to keep it without this warning.`;
const redirected = (name: string) =>
  `If the server redirects to another host, Yaak sends the ${name} header there too, with the token.`;
const TOKEN =
  "Header Prefix: Contains a token or a placeholder, but the token is added automatically. Enter only what precedes it, such as Bearer.";
const HEADER = "Header Prefix: Contains the name of a header. Enter only the part after the colon, or none.";
const IN_URL =
  "The token is sent in the URL, which servers and proxies often log. A redirect can pass it on to another host.";

const prefixes: [prefix: string, gets: string][] = [
  ["Authorization: Bearer", HEADER],
  ["authorization:Bearer", HEADER],
  ["X-Api-Key: ", HEADER],
  ["Bearer eyJhbGciOiJIUzI1NiJ9.e30.x", TOKEN],
  ["Bearer <token>", TOKEN],
  ["Bearer {{token}}", TOKEN],
  ["Bearer $token", TOKEN],
  [
    "Authorization Bearer",
    "Header Prefix: Contains the name of a header. Enter only the part after it, such as Bearer, or none.",
  ],
  ["Token token=", "Authorization: Token token=HS256 {}"],
];

export const places: Record<string, RealInput[]> = {
  "another header": [
    ...["X-Api-Key", "X-Auth-Token", "token", "cf-access-token"].map(
      (headerName): RealInput => ({
        input: `${headerName} with the default prefix`,
        values: { key, headerName },
        gets: `${headerName}: Bearer {"alg":"HS256"} {}`,
        warnings: [redirected(headerName), bare(headerName)],
      }),
    ),
    {
      input: "X-Api-Key with Bearer",
      values: { key, headerName: "X-Api-Key", headerPrefix: "Bearer" },
      gets: 'X-Api-Key: Bearer {"alg":"HS256"} {}',
      warnings: [redirected("X-Api-Key")],
    },
    {
      input: "X-Api-Key without a prefix",
      values: { key, headerName: "X-Api-Key", headerPrefix: "none" },
      gets: 'X-Api-Key: {"alg":"HS256"} {}',
      warnings: [redirected("X-Api-Key")],
    },
    {
      input: "X-Authorization",
      values: { key, headerName: "x-authorization" },
      gets: 'x-authorization: Bearer {"alg":"HS256"} {}',
      warnings: [redirected("x-authorization")],
    },
  ],

  "a header prefix": [
    ...prefixes.map(
      ([headerPrefix, gets]): RealInput => ({
        input: headerPrefix,
        values: { key, headerPrefix },
        gets: gets.replace("HS256 {}", '{"alg":"HS256"} {}'),
      }),
    ),
    {
      input: 'Token token="',
      values: { key, headerPrefix: 'Token token="' },
      gets: 'Authorization: Token token="{"alg":"HS256"} {}"',
    },
    {
      input: "Bearer:",
      values: { key, headerPrefix: "Bearer:" },
      gets: 'Authorization: Bearer: {"alg":"HS256"} {}',
      warnings: [
        "The header prefix ends with a colon, which is sent too. Remove it unless your server requires it.",
      ],
    },
  ],

  "a name": [
    ...["Authorization:", "Authorization: Bearer"].map(
      (headerName): RealInput => ({
        input: headerName,
        values: { key, headerName },
        gets: "Header Name: Contains more than the name. Enter only the name, such as Authorization.",
      }),
    ),
    ...[
      ["?token=", '"?" and "="'],
      ["token=", '"="'],
      ["&token", '"&"'],
    ].map(
      ([queryName, found]): RealInput => ({
        input: `the parameter ${queryName}`,
        values: { key, placement: "query", queryName },
        gets: `Parameter Name: Contains ${found}. Enter only the name.`,
      }),
    ),
    {
      input: "the cookie token=",
      values: { key, placement: "cookie", cookieName: "token=" },
      gets: 'Cookie Name: Contains "=". Enter only the name.',
    },
    ...["?token=a", "?a=1&token", "?a=1&token=&b", "?%74oken=1", "?a&t%6Fken#x"].map(
      (query): RealInput => ({
        input: `the parameter token for a URL with ${query}`,
        values: { key, placement: "query" },
        request: { url: `https://api.example.com/${query}` },
        gets: 'Parameter Name: The URL already has the parameter "token". Remove it from the URL.',
        warnings: [IN_URL],
      }),
    ),
    {
      input: "the parameter token for a URL with another one",
      values: { key, placement: "query" },
      request: { url: "https://api.example.com/?tokens=1#?token=1" },
      gets: 'token: {"alg":"HS256"} {}',
      warnings: [IN_URL],
    },
  ],
};
