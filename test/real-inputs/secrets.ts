import { pem } from "../support/keys";
import { ENTER_VARIABLES, type RealInput } from "./case";

const SECRET = "made-up-secret-of-32-characters!";
const BYTES = Buffer.alloc(32, 0xa1);

const signs = (input: string, key: string, secret: string | Buffer, ...warnings: string[]): RealInput => ({
  input,
  values: { algorithm: "HS256", key },
  gets: "HS256 {}",
  secret,
  warnings,
});

const encoded = (input: string, key: string, keyEncoding: string): RealInput => ({
  input,
  values: { algorithm: "HS256", key, keyEncoding },
  gets: "HS256 {}",
  secret: BYTES,
});

const removed = (what: string, them: string, how = "paste the secret in base64"): string =>
  `Removed ${what} around the secret. If your server signs with ${them} too, ${how}, and change Secret Encoding to Base64.`;

const looks = (words: string, remedy: string): string =>
  `The secret looks like ${words}. ${remedy}, unless it really is the secret.`;

const VARIABLE = looks("a variable without a value", ENTER_VARIABLES);
const LINE = looks("a line of a .env file, YAML, or code", "Paste only the value after the name");
const SHORT =
  "The secret is shorter than the 32 bytes that HS256 requires (RFC 7518). Short secrets can be guessed.";
const HASURA = 'Only the "key" in this JSON is used as the secret, as Hasura does.';

const NOT_BASE64 =
  "Secret: Not valid base64. Change Secret Encoding to Text if it's plain text, or to Hex and enter the bytes that your server decodes it to.";

const refused = (input: string, values: object, gets: string): RealInput => ({
  input,
  values: { ...values },
  gets,
});

export const secrets: Record<string, RealInput[]> = {
  "white space around a secret": [
    signs("a line break", `${SECRET}\n`, SECRET, removed("a line break", "it")),
    signs("spaces", `  ${SECRET} `, SECRET, removed("spaces", "them")),
    signs("a zero-width space", `${SECRET}\u200b`, SECRET, removed("an invisible character", "it")),
    signs("a Hangul filler", `${SECRET}\u3164`, SECRET, removed("an invisible character", "it")),
    signs("quotes and a line break", `"${SECRET}"\n`, SECRET, removed("quotes and a line break", "them")),
    {
      input: "a line break at the end of a file",
      values: { algorithm: "HS256" },
      file: `${SECRET}\n`,
      gets: "HS256 {}",
      secret: SECRET,
      warnings: [removed("a line break", "it", "paste the output of base64 < FILE")],
    },
    {
      input: "the output of that command",
      values: {
        algorithm: "HS256",
        key: `${Buffer.from(`${SECRET}\n`).toString("base64")}\n`,
        keyEncoding: "base64",
      },
      gets: "HS256 {}",
      secret: `${SECRET}\n`,
    },
    {
      input: "a line break in a binary file",
      values: { algorithm: "HS256" },
      file: Buffer.concat([BYTES, Buffer.from("\n")]),
      gets: "HS256 {}",
      secret: Buffer.concat([BYTES, Buffer.from("\n")]),
    },
    signs(
      "a public key as the secret, with its last line break",
      pem("rsa.public.pem"),
      pem("rsa.public.pem").trim(),
      removed("a line break", "it"),
      looks("part of a key or a public key", "Paste the whole private key"),
    ),
    signs(
      "a no-break space inside it",
      `${SECRET}\u00a0more`,
      `${SECRET}\u00a0more`,
      "The secret contains a no-break space (U+00A0), which is part of it. Delete it unless it's intentional.",
    ),
    signs(
      "typographic quotes",
      `“${SECRET}”`,
      `“${SECRET}”`,
      "The secret is in typographic quotes, which are part of it. Delete them unless they're intentional.",
    ),
    signs(
      "an escaped line break",
      `${SECRET}\\n`,
      `${SECRET}\\n`,
      "The secret ends with a backslash and a letter, not with a line break.",
    ),
  ],
  "a secret that is encoded in its own way": [
    encoded("hex with 0x", `0x${"a1".repeat(32)}`, "hex"),
    encoded("hex with colons", Array(32).fill("A1").join(":"), "hex"),
    encoded("hex as a list in C", `{${Array(32).fill("0xa1").join(", ")}}`, "hex"),
    encoded("hex with backslashes", Array(32).fill("\\xa1").join(""), "hex"),
    encoded("base64 as Laravel writes it", `base64:${BYTES.toString("base64")}`, "base64"),
    encoded("base64 with too little padding", `${BYTES.toString("base64").replace("=", "")}`, "base64"),
    encoded("base64 with too much padding", `${BYTES.toString("base64")}=`, "base64"),
    encoded("base64 in lines", BYTES.toString("base64").replace(/.{20}/, "$&\n"), "base64"),
    signs(
      "hex with 0x as text",
      `0x${"a1".repeat(32)}`,
      `0x${"a1".repeat(32)}`,
      "The secret looks like hex. To decode it, change Secret Encoding to Hex.",
    ),
    refused(
      "base64 with a length that no bytes have",
      { algorithm: "HS256", key: "ThisIsASecret", keyEncoding: "base64" },
      NOT_BASE64,
    ),
    refused(
      "base64 with other characters",
      { algorithm: "HS256", key: "This.Is!A.Secret", keyEncoding: "base64" },
      NOT_BASE64,
    ),
    refused(
      "base64url as base64",
      { algorithm: "HS256", key: "ab-_", keyEncoding: "base64" },
      "Secret: Not valid base64. Paste the whole secret, or change Secret Encoding: base64url uses - and _ instead of + and /.",
    ),
  ],
  "something else in place of the secret": [
    signs("a variable of Postman", "{{jwt_secret}}", "{{jwt_secret}}", VARIABLE, SHORT),
    signs("a variable of Hoppscotch", "<<jwt_secret>>", "<<jwt_secret>>", VARIABLE, SHORT),
    signs("a variable of a shell", "$" + "{JWT_SECRET}", "$" + "{JWT_SECRET}", VARIABLE, SHORT),
    refused(
      "a variable of Postman, with the algorithm auto",
      { key: "{{jwt_secret}}" },
      `Secret or Private Key: This looks like a variable without a value, not a secret. ${ENTER_VARIABLES}, or choose HS256 to use it as a secret.`,
    ),
    signs("a .env line", `JWT_SECRET=${SECRET}`, `JWT_SECRET=${SECRET}`, LINE),
    signs("a .env line with export", `export JWT_SECRET='${SECRET}'`, `export JWT_SECRET='${SECRET}'`, LINE),
    signs("a line of YAML", `jwt_secret: ${SECRET}`, `jwt_secret: ${SECRET}`, LINE),
    refused(
      "a .env line, with the algorithm auto",
      { key: `JWT_SECRET=${SECRET}` },
      "Secret or Private Key: This looks like a line of a .env file, YAML, or code, not a secret. Paste only the value after the name, or choose HS256 to use it as a secret.",
    ),
    signs(
      "a token",
      `eyJhbGciOiJIUzI1NiJ9.e30.${"c2ln".repeat(4)}`,
      `eyJhbGciOiJIUzI1NiJ9.e30.${"c2ln".repeat(4)}`,
      looks("a token", "Paste the key that signs it"),
    ),
    signs("the configuration of Hasura", JSON.stringify({ type: "HS256", key: SECRET }), SECRET, HASURA),
    {
      input: "the configuration of Hasura, with the algorithm auto",
      values: { key: JSON.stringify({ type: "HS512", key: SECRET + SECRET }) },
      gets: "HS512 {}",
      warnings: [HASURA],
    },
    {
      ...signs(
        "the configuration of Hasura with the secret in base64 and another algorithm",
        JSON.stringify({ type: "HS512", key: BYTES.toString("base64") }),
        BYTES,
        `${HASURA} It says HS512, so change Algorithm to that.`,
      ),
      values: {
        algorithm: "HS256",
        key: JSON.stringify({ type: "HS512", key: BYTES.toString("base64") }),
        keyEncoding: "base64",
      },
    },
    signs(
      "JSON with the secret in it",
      JSON.stringify({ secret: SECRET }),
      JSON.stringify({ secret: SECRET }),
      looks("JSON", "Paste only the value in it"),
    ),
    refused(
      "a key of age, with the algorithm auto",
      { key: `AGE-SECRET-KEY-1${"Q".repeat(58)}` },
      "Secret or Private Key: This looks like a key of another kind, not a secret. Use a key for JWTs, or choose HS256 to use it as a secret.",
    ),
    refused(
      "a ZIP file, with the algorithm auto",
      { key: Buffer.from("504b0304140000000800", "hex").toString("base64") },
      "Secret or Private Key: This looks like an archive, image, or other file, not a secret. Select the key file, or choose HS256 to use it as a secret.",
    ),
    refused(
      "a line of source code, with the algorithm auto",
      { key: `const secret = "${SECRET}";` },
      "Secret or Private Key: This looks like a line of a .env file, YAML, or code, not a secret. Paste only the value after the name, or choose HS256 to use it as a secret.",
    ),
    ...["{f5ccf42a-be6b-4f0e-8d0d-3f1c2b7a9e11}", "6$(x)_1ti=h*q%w@e!r^t&y-u.i#o?p+a"].map(
      (key): RealInput => ({
        input: `${key}, with the algorithm auto, which is a secret`,
        values: { key },
        gets: "HS256 {}",
        secret: key,
      }),
    ),
    {
      input: "a JWK with a secret in base64, with the algorithm auto",
      values: {
        key: Buffer.from(JSON.stringify({ kty: "oct", k: BYTES.toString("base64url") })).toString("base64"),
      },
      gets: "HS256 {}",
      secret: BYTES,
      warnings: [
        "The secret in this JWK is used. To use the whole text as a secret, change Algorithm to HS256.",
      ],
    },
    signs(
      "a secret with equals signs",
      "p4ss=word=x and more and more and",
      "p4ss=word=x and more and more and",
    ),
  ],
};
