import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pem } from "../support/keys";
import { type Listening, listen } from "../support/listen";
import { jwt, Scene } from "../support/scene";

type Values = Record<string, unknown>;
type Answer = [status: number, body: string | object, headers?: Record<string, string>];

/** What a token endpoint answers with; nothing, where it does not answer. */
type Endpoint = (
  form: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
) => Answer | undefined;

const SECRET = randomBytes(48).toString("base64");
const CLIENT_SECRET = "correct-horse-battery-staple";

/** Endpoints that fail, and what the user reads: HERE is the endpoint's URL. */
const FAILURES: Record<string, [endpoint: Endpoint, message: string]> = {
  "redirect-away": [
    () => [302, "", { location: "https://login.example.com/sign-in?state=hidden" }],
    "HERE redirects to https://login.example.com/sign-in (status 302). Type the URL of the token endpoint itself.",
  ],
  "redirect-here": [
    () => [307, "", { location: "/good" }],
    "HERE redirects to BASE/good (status 307). Type the URL of the token endpoint itself.",
  ],
  "redirect-nowhere": [
    () => [301, ""],
    "HERE redirects (status 301). Type the URL of the token endpoint itself.",
  ],
  "invalid-grant": [
    () => [400, { error: "invalid_grant", error_description: "user hasn't approved this consumer" }],
    "HERE refused the request: invalid_grant: user hasn't approved this consumer. Compare issuer, subject, audience, times and key with what the server expects.",
  ],
  "invalid-scope": [
    () => [400, { error: "invalid_scope" }],
    "HERE refused the request: invalid_scope. Check the scope.",
  ],
  "invalid-client": [
    () => [401, { error: "invalid_client", error_description: "No key.\r\nTrace: 1" }],
    "HERE refused the request: invalid_client: No key. Trace: 1. Check the client ID, and that the server has this key or secret for it.",
  ],
  "own-error": [
    () => [400, { error: "consent_required", error_description: "Ask" }],
    "HERE refused the request: consent_required: Ask. Compare the settings with what the server expects.",
  ],
  "error-of-JavaScript": [
    () => [400, { error: "constructor" }],
    "HERE refused the request: constructor. Compare the settings with what the server expects.",
  ],
  "type-of-JavaScript": [
    () => [200, { access_token: "t", token_type: "constructor" }],
    "the access token is of the type constructor, which this plugin does not know. Set",
  ],
  "error-in-200": [
    () => [200, { error: "invalid_request" }],
    "HERE refused the request: invalid_request. Compare the settings with what the server expects.",
  ],
  echo: [
    (form, { headers }) => [
      400,
      {
        error: "invalid_grant",
        error_description: `Bad ${form.get("assertion")} of ${headers.authorization}`,
      },
    ],
    "HERE refused the request: invalid_grant: Bad … of Basic …. Compare issuer, subject, audience, times and key with what the server expects.",
  ],
  "echo-of-a-part": [
    (form) => {
      const [, claims = ""] = form.get("assertion")?.split(".") ?? [];
      return [
        400,
        { error: "invalid_grant", error_description: `In ${claims.slice(3, 15)}, ${CLIENT_SECRET.slice(8)}` },
      ];
    },
    "HERE refused the request: invalid_grant: In …, …. Compare",
  ],
  "long-description": [
    () => [400, { error: "invalid_grant", error_description: "long ".repeat(1000) }],
    `HERE refused the request: invalid_grant: ${"long ".repeat(40)}…. Compare`,
  ],
  "status-400": [() => [400, { message: "no" }], "HERE answered with status 400. Check the URL."],
  "status-401": [
    () => [401, "no"],
    "HERE refused the request with status 401. Check the client ID and the secret or key.",
  ],
  "status-404": [() => [404, "<h1>Not found</h1>"], "HERE answered with status 404. Check the URL."],
  "status-429": [
    () => [429, { error: "slow_down" }],
    "HERE failed with status 429: slow_down. Try again later, or ask who runs it.",
  ],
  "status-500": [
    () => [500, { error: "server_error", error_description: "database" }],
    "HERE failed with status 500: server_error: database. Try again later, or ask who runs it.",
  ],
  "status-503": [
    () => [503, "<h1>Down</h1>"],
    "HERE failed with status 503. Try again later, or ask who runs it.",
  ],
  html: [
    () => [200, "  <!doctype html><title>Sign in</title>"],
    "HERE answered with a web page, not with a JSON object. Check the URL.",
  ],
  broken: [
    () => [200, '{"access_token":"tok'],
    "HERE answered with text, not with a JSON object. Check the URL.",
  ],
  empty: [() => [200, ""], "HERE answered with nothing, not with a JSON object. Check the URL."],
  list: [() => [200, "[]"], "HERE answered with text, not with a JSON object. Check the URL."],
  "no-token": [
    () => [200, { token_type: "Bearer" }],
    "the server's answer has no access_token. Check the URL, and what is asked for there.",
  ],
  "number-as-token": [
    () => [200, { access_token: 1, token_type: "Bearer" }],
    "the access_token in the server's answer is not text that can be sent. Check the URL.",
  ],
  "line-break-in-token": [
    () => [200, { access_token: "a\r\nX-Evil: 1", token_type: "Bearer" }],
    "the access_token in the server's answer is not text that can be sent. Check the URL.",
  ],
  dpop: [
    () => [200, { access_token: "t", token_type: "DPoP" }],
    "the access token is of the type DPoP, which needs a new proof at every request. Set the client up at the server for Bearer tokens.",
  ],
  mac: [
    () => [200, { access_token: "t", token_type: "mac" }],
    "the access token is of the type mac, which signs every request. Set the client up at the server for Bearer tokens.",
  ],
  "other-type": [
    () => [200, { access_token: "t", token_type: "N_A\n" }],
    "the access token is of the type N_A, which this plugin does not know. Set the client up at the server for Bearer tokens.",
  ],
  "broken-off": [
    (_form, request) => {
      request.socket.destroy();
      return undefined;
    },
    "HERE cannot be reached: the connection broke off (UND_ERR_SOCKET). Check the URL, and that the server runs.",
  ],
  hang: [() => undefined, "HERE did not answer within 10 seconds. Check the URL, and that the server runs."],
};

/** URLs that no token comes from. */
const URLS: [title: string, url: string, message: string][] = [
  ["none", "", "there is nothing here, and the server is not asked without it. Fill it in."],
  ["left out", "none", "there is nothing here, and the server is not asked without it. Fill it in."],
  [
    "without a scheme",
    "login.example.com/token",
    "this is not a URL that a request can go to. Type one that begins with https://.",
  ],
  [
    "of another scheme",
    "ftp://login.example.com/",
    "this is not a URL that a request can go to. Type one that begins with https://.",
  ],
  [
    "that is not complete",
    "https://",
    "this is not a URL that a request can go to. Type one that begins with https://.",
  ],
  [
    "with a password",
    `https://client:${CLIENT_SECRET}@login.example.com/`,
    "this has a user name or password in it. Type the URL alone, and them as client ID and secret.",
  ],
  [
    "of no server",
    "https://nowhere.invalid/",
    "https://nowhere.invalid/ cannot be reached: there is no server of this name (E",
  ],
];

/** Answers that are taken, what the API gets, and how many token requests two sends make. */
const TAKEN: Record<string, [answer: () => object | Promise<object>, header: string, asked: number]> = {
  "lower-case-type": [() => ({ access_token: "t", token_type: "bearer", expires_in: 60 }), "bearer t", 1],
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
  "own-exp": [async () => ({ access_token: await ownToken("5m"), token_type: "Bearer" }), "Bearer ey", 1],
  "own-exp-past": [
    async () => ({ access_token: await ownToken("-5m"), token_type: "Bearer" }),
    "Bearer ey",
    2,
  ],
  "own-without-exp": [async () => ({ access_token: await ownToken(), token_type: "Bearer" }), "Bearer ey", 2],
};

function ownToken(expires?: string): Promise<string> {
  const token = new SignJWT({}).setProtectedHeader({ alg: "HS256" });
  return (expires ? token.setExpirationTime(expires) : token).sign(new TextEncoder().encode(SECRET));
}

describe("a token request of the real client", () => {
  let server: Listening;
  let secure: Listening;
  /** A URL where nobody listens. */
  let nobody: string;
  let scene: Scene;
  /** Paths of the token requests, and of the requests with what they showed. */
  const asked: string[] = [];
  const received: [path: string, authorization?: string, cookie?: string][] = [];
  const secrets: string[] = [CLIENT_SECRET, SECRET];

  beforeAll(async () => {
    server = await listen(async (request, response) => {
      const [, name = "", isApi] = request.url?.split("/") ?? [];
      const { authorization, cookie } = request.headers;
      if (isApi) {
        received.push([name, authorization, cookie]);
        return response.end();
      }
      asked.push(name);
      const form = new URLSearchParams(await text(request));
      secrets.push(form.get("assertion") ?? "", authorization?.split(" ")[1] ?? "");
      const [endpoint] = FAILURES[name] ?? [];
      const [taken] = TAKEN[name] ?? [];
      const answer = taken ? ([200, await taken()] as Answer) : endpoint?.(form, request, response);
      if (!answer) return;
      const [status, body, headers] = answer;
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
    for (const name of Object.keys(FAILURES)) await add(name, { tokenUrl: `${server.url}/${name}` });
    for (const [title, tokenUrl] of URLS) await add(title, { tokenUrl }, "none");
    const closed = await listen(() => {});
    nobody = closed.url;
    await closed.close();
    await add("nobody", { tokenUrl: `${nobody}/token?key=hidden` });
    await add("untrusted", { tokenUrl: `${secure.url}/token` });
    await add("no TLS", { tokenUrl: server.url.replace("http:", "https:") });
    for (const name of Object.keys(TAKEN)) {
      await add(name, { tokenUrl: `${server.url}/${name}` });
      await add(`${name} again`, { tokenUrl: `${server.url}/${name}` }, name);
    }
    await scene.sendAll();
  });
  afterAll(async () => {
    await scene.close();
    await server.close();
    await secure.close();
  });

  const failure = (name: string) => scene.failure(name)?.replace(/^.*Plugin error: /, "");

  it.each(Object.entries(FAILURES))("says what is wrong, and nothing is sent: %s", (name, [, message]) => {
    const expected = message.replace("HERE", `${server.url}/${name}`).replace("BASE", server.url);
    expect(failure(name)?.startsWith(`Token URL: ${expected}`), failure(name)).toBe(true);
    expect(received.map(([path]) => path)).not.toContain(name);
  });

  it("does not follow a redirect", () => {
    expect(asked).toContain("redirect-here");
    expect(asked).not.toContain("good");
  });

  it.each(URLS)("says what is wrong with a URL %s", (title, _, message) => {
    expect(failure(title)).toContain(`Token URL: ${message}`);
    expect(received.map(([path]) => path)).not.toContain("none");
  });

  it("says so where nobody listens", () => {
    expect(failure("nobody")).toBe(
      `Token URL: ${nobody}/token cannot be reached: the connection is refused (ECONNREFUSED). Check the URL, and that the server runs.`,
    );
  });

  it("says so where TLS is refused", () => {
    expect(failure("untrusted")).toBe(
      `Token URL: ${secure.url}/token cannot be reached: its TLS certificate is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT). Check the URL, or let this machine trust the certificate.`,
    );
    expect(failure("no TLS")).toContain("cannot be reached: no TLS connection comes about (");
  });

  it("tells none of the assertion, the key, the client secret and a URL's query", () => {
    const told = [
      ...Object.keys(FAILURES),
      ...URLS.map(([title]) => title),
      "nobody",
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

  it.each(Object.entries(TAKEN))(
    "takes the answer, and knows when to ask again: %s",
    (name, [, header, times]) => {
      expect([failure(name), failure(`${name} again`)]).toEqual([undefined, undefined]);
      const shown = received.flatMap(([path, authorization]) => (path === name ? authorization : []));
      expect(shown).toEqual([expect.stringMatching(`^${header}`), expect.stringMatching(`^${header}`)]);
      expect(asked.filter((path) => path === name)).toHaveLength(times);
    },
  );
});
