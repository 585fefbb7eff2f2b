import { SECRET } from "../support/keys";
import type { RealInput } from "./case";

const key = SECRET;
const OTHER = `another client's placeholder. Yaak writes variables as \${[ name ]}`;
const REQUEST =
  "Use $request.method, $request.url, $request.host, $request.path, $request.pathWithQuery, $request.query, $request.body.sha256, $request.qsh, or $$ for a dollar sign.";
const DIGEST = "$request.body.sha256 (or sha384, sha512; .base64, .base64url) or $$ for a dollar sign.";
const OFFSET = "doesn't end with a duration. Use $now+300, $now+5m, or $now-1h30m.";

/** A claim that is an error. */
const error = (text: string, problem: string): RealInput => ({
  input: `${text} in a claim`,
  values: { key, claims: JSON.stringify({ x: text }) },
  gets: `Additional Claims: ${problem}`,
});

/** A claim that is signed as it is. */
const text = (value: string, nearest?: string): RealInput => ({
  input: `${value} in a claim`,
  values: { key, claims: JSON.stringify({ x: value }) },
  gets: `HS256 ${JSON.stringify({ x: value })}`,
  warnings: [
    `The "x" claim contains ${value}, which isn't a placeholder and is signed as typed. Enter ${nearest ? `${nearest}, or ` : ""}$$ for a dollar sign without this warning.`,
  ],
});

export const placeholders: Record<string, RealInput[]> = {
  "another client's placeholders as text": [
    {
      input: "{{iss}} as the issuer",
      values: { key, issuer: "{{iss}}" },
      gets: 'HS256 {"iss":"{{iss}}"}',
      warnings: [`Issuer (iss) contains {{iss}}, ${OTHER}.`],
    },
    {
      input: "a variable in front of the token URL's path",
      values: { key, flow: "jwt-bearer", issuer: "me", tokenUrl: "{{base_url}}/token" },
      gets: `Token URL: Contains {{base_url}}, ${OTHER}.`,
    },
    {
      input: "a variable as the header's name",
      values: { key, headerName: "{{header}}" },
      gets: `Header Name: Contains {{header}}, ${OTHER}.`,
    },
    {
      input: "a variable as the lifetime",
      values: { key, expiresIn: "<<seconds>>" },
      gets: `Expires In: Contains <<seconds>>, ${OTHER}.`,
    },
    {
      input: "Postman's timestamp in a claim",
      values: { key, claims: '{"at":"{{$timestamp}}"}' },
      gets: 'HS256 {"at":"{{$timestamp}}"}',
      warnings: [`The "at" claim contains {{$timestamp}}, ${OTHER}, and $now is the time of signing.`],
    },
    {
      input: "Hoppscotch's variable as the key ID",
      values: { key, keyId: "<<kid>>" },
      gets: '{"alg":"HS256","kid":"<<kid>>"} {}',
      warnings: [`Key ID (kid) contains <<kid>>, ${OTHER}.`],
    },
    {
      input: "a percent-encoded path, which has no placeholder",
      values: { key, subject: "/caf%C3%A9%20%AFa%20" },
      gets: 'HS256 {"sub":"/caf%C3%A9%20%AFa%20"}',
    },
  ],
  "a placeholder known only in part": [
    error("$request.body", `Unknown placeholder $request.body. Use ${DIGEST}`),
    error("$request.body.md5", `Unknown placeholder $request.body.md5. Use ${DIGEST}`),
    error("$request", `Unknown placeholder $request. ${REQUEST}`),
    error("$now + 5m", `The placeholder $now + 5m ${OFFSET}`),
    error("$now*1000", `The placeholder $now*1000 ${OFFSET}`),
    error("$now.us", "Unknown placeholder $now.us. Use $now, $now+60s, $now.ms, or $$ for a dollar sign."),
    error("$uuid_v4", "Unknown placeholder $uuid_v4. Use $uuid or $$ for a dollar sign."),
    {
      input: "a dot at the end of a sentence",
      values: { key, claims: '{"x":"GET $request.path."}' },
      gets: 'HS256 {"x":"GET /."}',
    },
    {
      input: "a path after a path",
      values: { key, claims: '{"x":"$request.path/v1, $request.host-x"}' },
      gets: 'HS256 {"x":"//v1, api.example.com-x"}',
    },
  ],
  "a dollar sign that starts no placeholder": [
    text("$client_id", "$clientId"),
    text("$Issuer", "$issuer"),
    text("$timestamp", "$now"),
    text("$requestPath", "$request.path"),
    text("$nowMs", "$now.ms"),
    text("$timestampMs", "$now.ms"),
    text("$requestBodySha512", "$request.body.sha512"),
    text("$HOME"),
    {
      input: "a doubled dollar sign",
      values: { key, claims: '{"x":"$$client_id"}' },
      gets: 'HS256 {"x":"$client_id"}',
    },
    { input: "an amount", values: { key, claims: '{"x":"$5"}' }, gets: 'HS256 {"x":"$5"}' },
  ],
};
