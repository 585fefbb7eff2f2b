import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pem } from "../support/keys";
import { type Listening, listen } from "../support/listen";
import { Runtime } from "../support/runtime";
import { sendInRuntime } from "../support/runtime-send";
import { jwt, Scene } from "../support/scene";

type Values = Record<string, unknown>;
type Reply = [status: number, body: string | object, headers?: Record<string, string>];

/** A token endpoint's response. Undefined if it does not respond. */
type Endpoint = (
  form: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
) => Reply | undefined;

// The start is fixed, so that no word before a part of it continues it by chance.
const SECRET = `SuperSafe${randomBytes(48).toString("base64")}`;
const CLIENT_SECRET = "correct horse/battery+=&staple";

type Failures = Record<string, [endpoint: Endpoint, message: string]>;

/** Endpoints that fail, and the error that the user sees. HERE is the endpoint's URL. */
const FAILURES: Failures = {
  "redirect-elsewhere": [
    () => [302, "", { location: "https://login.example.com/sign-in?state=hidden" }],
    "The server at HERE redirects to https://login.example.com/sign-in (status 302). Enter the token endpoint's final URL.",
  ],
  "redirect-here": [
    () => [307, "", { location: "/good" }],
    "The server at HERE redirects to BASE/good (status 307). Enter the token endpoint's final URL.",
  ],
  "redirect-nowhere": [
    () => [301, ""],
    "The server at HERE redirects (status 301). Enter the token endpoint's final URL.",
  ],
  "invalid-grant": [
    () => [400, { error: "invalid_grant", error_description: "user hasn't approved this consumer" }],
    "The server rejected the request: invalid_grant: user hasn't approved this consumer. Pre-authorize the user's profile or permission set in the connected app, or approve your app once in a browser.",
  ],
  "invalid-scope": [
    () => [400, { error: "invalid_scope" }],
    "The server rejected the request: invalid_scope. Check the scope.",
  ],
  "invalid-client": [
    () => [401, { error: "invalid_client", error_description: "No key.\r\nTrace: 1" }],
    "The server rejected the request: invalid_client: No key. Trace: 1. Check that this key, or its public key or certificate, is registered there, and the Key ID.",
  ],
  "custom-error": [
    () => [400, { error: "consent_required", error_description: "Ask" }],
    "The server rejected the request: consent_required: Ask. Consent to your app and its scopes once in a browser, as the user or as an administrator.",
  ],
  "error-named-constructor": [
    () => [400, { error: "constructor" }],
    "The server rejected the request: constructor. Check the settings against what the server expects.",
  ],
  "error-in-200": [
    () => [200, { error: "invalid_request" }],
    "The server rejected the request: invalid_request. Check the settings against what the server expects.",
  ],
  echo: [
    (form, { headers }) => [
      400,
      {
        error: "invalid_grant",
        error_description: `Bad ${form.get("assertion")} of ${headers.authorization}`,
      },
    ],
    "The server rejected the request: invalid_grant: Bad … of Basic … Check the issuer, subject, audience, times, and key against what the server expects.",
  ],
  "partial-echo": [
    (form) => {
      const [, claims = ""] = form.get("assertion")?.split(".") ?? [];
      return [
        400,
        { error: "invalid_grant", error_description: `In ${claims.slice(3, 15)}, ${CLIENT_SECRET.slice(8)}` },
      ];
    },
    "The server rejected the request: invalid_grant: In …, … Check the issuer",
  ],
  ...repeats({
    decoded: (secret) => secret,
    "percent-encoded": encodeURIComponent,
    "HTML-escaped": (secret) => secret.replaceAll("&", "&amp;"),
    "as JSON": (secret) => JSON.stringify(secret).slice(1, -1).replaceAll("/", "\\/"),
    "in base64": (secret) => Buffer.from(secret).toString("base64url"),
    "in base64 after the client ID": (secret) => Buffer.from(`client:${secret}`).toString("base64"),
    "in hex": (secret) => Buffer.from(secret).toString("hex"),
    "split over lines": (secret) => secret.replace(/.{4}/g, "$&\n"),
    "cut in the middle": (secret) => secret.slice(4, 15),
  }),
  "the-key": [
    () => [401, { error: "invalid_client", error_description: `Expected ${SECRET} or ${SECRET.slice(9)}` }],
    "The server rejected the request: invalid_client: Expected … or … Check the client ID",
  ],
  "type-named-like-the-assertion": [
    (form) => [200, { access_token: "t", token_type: form.get("assertion") }],
    `PREFIX: The server issued a token of the type "…". Enter Bearer, or what the server expects, under Header Prefix.`,
  ],
  "type-named-like-the-token": [
    () => [200, { access_token: "an-access-token", token_type: "an-access-token" }],
    `PREFIX: The server issued a token of the type "…". Enter Bearer, or what the server expects, under Header Prefix.`,
  ],
  "redirect-to-the-assertion": [
    (form) => [302, "", { location: `https://login.example.com/${form.get("assertion")}` }],
    "The server at HERE redirects to https://login.example.com/… (status 302).",
  ],
  large: [
    () => [200, { access_token: "t", padding: "x".repeat(2 * 1024 * 1024) }],
    "The server at HERE returned more than 1 MiB instead of a token. Check the URL.",
  ],
  "large-token": [
    () => [200, { access_token: "t".repeat(65_537), token_type: "Bearer" }],
    "The access_token in the response is over 64 kB, more than servers accept. Check the scope.",
  ],
  "long-description": [
    () => [400, { error: "invalid_grant", error_description: "long ".repeat(1000) }],
    `The server rejected the request: invalid_grant: ${"long ".repeat(27)}… Check the issuer`,
  ],
  "status-400": [() => [400, { a: "no" }], "The server at HERE returned status 400. Check the URL."],
  "other-error": [
    () => [400, { error: { code: 400, message: "Unknown tenant" } }],
    "The server rejected the request: Unknown tenant. Check the settings against what the server expects.",
  ],
  "status-401": [
    () => [401, ""],
    "The server rejected the request with status 401. Check the client ID and the secret or key.",
  ],
  "status-404": [
    () => [404, "<h1>Not found</h1>"],
    "The server at HERE returned status 404: Not found. Check the URL.",
  ],
  "status-429": [
    () => [429, { error: "slow_down" }],
    "The server rejected the request with status 429: slow_down. Wait before you send again, because the server limits the number of requests.",
  ],
  "status-500": [
    () => [500, { error: "server_error", error_description: "database" }],
    "The server failed with status 500: server_error: database. Try again later, or contact whoever runs the server.",
  ],
  "status-503": [
    () => [503, "<h1>Down</h1>"],
    "The server failed with status 503: Down. Try again later, or contact whoever runs the server.",
  ],
  html: [
    () => [200, "  <!doctype html><title>Sign in</title>"],
    'The server at HERE returned the web page "Sign in" instead of JSON. Check the URL.',
  ],
  "incomplete-json": [
    () => [200, '{"access_token":"tok'],
    "The server at HERE returned text instead of JSON. Check the URL.",
  ],
  empty: [() => [200, ""], "The server at HERE returned an empty response instead of JSON. Check the URL."],
  list: [() => [200, "[]"], "The server at HERE returned text instead of JSON. Check the URL."],
  "no-token": [
    () => [200, { token_type: "Bearer" }],
    "The response has no access_token, only token_type. Check the requested scope, and that this flow is the right one.",
  ],
  "number-as-token": [
    () => [200, { access_token: 1, token_type: "Bearer" }],
    "The access_token in the response isn't valid. Check the URL.",
  ],
  "line-break-in-token": [
    () => [200, { access_token: "a\r\nX-Evil: 1", token_type: "Bearer" }],
    "The access_token in the response isn't valid. Check the URL.",
  ],
  dpop: [
    () => [200, { access_token: "t", token_type: "DPoP" }],
    "The server issued a DPoP token, which requires a new proof for every request. Turn on DPoP, or turn it off for this client on the server.",
  ],
  mac: [
    () => [200, { access_token: "t", token_type: "mac" }],
    "The server issued a mac token, which requires every request to be signed. Configure the client for Bearer tokens.",
  ],
  "other-type": [
    () => [200, { access_token: "t", token_type: "N_A\n" }],
    `PREFIX: The server issued a token of the type "N_A". Enter Bearer, or what the server expects, under Header Prefix.`,
  ],
  "closed-connection": [
    (_form, request) => {
      request.socket.destroy();
      return undefined;
    },
    "The server at HERE can't be reached: the connection was closed (UND_ERR_SOCKET). Check the URL, and that the server is running.",
  ],
  hang: [
    () => undefined,
    "The server at HERE didn't respond within 10 seconds. Check the URL, and that the server is running.",
  ],
};

/** Endpoints that repeat the client secret. */
function repeats(ways: Record<string, (secret: string) => string>): Failures {
  const endpoints = Object.entries(ways).map(([name, way]): [string, Failures[string]] => [
    `client-secret-${name.replaceAll(" ", "-")}`,
    [
      () => [401, { error: "invalid_client", error_description: `Not ${way(CLIENT_SECRET)}.` }],
      "The server rejected the request: invalid_client: Not …",
    ],
  ]);
  return Object.fromEntries(endpoints);
}

/** URLs that cannot return a token. */
const URLS: [title: string, url: string, message: string][] = [
  ["that is empty", "", "Required for this flow."],
  ["that is set to none", "none", "Required for this flow."],
  ["without a scheme", "login.example.com/token", "Missing https://. Enter the full URL."],
  ["with another scheme", "ftp://login.example.com/", "Invalid URL. Enter one that starts with https://."],
  ["that is incomplete", "https://", "Invalid URL. Enter one that starts with https://."],
  [
    "with a password",
    `https://client:${encodeURIComponent(CLIENT_SECRET)}@login.example.com/`,
    "Contains a username or password. Remove them from the URL.",
  ],
  [
    "whose host does not exist",
    "https://nowhere.invalid/",
    "The server at https://nowhere.invalid/ can't be reached: host not found (E",
  ],
];

/** Responses that are accepted, what the API receives, and the number of token requests for two sends. */
const ACCEPTED: Record<string, [reply: () => object | Promise<object>, header: string, asked: number]> = {
  "lower-case-type": [() => ({ access_token: "t", token_type: "bearer", expires_in: 60 }), "Bearer t", 1],
  "no-type": [() => ({ access_token: "t", expires_in: 60 }), "Bearer t", 1],
  "no-lifetime": [() => ({ access_token: "t", token_type: "Bearer" }), "Bearer t", 2],
  "lifetime-in-quotes": [
    () => ({ access_token: "t", token_type: "Bearer", expires_in: "60" }),
    "Bearer t",
    1,
  ],
  "lifetime-in-words": [
    () => ({ access_token: "t", token_type: "Bearer", expires_in: "soon" }),
    "Bearer t",
    2,
  ],
  "lifetime-zero": [() => ({ access_token: "t", token_type: "Bearer", expires_in: 0 }), "Bearer t", 2],
  "lifetime-negative": [() => ({ access_token: "t", token_type: "Bearer", expires_in: -60 }), "Bearer t", 2],
  "lifetime-null": [() => ({ access_token: "t", token_type: "Bearer", expires_in: null }), "Bearer t", 2],
  "lifetime-huge": [() => ({ access_token: "t", token_type: "Bearer", expires_in: 1e300 }), "Bearer t", 1],
  "jwt-with-exp": [
    async () => ({ access_token: await jwtAccessToken("5m"), token_type: "Bearer" }),
    "Bearer ey",
    1,
  ],
  "jwt-with-past-exp": [
    async () => ({ access_token: await jwtAccessToken("-5m"), token_type: "Bearer" }),
    "Bearer ey",
    2,
  ],
  "jwt-without-exp": [
    async () => ({ access_token: await jwtAccessToken(), token_type: "Bearer" }),
    "Bearer ey",
    2,
  ],
};

function jwtAccessToken(expires?: string): Promise<string> {
  const token = new SignJWT({}).setProtectedHeader({ alg: "HS256" });
  return (expires ? token.setExpirationTime(expires) : token).sign(new TextEncoder().encode(SECRET));
}

describe("a token request in the real client, or in its plugin runtime,", () => {
  let server: Listening;
  let secure: Listening;
  /** A URL that refuses connections. */
  let unreachable: string;
  let scene: Scene;
  let runtime: Runtime;
  /** The errors in the runtime. */
  const failed = new Map<string, string | undefined>();
  /** Paths of the token requests, and of the API requests with their credentials. */
  const asked: string[] = [];
  const received: [path: string, authorization?: string, cookie?: string][] = [];
  const secrets: string[] = [CLIENT_SECRET, SECRET];

  beforeAll(async () => {
    server = await listen(async (request, response) => {
      const [, name = "", place] = request.url?.split("/") ?? [];
      const { authorization, cookie } = request.headers;
      if (place === "api") {
        received.push([name, authorization, cookie]);
        return response.end();
      }
      asked.push(name);
      const form = new URLSearchParams(await text(request));
      secrets.push(form.get("assertion") ?? "", authorization?.split(" ")[1] ?? "");
      const [endpoint] = FAILURES[name] ?? [];
      const [accepted] = ACCEPTED[name] ?? [];
      const reply = accepted ? ([200, await accepted()] as Reply) : endpoint?.(form, request, response);
      if (!reply) return;
      const [status, body, headers] = reply;
      response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
    });
    secure = await listen((_, response) => response.end(), {
      key: pem("rsa.pkcs8.pem"),
      cert: pem("rsa.certificate.pem"),
    });
    scene = await Scene.open({});
    const client = { key: SECRET, clientId: "client", clientSecret: CLIENT_SECRET };
    const add = (name: string, values: Values, path = name) =>
      scene.request(name, jwt({ flow: "jwt-bearer", ...client, ...values }), {
        url: `${server.url}/${path}/api`,
      });
    for (const [title, tokenUrl] of URLS) await add(title, { tokenUrl }, "none");
    const closed = await listen(() => {});
    unreachable = closed.url;
    await closed.close();
    await add("unreachable", { tokenUrl: `${unreachable}/token?key=hidden` });
    await add("untrusted", { tokenUrl: `${secure.url}/token` });
    await add("no TLS", { tokenUrl: server.url.replace("http:", "https:") });
    // Only requests with the same settings, here those of a folder, share a token.
    for (const name of Object.keys(ACCEPTED)) {
      const tokenUrl = `${server.url}/${name}/token`;
      const folderId = await scene.folder(jwt({ flow: "jwt-bearer", ...client, tokenUrl }));
      for (const title of [name, `${name} again`])
        await scene.request(title, {}, { folderId, url: `${server.url}/${name}/api` });
    }
    runtime = await Runtime.start();
    const inRuntime = Object.keys(FAILURES).map(async (name) => {
      const values = { flow: "jwt-bearer", ...client, tokenUrl: `${server.url}/${name}/token` };
      failed.set(name, await sendInRuntime(runtime, values, `${server.url}/${name}/api`));
    });
    await Promise.all([...inRuntime, scene.sendAll()]);
  });
  afterAll(async () => {
    await scene.close();
    await runtime.close();
    await server.close();
    await secure.close();
  });

  const failure = (name: string) => failed.get(name) ?? scene.failure(name)?.replace(/^.*Plugin error: /, "");

  it.each(Object.entries(FAILURES))(
    "shows an error, and nothing is sent to the API: %s",
    (name, [, message]) => {
      const expected = message.replace("HERE", `${server.url}/${name}/token`).replace("BASE", server.url);
      const labeled = `Token URL: ${expected}`.replace("Token URL: PREFIX:", "Header Prefix:");
      expect(failure(name)?.startsWith(labeled), failure(name)).toBe(true);
      expect(received.map(([path]) => path)).not.toContain(name);
    },
  );

  it("does not follow a redirect", () => {
    expect(asked).toContain("redirect-here");
    expect(asked).not.toContain("good");
  });

  it.each(URLS)("shows an error for a URL %s", (title, _, message) => {
    expect(failure(title)).toContain(`Token URL: ${message}`);
    expect(received.map(([path]) => path)).not.toContain("none");
  });

  it("shows an error if the connection is refused", () => {
    expect(failure("unreachable")).toBe(
      `Token URL: The server at ${unreachable}/token can't be reached: connection refused (ECONNREFUSED). Check the URL, and that the server is running.`,
    );
  });

  it("shows an error if TLS fails", () => {
    expect(failure("untrusted")).toBe(
      `Token URL: The server at ${secure.url}/token can't be reached: its TLS certificate isn't trusted (DEPTH_ZERO_SELF_SIGNED_CERT). Check the URL, or trust the certificate on this computer.`,
    );
    expect(failure("no TLS")).toContain("can't be reached: TLS handshake failed (");
  });

  it("never reveals the assertion, the key, the client secret, or a URL's query in an error", () => {
    const told = [
      ...Object.keys(FAILURES),
      ...URLS.map(([title]) => title),
      "unreachable",
      "untrusted",
      "no TLS",
    ].map(failure);
    expect(told.every(Boolean)).toBe(true);
    for (const message of told) {
      expect(message).not.toContain("hidden");
      for (const secret of secrets)
        for (let i = 0; i + 8 <= secret.length; i++)
          expect(message?.includes(secret.slice(i, i + 8)), message).toBe(false);
    }
  });

  it.each(Object.entries(ACCEPTED))(
    "accepts the response and requests another token only if necessary: %s",
    (name, [, header, times]) => {
      expect([failure(name), failure(`${name} again`)]).toEqual([undefined, undefined]);
      const shown = received.flatMap(([path, authorization]) => (path === name ? authorization : []));
      expect(shown).toEqual([expect.stringMatching(`^${header}`), expect.stringMatching(`^${header}`)]);
      expect(asked.filter((path) => path === name)).toHaveLength(times);
    },
  );
});
