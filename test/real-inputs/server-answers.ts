import { pem, SECRET } from "../support/keys";
import type { RealInput } from "./case";

const grant = {
  flow: "jwt-bearer",
  key: SECRET,
  issuer: "me",
  subject: "robin",
  audience: "as",
  tokenUrl: "TOKEN_URL",
};
const token = (more: object): RealInput["answer"] => ({ body: { access_token: "tok", ...more } });
const typed = (token_type: unknown) => token({ token_type });
const SENT = "Authorization: Bearer tok";
const REJECTED = "Token URL: The server rejected the request:";
const CHECK = "Check the settings against what the server expects.";

export const serverAnswers: Record<string, RealInput[]> = {
  "the type of an access token": [
    ...["bearer", "BEARER", "BearerToken", "Bearer Token", "bearer_token", " bearer ", '"Bearer"', null].map(
      (type): RealInput => ({
        input: `the type ${JSON.stringify(type)}`,
        values: grant,
        answer: typed(type),
        gets: SENT,
      }),
    ),
    ...["JWT", "N_A", "urn:ietf:params:oauth:token-type:access_token"].map(
      (type): RealInput => ({
        input: `the type ${type}`,
        values: grant,
        answer: typed(type),
        gets: `Header Prefix: The server issued a token of the type "${type}". Enter Bearer, or what the server expects, under Header Prefix.`,
      }),
    ),
    ...["Bearer tok", '"tok"', "tok\n"].map(
      (token): RealInput => ({
        input: `the token ${JSON.stringify(token)}`,
        values: grant,
        answer: { body: { access_token: token, token_type: "Bearer" } },
        gets: SENT,
      }),
    ),
    {
      input: "the type JWT with a prefix",
      values: { ...grant, headerPrefix: "JWT" },
      answer: typed("JWT"),
      gets: "Authorization: JWT tok",
    },
    {
      input: "the type JWT without a prefix",
      values: { ...grant, headerPrefix: "none" },
      answer: typed("JWT"),
      gets: "Authorization: tok",
    },
    {
      input: "the type JWT in a query parameter",
      values: { ...grant, placement: "query" },
      answer: typed("JWT"),
      gets: "token: tok",
      warnings: [
        "The token is sent in the URL, which servers and proxies often log. A redirect can pass it on to another host.",
      ],
    },
    ...["dpop", " DPoP "].map(
      (type): RealInput => ({
        input: `the type ${JSON.stringify(type)}`,
        values: { ...grant, headerPrefix: "Bearer" },
        answer: typed(type),
        gets: `Token URL: The server issued a ${type.trim()} token, which requires a new proof for every request. Turn on DPoP, or turn it off for this client on the server.`,
      }),
    ),
  ],

  "a response with another token": [
    { input: "id_token, as from Google", values: grant, answer: { body: { id_token: "tok" } }, gets: SENT },
    { input: "accessToken", values: grant, answer: { body: { accessToken: "tok" } }, gets: SENT },
    { input: "token", values: grant, answer: { body: { token: "tok", expires_in: 60 } }, gets: SENT },
    { input: "jwt beside others", values: grant, answer: { body: { jwt: "tok", scope: "a" } }, gets: SENT },
    {
      input: "two tokens",
      values: grant,
      answer: { body: { id_token: "a", token: "b" } },
      gets: "Token URL: The response has no access_token, only id_token and token. Check the requested scope, and that this flow is the right one.",
    },
    {
      input: "a refresh token",
      values: grant,
      answer: { body: { refresh_token: "secret-token" } },
      gets: "Token URL: The response has no access_token, only refresh_token. Check the requested scope, and that this flow is the right one.",
    },
  ],

  "a server's reason": [
    {
      input: "problem details",
      values: grant,
      answer: { status: 400, body: { title: "Unknown tenant", detail: "No tenant named x", status: 400 } },
      gets: `${REJECTED} Unknown tenant: No tenant named x. ${CHECK}`,
    },
    {
      input: "an error object",
      values: grant,
      answer: { status: 400, body: { error: { code: 400, message: "Missing field", status: "INVALID" } } },
      gets: `${REJECTED} INVALID: Missing field. ${CHECK}`,
    },
    {
      input: "Okta",
      values: grant,
      answer: { status: 400, body: { errorCode: "E1", errorSummary: "No", errorCauses: [] } },
      gets: `${REJECTED} E1: No. ${CHECK}`,
    },
    {
      input: "a list",
      values: grant,
      answer: { status: 400, body: [{ message: "No session", errorCode: "NO_SESSION" }] },
      gets: `${REJECTED} NO_SESSION: No session. ${CHECK}`,
    },
    {
      input: "status 200 that is not OK",
      values: grant,
      answer: { body: { ok: false, error: "invalid_auth" } },
      gets: `${REJECTED} invalid_auth. ${CHECK}`,
    },
    {
      input: "status 200 with another text",
      values: grant,
      answer: { body: { message: "Welcome. Read on." } },
      gets: `Token URL: The server returned no token: Welcome. ${CHECK}`,
    },
    {
      input: "text",
      values: grant,
      answer: { status: 400, body: "Missing parameter\n" },
      gets: `${REJECTED} Missing parameter. ${CHECK}`,
    },
    {
      input: "a web page",
      values: grant,
      answer: { body: "<!doctype html><title>Sign in</title>" },
      gets: 'Token URL: The server at TOKEN_URL returned the web page "Sign in" instead of JSON. Check the URL.',
    },
    {
      input: "a web page with status 404",
      values: grant,
      answer: { status: 404, body: "<html><title>404 Not Found</title>" },
      gets: "Token URL: The server at TOKEN_URL returned status 404: Not Found. Check the URL.",
    },
    {
      input: "status 404 with a reason",
      values: grant,
      answer: { status: 404, body: { error: "Realm does not exist" } },
      gets: "Token URL: The server at TOKEN_URL returned status 404: Realm does not exist. Check the URL.",
    },
    {
      input: "a challenge",
      values: grant,
      answer: {
        status: 401,
        headers: { "www-authenticate": 'Bearer error="invalid_token", error_description="Bad parameters"' },
        body: "",
      },
      gets: `${REJECTED} invalid_token: Bad parameters. ${CHECK}`,
    },
    {
      input: "JSON of an unknown shape",
      values: grant,
      answer: { status: 400, body: { a: "secret" } },
      gets: "Token URL: The server at TOKEN_URL returned status 400. Check the URL.",
    },
    {
      input: "the secret in two pieces",
      values: grant,
      answer: { status: 400, body: { code: SECRET.slice(0, 12), message: SECRET.slice(12, 24) } },
      gets: `${REJECTED} … ${CHECK}`,
    },
    {
      input: "a busy server",
      values: grant,
      answer: { status: 503, body: { message: "Down for maintenance" } },
      gets: "Token URL: The server failed with status 503: Down for maintenance. Try again later, or contact whoever runs the server.",
    },
  ],

  "a server's known reason": [
    {
      input: "DocuSign without consent",
      values: {
        preset: "docusign",
        key: pem("rsa.pkcs8.pem"),
        issuer: "5c2b8d7e",
        subject: "464f7988",
        tokenUrl: "TOKEN_URL",
      },
      answer: { status: 400, body: { error: "consent_required" } },
      gets: `${REJECTED} consent_required. As the user, open https://account-d.docusign.com/oauth/auth?response_type=code&scope=signature%20impersonation&client_id=5c2b8d7e&redirect_uri=<a redirect URI of your app> in a browser once.`,
    },
    {
      input: "Salesforce without approval",
      values: grant,
      answer: {
        status: 400,
        body: { error: "invalid_grant", error_description: "user hasn't approved this consumer" },
      },
      gets: `${REJECTED} invalid_grant: user hasn't approved this consumer. Pre-authorize the user's profile or permission set in the connected app, or approve your app once in a browser.`,
    },
    {
      input: "a server that requires DPoP",
      values: grant,
      answer: { status: 400, body: { error: "use_dpop_nonce" } },
      gets: `${REJECTED} use_dpop_nonce. Turn on DPoP, which the server requires.`,
    },
    {
      input: "another clock",
      values: grant,
      answer: { status: 400, body: { error: "invalid_grant", error_description: "Token is expired" } },
      gets: `${REJECTED} invalid_grant: Token is expired. Check this computer's clock, Expires In, and Issued At, such as now-60s.`,
    },
    {
      input: "another audience",
      values: grant,
      answer: { status: 401, body: { error: "invalid_client", error_description: "Bad audience" } },
      gets: `${REJECTED} invalid_client: Bad audience. Check the audience, often the token URL ($tokenUrl) or the server's issuer.`,
    },
    {
      input: "another key",
      values: grant,
      answer: { status: 400, body: { error: "invalid_grant", error_description: "Invalid JWT Signature." } },
      gets: `${REJECTED} invalid_grant: Invalid JWT Signature. Check that this key, or its public key or certificate, is registered there, and the Key ID.`,
    },
    {
      input: "too many requests",
      values: grant,
      answer: { status: 429, body: "" },
      gets: "Token URL: The server rejected the request with status 429. Wait before you send again, because the server limits the number of requests.",
    },
  ],
};
