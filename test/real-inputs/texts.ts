import { SECRET } from "../support/keys";
import { ENTER_VARIABLES, type RealInput } from "./case";

const GRANT = {
  key: SECRET,
  ...{ flow: "jwt-bearer", tokenUrl: "TOKEN_URL", issuer: "a", subject: "b", audience: "c" },
};

export const texts: Record<string, RealInput[]> = {
  "white space around a value": [
    {
      input: "a line break after the issuer",
      values: { key: SECRET, issuer: "Iv23li0000000000abcd\n" },
      gets: 'HS256 {"iss":"Iv23li0000000000abcd"}',
    },
    {
      input: "an issuer with spaces inside",
      values: { key: SECRET, issuer: "a  b" },
      gets: 'HS256 {"iss":"a  b"}',
    },
    {
      input: "a space after the audience",
      values: { key: SECRET, audience: "https://api.example.com " },
      gets: 'HS256 {"aud":"https://api.example.com"}',
    },
    {
      input: "a line break after the type",
      values: { key: SECRET, tokenType: "at+jwt\n" },
      gets: '{"alg":"HS256","typ":"at+jwt"} {}',
    },
    {
      input: "a no-break space and a zero-width space around the key ID",
      values: { key: SECRET, keyId: "\u00a0k1\u200b" },
      gets: '{"alg":"HS256","kid":"k1"} {}',
    },
    {
      input: "only invisible characters as the subject",
      values: { key: SECRET, subject: "\u200b\ufeff\u3000\n" },
      gets: "HS256 {}",
    },
    {
      input: "invisible characters around options",
      values: { key: SECRET, algorithm: "HS256\u200b", placement: "\ufeffheader\n", preset: "\u00a0custom" },
      gets: "HS256 {}",
    },
    {
      input: "a zero-width space in front of none",
      values: { key: SECRET, expiresIn: "\u200bnone" },
      gets: "HS256 {}",
      warnings: [
        "The token has no exp claim, so it never expires. Anyone who gets it can use it indefinitely.",
      ],
    },
    {
      input: "spaces around the client secret",
      values: { ...GRANT, clientId: "id", clientSecret: " s\u200b\n" },
      gets: "Authorization: Bearer at",
      answer: { body: { access_token: "at" } },
      warnings: ["Client Secret: The spaces or line breaks around it were removed."],
    },
  ],
  "a client secret": [
    ...(
      [
        [
          "{{client_secret}}",
          [`This looks like a variable without a value. ${ENTER_VARIABLES}, unless it really is the secret.`],
        ],
        [
          "CLIENT_SECRET=abc",
          [
            "This looks like a line of a .env file, YAML, or code. Paste only the value after the name, unless it really is the secret.",
          ],
        ],
        ['"abc"', ["The quotes around it are sent, too."]],
        ["abc\u200bdef", ["It contains a zero-width space (U+200B), which is sent as typed."]],
        ["p4$$w0rd{x}%20", []],
      ] as [string, string[]][]
    ).map(
      ([clientSecret, notes]): RealInput => ({
        input: clientSecret,
        values: { ...GRANT, clientId: "id", clientSecret },
        gets: "Authorization: Bearer at",
        answer: { body: { access_token: "at" } },
        warnings: notes.map((note) => `Client Secret: ${note}`),
      }),
    ),
  ],
  "a private key in the token": [
    {
      input: "a PEM in a claim",
      values: { key: SECRET, claims: JSON.stringify({ x: "-----BEGIN PRIVATE KEY-----" }) },
      gets: 'HS256 {"x":"-----BEGIN PRIVATE KEY-----"}',
      warnings: [
        'The "x" claim contains a private key, which everyone who gets the token can read. Remove it.',
      ],
    },
    {
      input: "a JWK in the header",
      values: { key: SECRET, header: '{"jwk":{"kty":"EC","crv":"P-256","d":"AA"}}' },
      gets: '{"alg":"HS256","jwk":{"kty":"EC","crv":"P-256","d":"AA"}} {}',
      warnings: [
        'The "jwk" header parameter contains a private key, which everyone who gets the token can read. Remove it.',
      ],
    },
  ],
  "an invisible character inside a value": [
    {
      input: "a zero-width space in a role",
      values: { key: SECRET, claims: '{"role":"ad\u200bmin"}' },
      gets: 'HS256 {"role":"ad\u200bmin"}',
      warnings: [
        'The "role" claim contains a zero-width space (U+200B), which is signed as typed. Delete it unless it\'s intentional.',
      ],
    },
    {
      input: "a no-break space in the issuer",
      values: { key: SECRET, issuer: "a\u00a0b" },
      gets: 'HS256 {"iss":"a\u00a0b"}',
      warnings: [
        "Issuer (iss) contains a no-break space (U+00A0), which is signed as typed. Delete it unless it's intentional.",
      ],
    },
    {
      input: "a byte order mark in a header parameter's name",
      values: { key: SECRET, header: '{"\ufeffcty":"x"}' },
      gets: '{"alg":"HS256","\ufeffcty":"x"} {}',
      warnings: [
        'The "cty" header parameter contains a byte order mark (U+FEFF), which is signed as typed. Delete it unless it\'s intentional.',
      ],
    },
    {
      input: "a joiner that an emoji needs",
      values: { key: SECRET, claims: '{"x":"👩\u200d💻"}' },
      gets: 'HS256 {"x":"👩\u200d💻"}',
    },
  ],
};
