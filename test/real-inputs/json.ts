import { SECRET } from "../support/keys";
import type { RealInput } from "./case";

const key = SECRET;

const claims = (json: string, gets: string): RealInput => ({
  input: JSON.stringify(json),
  values: { key, claims: json },
  gets,
});

const error = (json: string, problem: string): RealInput =>
  claims(json, `Additional Claims: Invalid JSON at line 1, ${problem}`);

const QUOTE =
  "If a variable is in that text, its value may contain a double quote, which Yaak's json.escape function escapes.";
const YAAK = `another client's placeholder. Yaak writes variables as \${[ name ]}`;

export const json: Record<string, RealInput[]> = {
  "invisible characters in JSON": [
    claims('{\u00a0"role":\u00a0"admin"\u00a0}', 'HS256 {"role":"admin"}'),
    claims('\ufeff{"role":\u200b"admin"}\u200b', 'HS256 {"role":"admin"}'),
    claims('{\u3000"role":\u2028"admin"}', 'HS256 {"role":"admin"}'),
    {
      input: "a no-break space in the header's JSON",
      values: { key, header: '{\u00a0"cty":\u00a0"x" }' },
      gets: '{"alg":"HS256","cty":"x"} {}',
    },
    {
      input: "a zero-width space in a list of audiences",
      values: { key, audience: '\u200b["a",\u200b"b"]' },
      gets: 'HS256 {"aud":["a","b"]}',
    },
  ],
  "JSON that isn't quite JSON": [
    error("{“role”: “admin”}", 'column 2: found a typographic quote (“); use straight double quotes (").'),
    error("{'role': 'admin'}", "column 2: found a single quote ('); use double quotes (\")."),
    error('{"level": –1}', "column 11: found a dash (–); use a hyphen (-) as the minus sign."),
    error('{"admin": True}', "column 11: found True; use true."),
    error('{"role" = "admin"}', "column 9: found = instead of a colon."),
    error("{role: 1}", "column 2: the name role needs double quotes."),
    {
      input: "typographic quotes in a list of audiences",
      values: { key, audience: "[“a”]" },
      gets: 'Audience: Invalid JSON at line 1, column 2: found a typographic quote (“); use straight double quotes (").',
    },
    {
      input: "a parameter of a token request without quotes, which may be secret",
      values: {
        key,
        issuer: "me",
        flow: "jwt-bearer",
        tokenUrl: "TOKEN_URL",
        tokenParameters: '{"password": hunter2}',
      },
      gets: "Additional Parameters: Invalid JSON at line 1, column 14: text needs double quotes.",
    },
  ],
  "JSON with a variable's value": [
    error('{"name": "O"Brien"}', `column 13: unexpected text after a string. ${QUOTE}`),
    error(
      '{"path": "C:\\dir"}',
      "column 10: invalid escape; write \\\\ for a backslash. If a variable is in that text, its value may contain a backslash, which Yaak's json.escape function escapes.",
    ),
    error(
      '{"name": "a\nb"}',
      "column 10: missing closing double quote. If a variable is in that text, its value may contain a line break, a double quote, or a backslash.",
    ),
    error('{"n": }', "column 7: expected a value. If a variable is there, it may be empty."),
    error('{"n": , "m": 1}', "column 7: expected a value. If a variable is there, it may be empty."),
  ],
  "another client's placeholders in JSON": [
    error('{"iat": {{$timestamp}}}', `column 9: {{$timestamp}} is ${YAAK}, and $now is the time of signing.`),
    error('{"n": {{ _.count }}}', `column 7: {{ _.count }} is ${YAAK}.`),
    error('{"n": <<count>>}', `column 7: <<count>> is ${YAAK}.`),
    error(`{"n": \${count}}`, `column 7: \${count} is ${YAAK}.`),
    error(
      `{"n": \${[ count ]}}`,
      `column 7: \${[ count ]} is a variable that Yaak didn't replace. Check its name and the selected environment.`,
    ),
  ],
};
