import type { IncomingMessage, ServerResponse } from "node:http";
import jsonwebtoken from "jsonwebtoken";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpResponse } from "../support/http-response";
import { SECRET } from "../support/keys";
import { type Listening, listen } from "../support/listen";
import { Runtime } from "../support/runtime";
import type { Script, ScriptedApp } from "../support/scripted-app";
import {
  findingsIn,
  reportIn,
  requestTo,
  rowsIn,
  TEST_VALIDATION,
  testValidation,
} from "../support/validation";

const settings = { key: SECRET, issuer: "https://issuer.example.com", subject: "alice" };

/** Text that Yaak would replace. */
const TAG = ["$", "{[ host ]}"].join("");

/** What the server got. */
interface Received {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}

const isGood = (token: string): boolean => {
  try {
    jsonwebtoken.verify(token, SECRET, { algorithms: ["HS256"], issuer: settings.issuer });
    return true;
  } catch {
    return false;
  }
};

describe("the request of Test Token Validation, in Yaak's own plugin runtime:", () => {
  let runtime: Runtime;
  let api: Listening;
  /** Where the API looks for the token. */
  let tokenIn = (_: Received): string => "";
  let received: Received[] = [];

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { method = "", url = "", headers } = request;
    const one = { method, url, headers, body };
    received.push(one);
    if (url === "/moved") response.writeHead(302, { location: "/elsewhere" }).end();
    else response.writeHead(isGood(tokenIn(one)) ? 200 : 401).end("a secret response");
  };

  beforeAll(async () => {
    runtime = await Runtime.start();
    api = await listen(answer, undefined, { maxHeaderSize: 65536 });
  });
  afterAll(async () => {
    await runtime.close();
    await api.close();
  });

  const run = (more: object = {}, script: Script = {}, auth: object = {}): Promise<ScriptedApp> => {
    received = [];
    tokenIn = ({ headers }) => headers.authorization?.replace("Bearer ", "") ?? "";
    const url = `${api.url}/orders?secret=hunter2`;
    return testValidation(runtime, requestTo(url, { ...settings, ...auth }, more), script);
  };
  const firstDialog = (app: ScriptedApp) => JSON.stringify(app.dialogs[0]);
  const announced = (app: ScriptedApp) =>
    Number(/(\d+) times, one after the other/.exec(firstDialog(app))?.[1]);

  it("asks first, and says what will be sent", async () => {
    const app = await run({}, { answers: [] });
    expect([app.dialogs.map(({ title }) => title), received]).toEqual([["Test Token Validation"], []]);
    expect(firstDialog(app)).toContain(`\`GET ${api.url}/orders\``);
    expect(firstDialog(app)).not.toContain("hunter2");
    expect(app.banners).toEqual([
      "warning: Only test APIs that you're allowed to test. Some of the tokens never expire, so use a key for testing only.",
    ]);
    expect(app.input("checkedClaims")?.defaultValue).toBe("exp, nbf, iss");
  });

  it("sends as many requests as announced, only to its own URL", async () => {
    const app = await run();
    expect(received).toHaveLength(announced(app));
    const paths = new Set(
      received.map(({ method, url }) => `${method} ${url.replace(/&access_token=.*/, "&access_token=…")}`),
    );
    expect([...paths]).toEqual(["GET /orders?secret=hunter2", "GET /orders?secret=hunter2&access_token=…"]);
    expect(app.toasts[0]?.message).toBe(
      `Testing token validation: 1 of ${announced(app)}. To stop, choose Test Token Validation… again.`,
    );
  });

  it.each(["POST", "PUT", "DELETE", "PATCH"])("needs a second consent for %s", async (method) => {
    const app = await run({ method });
    expect(app.dialogs.map(({ title }) => title)).toEqual([
      "Test Token Validation",
      "Requests Can Change Data",
    ]);
    expect(app.banners[0]).toMatch(
      new RegExp(`^warning: .${method} http\\S+ is sent \\d+ times\\. Each time that your API accepts it`),
    );
    expect(received).toEqual([]);
  });

  it("sends with the request's method after that", async () => {
    const app = await run({ method: "PATCH" }, { answers: [{}, {}] });
    expect(received).toHaveLength(announced(app));
    expect(received.every(({ method }) => method === "PATCH")).toBe(true);
  });

  it.each(["GET", "HEAD"])("needs no second consent for %s", async (method) => {
    const app = await run({ method });
    expect(app.dialogs.map(({ title }) => title)).toEqual(["Test Token Validation", "Token Validation"]);
  });

  it("sends the request's own headers, parameters, and body with each token", async () => {
    const more = {
      method: "POST",
      headers: [
        { name: "X-Api-Key", value: "key", enabled: true },
        { name: "X-Off", value: "off", enabled: false },
        { name: "authorization", value: "Basic own", enabled: true },
      ],
      urlParameters: [{ name: "page", value: "2 & 3", enabled: true }],
      bodyType: "application/json",
      body: { text: '{"a":1}' },
    };
    await run(more, { answers: [{}, {}] });
    for (const { headers, url, body } of received) {
      expect([headers["x-api-key"], headers["x-off"], body]).toEqual(["key", undefined, '{"a":1}']);
      expect(url).toMatch(/^\/orders\?secret=hunter2&page=2%20%26%203(?:&access_token=|$)/);
      expect(headers.authorization ?? "Bearer").toMatch(/^Bearer/);
      // The server may close a connection after its response, and the next request on it would fail.
      expect(headers.connection).toBe("close");
    }
    expect(received.filter(({ headers }) => headers.authorization === undefined)).toHaveLength(2);
  });

  it.each<[string, object, (request: Received) => string]>([
    [
      "a query parameter",
      { placement: "query" },
      ({ url }) => new URLSearchParams(url.split("?")[1]).get("token") ?? "",
    ],
    [
      "a cookie",
      { placement: "cookie" },
      ({ headers }) => /token=([^;]*)/.exec(headers.cookie ?? "")?.[1] ?? "",
    ],
    [
      "another header",
      { headerName: "X-Token", headerPrefix: "none" },
      ({ headers }) => String(headers["x-token"] ?? ""),
    ],
  ])("sends each token in %s, and then none", async (_, auth, find) => {
    const more = { headers: [{ name: "Cookie", value: "theme=dark", enabled: true }] };
    const promise = run(more, {}, auth);
    tokenIn = find;
    const app = await promise;
    expect(received[1] && find(received[1])).toBe("");
    expect(received.every(({ headers }) => headers.cookie?.startsWith("theme=dark"))).toBe(true);
    expect(received.every(({ headers }) => headers.authorization === undefined)).toBe(true);
    // The server's library ignores crit, and accepts tokens without exp.
    expect(findingsIn(app)).toEqual(["H7", "T3"]);
  });

  it("uses the settings that are inherited, and the request's values", async () => {
    const folder = {
      id: "fl_1",
      model: "folder",
      folderId: null,
      authenticationType: "jwt-bearer",
      authentication: { ...settings, claims: '{"path":"$request.path"}' },
    };
    const more = { authenticationType: null, authentication: {}, folderId: "fl_1" };
    const app = await run(more, { models: [folder] });
    expect(jsonwebtoken.decode(received[0]?.headers.authorization?.slice(7) ?? "")).toMatchObject({
      path: "/orders",
    });
    expect(findingsIn(app)).toEqual(["H7", "T3"]);
  });

  it("works for a request with nothing but a URL", async () => {
    const app = await run({
      urlParameters: undefined,
      headers: undefined,
      bodyType: undefined,
      body: undefined,
    });
    expect(received).toHaveLength(announced(app));
    expect(findingsIn(app)).toEqual(["H7", "T3"]);
  });

  it("adds http:// as Yaak does", async () => {
    const app = await run({ url: `${api.url.replace("http://", "")}/orders` });
    expect(firstDialog(app)).toContain(`\`GET ${api.url}/orders\``);
    expect(received).toHaveLength(announced(app));
  });

  it("never follows a redirect", async () => {
    const app = await run({ url: `${api.url}/moved` });
    expect(received.map(({ url }) => url)).toEqual(["/moved", "/moved"]);
    expect(app.banners[0]).toMatch(
      /^warning: Not tested\. The API redirects this request \(302\), and tokens are only/,
    );
  });

  it.each<[string, (response: ServerResponse, isGood: boolean) => void]>([
    ["breaks off its bodies", (response) => response.write("{", () => response.destroy())],
    ["closes connections", (response) => response.end("{}", () => response.socket?.destroy())],
    ["never ends a good response", (response, isOpen) => (isOpen ? response.write("data") : response.end())],
  ])("judges an API by the status, even if it %s", async (_, respond) => {
    const odd = await listen(
      ({ headers }, response) => {
        const good = isGood(headers.authorization?.slice(7) ?? "");
        response.writeHead(good ? 200 : 401);
        respond(response, good);
      },
      undefined,
      { maxHeaderSize: 65536 },
    );
    const app = await run({ url: `${odd.url}/orders` });
    await odd.close();
    expect(findingsIn(app)).toEqual(["H7", "T3"]);
  });

  it("sends the parameters of a URL with a fragment", async () => {
    await run({ url: `${api.url}/orders#top`, urlParameters: [{ name: "page", value: "2", enabled: true }] });
    expect(received[0]?.url).toBe("/orders?page=2");
  });

  describe("if Yaak sends requests for plugins", () => {
    const sent: Record<string, unknown>[] = [];
    const send = (url?: string) => async (httpRequest: Record<string, unknown>) => {
      sent.push(httpRequest);
      const headers = httpRequest.headers as { name: string; value: string; enabled?: boolean }[];
      const { value = "" } = headers.find(({ name, enabled }) => name === "Authorization" && enabled) ?? {};
      const response = httpResponse(isGood(value.replace("Bearer ", "")) ? 200 : 401, "{}");
      return {
        ...response,
        httpResponse: { ...(response.httpResponse as object), url: url ?? httpRequest.url },
      };
    };

    it("they are sent through Yaak, with variables replaced and without a trace", async () => {
      sent.length = 0;
      const render = (model: Record<string, unknown>) => ({ ...model, url: "https://api.example.com/v1" });
      const more = {
        url: `https://${TAG}/v1`,
        bodyType: "multipart/form-data",
        body: { form: [{ name: "file", file: "/tmp/x" }] },
        folderId: "fl_1",
        settingValidateCertificates: { enabled: true, value: false },
      };
      const app = await run(more, { send: send(), render });
      expect([received, sent.length]).toEqual([[], announced(app)]);
      for (const one of sent)
        expect(one).toMatchObject({
          id: "",
          url: "https://api.example.com/v1",
          folderId: "fl_1",
          workspaceId: "wk_test",
          authenticationType: "none",
          body: more.body,
          settingValidateCertificates: { enabled: true, value: false },
          settingFollowRedirects: { enabled: true, value: false },
          settingSendCookies: { enabled: true, value: false },
          settingStoreCookies: { enabled: true, value: false },
        });
      // Otherwise, a header of the folder would be sent in place of the token.
      expect(sent[1]?.headers).toEqual([{ name: "Authorization", value: "", enabled: false }]);
      expect(findingsIn(app)).toEqual(["H7", "T3"]);
    });

    it("a version that follows redirects stops the test", async () => {
      sent.length = 0;
      const app = await run({}, { send: send("https://elsewhere.example.com/orders") });
      expect(sent).toHaveLength(1);
      expect(app.toasts.at(-1)?.message).toBe(
        "Yaak: This version followed a redirect, so the test stopped. Update Yaak, or use the final URL.",
      );
    });
  });

  it.each<[string, object, object, string]>([
    [
      "a file as body",
      { bodyType: "binary", body: { filePath: "/tmp/x" } },
      {},
      "Body: This version of Yaak can't send",
    ],
    ["a URL that is incomplete", { url: "" }, {}, "URL: Incomplete. Enter the whole URL."],
    ["a WebSocket URL", { url: "wss://api.example.com" }, {}, "URL: Incomplete. Enter the whole URL."],
    [
      "a tag in a value",
      { url: `https://api.example.com/${TAG}` },
      {},
      "Request: Contains ${[ after Yaak replaced",
    ],
    ["a tag in a body", { bodyType: "text/plain", body: { text: TAG } }, {}, "Request: Contains ${["],
    [
      "a token from a server",
      {},
      { flow: "jwt-bearer", tokenUrl: "https://as.example.com" },
      "Flow: This flow sends a token that",
    ],
    ["no key", {}, { key: "" }, "Secret or Private Key: Required."],
    ["no signature", {}, { algorithm: "none" }, "Algorithm: Unsigned tokens can't be tested."],
    [
      "a cookie that is already there",
      { headers: [{ name: "Cookie", value: "token=old", enabled: true }] },
      { placement: "cookie" },
      "Cookie Name: The request already has the cookie",
    ],
    [
      "a parameter that is already there",
      {},
      { placement: "query", queryName: "secret" },
      "Parameter Name: The URL already has",
    ],
  ])("sends nothing for %s, and says why", async (_, more, auth, expected) => {
    const app = await run(more, {}, auth);
    expect(app.toasts.at(-1)?.message).toContain(expected);
    expect(received).toEqual([]);
  });

  it("asks again for claims that are not tested", async () => {
    const app = await run({}, { answers: [{ checkedClaims: "exp, scope" }, { checkedClaims: "exp" }] });
    expect(app.dialogs.map(({ title }) => title)).toEqual([
      ...["Test Token Validation", "Test Token Validation", "Token Validation"],
    ]);
    expect(JSON.stringify(app.dialogs[1]?.inputs[0])).toContain("Checked Claims: Unknown claim ");
    expect(rowsIn(app).find(({ id }) => id === "I1")?.verdict).toBe("policy: rejected");
  });

  describe("the report", () => {
    it("has no token, key, or response in it", async () => {
      const app = await run();
      const tokens = received.flatMap(({ headers }) => headers.authorization?.slice(7).split(".") ?? []);
      const report = JSON.stringify(app.dialogs);
      for (const part of tokens.filter((text) => text.length > 8)) expect(report).not.toContain(part);
      for (const secret of [SECRET, "a secret response", "hunter2", "alice"])
        expect(report).not.toContain(secret);
    });

    it("is copied as Markdown, and so is each token, until it is closed", async () => {
      const app = await run({}, { answers: [{}, {}, { reportPart: "0" }, { reportPart: "4" }] });
      expect(app.dialogs.filter(({ title }) => title === "Token Validation")).toHaveLength(4);
      const [report, good, empty] = app.copied;
      expect(report).toBe(reportIn(app));
      expect(isGood(good ?? "")).toBe(true);
      const option = app.input("reportPart")?.options?.[5];
      expect([option?.label, empty?.endsWith(".")]).toEqual(["Token: S5 Empty signature", true]);
      expect(app.toasts.map(({ message }) => message).slice(1)).toEqual([
        "Report copied.",
        "Token copied: C1 Good token.",
        "Token copied: S5 Empty signature.",
      ]);
    });
  });

  it("stops if the action is chosen again", async () => {
    received = [];
    let stopped: ScriptedApp | undefined;
    const url = `${api.url}/orders`;
    tokenIn = ({ headers }) => headers.authorization?.slice(7) ?? "";
    const first = runtime.actOn(
      "http_request",
      TEST_VALIDATION,
      { httpRequest: requestTo(url, settings) },
      {
        answers: [{}, {}],
        async send() {
          if (received.length === 5 && !stopped)
            stopped = await runtime.actOn(
              "http_request",
              TEST_VALIDATION,
              { httpRequest: requestTo(url, settings) },
              { answers: [{}] },
            );
          return { type: "empty_response" };
        },
      },
    );
    await first;
    expect(stopped?.dialogs.map(({ title }) => title)).toEqual(["Test Is Running", "Token Validation"]);
    expect(stopped?.banners[0]).toMatch(/You stopped the test after 6 of \d+ requests\./);
  });

  it("is also in the gear menu, for the request that is open", async () => {
    received = [];
    tokenIn = ({ headers }) => headers.authorization?.slice(7) ?? "";
    const shown = requestTo(`${api.url}/orders`, {}, { authenticationType: null });
    const app = await runtime.act(TEST_VALIDATION, settings, { shown, answers: [{}] });
    expect(findingsIn(app)).toEqual(["H7", "T3"]);
    const none = await runtime.act(TEST_VALIDATION, settings, { answers: [{}] });
    expect(none.toasts[0]?.message).toBe("Yaak: No HTTP request is open. Open the one to test.");
  });
});
