import { mkdtempSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { HttpRequest } from "../../src/core/lib/http";
import type { SendResult, SentRequest, YaakContext } from "../../src/yaak/host";
import { send } from "../../src/yaak/http";
import { type KeyServer, startKeyServer } from "../support/key-server";
import { tag } from "../support/yaak";

/*
 * How newer Yaak versions, which cannot run here, send requests for plugins: they return the body next to the response, have
 * a redirect setting for each request, and reject calls that they do not support. The context simulates theirs, based on
 * Yaak's source of August 2026.
 */
const sent: SentRequest[] = [];
const contextThat = (reply: () => Promise<unknown>) => ({
  httpRequest: {
    send: ({ httpRequest }: { httpRequest: SentRequest }) => {
      sent.push(httpRequest);
      return reply() as Promise<SendResult>;
    },
  } as YaakContext["httpRequest"],
});

let server: KeyServer;
beforeAll(async () => {
  server = await startKeyServer((url) => ({
    "/token": "ours",
    "/moved": (response) => response.writeHead(302, { location: `${url}/token` }).end(),
  }));
});
afterAll(() => server.close());
afterEach(() => {
  sent.length = 0;
  server.received.length = 0;
});

const post = (more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: "POST",
  url: `${server.url}/token`,
  headers: [{ name: "Content-Type", value: "application/json" }],
  body: "{}",
  ...more,
});
const reply = (httpResponse: object, text = "theirs") => ({
  httpResponse: { status: 200, error: null, headers: [], ...httpResponse },
  body: { text: async () => text },
});

describe("a request from the plugin", () => {
  it("is sent by the client unchanged, without authentication, and without following redirects", async () => {
    expect(
      await send(
        contextThat(async () => reply({})),
        post(),
      ),
    ).toEqual({ status: 200, headers: [], text: "theirs" });
    expect(sent).toEqual([
      {
        method: "POST",
        url: `${server.url}/token`,
        headers: [
          { name: "Content-Type", value: "application/json" },
          { name: "Authorization", value: "", enabled: false },
          { name: "Cookie", value: "", enabled: false },
          { name: "Proxy-Authorization", value: "", enabled: false },
        ],
        bodyType: "other",
        body: { text: "{}" },
        authenticationType: "none",
        settingFollowRedirects: { enabled: true, value: false },
        settingSendCookies: { enabled: true, value: false },
        settingStoreCookies: { enabled: true, value: false },
      },
    ]);
    expect(server.received).toEqual([]);
  });

  it("replaces every header that it would inherit, except its own and the user agent", async () => {
    const own = [{ name: "authorization", value: "Basic eDp5" }];
    const inherited = [
      "Authorization",
      "X-API-Key",
      "x-api-key",
      "X-$Key",
      "User-Agent",
      "Cookie",
      "Accept",
      tag("x"),
    ];
    await send(
      contextThat(async () => reply({})),
      post({ headers: own }),
      inherited,
    );
    const off = ["Cookie", "Proxy-Authorization", "X-API-Key", "X-$Key", "Accept"];
    expect(sent[0]?.headers).toEqual([...own, ...off.map((name) => ({ name, value: "", enabled: false }))]);
  });

  it("reads at most 1 MiB of a response", async () => {
    const limit = 1024 * 1024;
    const text = async (response: object, body: string) =>
      (
        await send(
          contextThat(async () => reply(response, body)),
          post(),
        )
      ).text?.length;
    expect(await text({}, "x".repeat(limit))).toBe(limit);
    expect(await text({}, "x".repeat(limit + 1))).toBeUndefined();
    expect(await text({ contentLength: limit + 1 }, "never read")).toBeUndefined();

    const bodyPath = join(mkdtempSync(join(tmpdir(), "jwt-bearer-body-")), "body");
    const inFile = contextThat(async () => ({ status: 200, headers: [], error: null, bodyPath }));
    for (const [size, length] of [
      [limit, limit],
      [limit + 1, undefined],
    ] as const) {
      writeFileSync(bodyPath, "x");
      truncateSync(bodyPath, size);
      expect((await send(inFile, post())).text?.length).toBe(length);
    }
  });

  it("contains no template tag that the client would render", async () => {
    const body = JSON.stringify({ name: tag("secret") });
    await send(
      contextThat(async () => reply({})),
      post({ url: `https://x.example/?a=${tag("b")}`, body }),
    );
    expect(JSON.stringify(sent)).not.toContain("${[");
    expect(JSON.parse(sent[0]?.body?.text)).toEqual({ name: tag("secret") });
    expect(new URL(sent[0]?.url ?? "").searchParams.get("a")).toBe(tag("b"));
  });

  it.each<[string, () => Promise<unknown>]>([
    ["returns nothing", async () => undefined],
    [
      "rejects the call as unsupported",
      () => Promise.reject(new Error("Unsupported plugin request in CLI: send_http_request_request")),
    ],
  ])("is sent by Node if the client %s", async (_, none) => {
    expect(await send(contextThat(none), post())).toMatchObject({ status: 200, text: "ours" });
    expect(await send(contextThat(none), post({ url: `${server.url}/moved` }))).toMatchObject({
      status: 302,
      headers: expect.arrayContaining([{ name: "location", value: `${server.url}/token` }]),
      text: "",
    });
  });

  it("is treated as redirected if the client followed a redirect to another URL", async () => {
    const url = "https://login.example.com/sign-in";
    expect(
      await send(
        contextThat(async () => reply({ url })),
        post(),
      ),
    ).toEqual({
      status: 302,
      headers: [{ name: "Location", value: url }],
      text: "",
    });
    // The URL is the one that was sent.
    const unchanged = reply({ url: `${server.url}/token` });
    expect(
      (
        await send(
          contextThat(async () => unchanged),
          post(),
        )
      ).status,
    ).toBe(200);
  });

  it("returns the location of a redirect that the client did not follow", async () => {
    const redirect = reply({ status: 307, headers: [{ name: "location", value: "/elsewhere" }] });
    expect(
      await send(
        contextThat(async () => redirect),
        post(),
      ),
    ).toMatchObject({
      status: 307,
      headers: [{ name: "location", value: "/elsewhere" }],
    });
  });

  it("returns a response without headers if the client provides none", async () => {
    const bare = contextThat(async () => reply({ headers: null }));
    expect(await send(bare, post())).toEqual({ status: 200, headers: [], text: "theirs" });
  });

  it.each([
    ["error sending request: Connection refused (os error 111)", ": connection refused"],
    ["invalid peer certificate: UnknownIssuer", ": its TLS certificate isn't trusted"],
    ["dns error: failed to lookup address information", ": host not found"],
    ["connection closed before message completed", ": the connection was closed"],
    ["something new, with assertion=eyJ", ""],
    ["error sending request for url (https://dns.example.com/certificate/reset): timed out", ""],
  ])("fails with its own message for the client's error: %s", async (error, words) => {
    const failing = [
      contextThat(async () => reply({ error })),
      contextThat(() => Promise.reject(new Error(error))),
    ];
    for (const context of failing) {
      await expect(send(context, post())).rejects.toThrow(new RegExp(`^can't be reached${words}$`));
    }
  });
});
