import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { HttpRequest } from "../../src/core/lib/http";
import type { SendResult, SentRequest, YaakContext } from "../../src/yaak/host";
import { send } from "../../src/yaak/http";
import { type KeyServer, startKeyServer } from "../support/key-server";
import { tag } from "../support/yaak";

/*
 * How newer apps send for plugins, which do not run here: they hand the body over beside the response, have a setting for
 * redirects on each request, and reject what they do not do. The context stands for theirs, as Yaak's source of August 2026 has it.
 */
const sent: SentRequest[] = [];
const contextThat = (answer: () => Promise<unknown>) => ({
  httpRequest: {
    send: ({ httpRequest }: { httpRequest: SentRequest }) => {
      sent.push(httpRequest);
      return answer() as Promise<SendResult>;
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
  followsRedirects: false,
  ...more,
});
const answer = (httpResponse: object, text = "theirs") => ({
  httpResponse: { status: 200, error: null, headers: [], ...httpResponse },
  body: { text: async () => text },
});

describe("a request of the plugin", () => {
  it("is sent by the client as it stands, without authentication, and follows no redirect", async () => {
    expect(
      await send(
        contextThat(async () => answer({})),
        post(),
      ),
    ).toEqual({ status: 200, headers: [], text: "theirs" });
    expect(sent).toEqual([
      {
        method: "POST",
        url: `${server.url}/token`,
        headers: [{ name: "Content-Type", value: "application/json" }],
        bodyType: "other",
        body: { text: "{}" },
        authenticationType: "none",
        settingFollowRedirects: { enabled: true, value: false },
      },
    ]);
    expect(server.received).toEqual([]);
  });

  it("holds no template tag that the client would fill in", async () => {
    const body = JSON.stringify({ name: tag("secret") });
    await send(
      contextThat(async () => answer({})),
      post({ url: `https://x.example/?a=${tag("b")}`, body }),
    );
    expect(JSON.stringify(sent)).not.toContain("${[");
    expect(JSON.parse(sent[0]?.body?.text)).toEqual({ name: tag("secret") });
    expect(new URL(sent[0]?.url ?? "").searchParams.get("a")).toBe(tag("b"));
  });

  it.each<[string, () => Promise<unknown>]>([
    ["comes to nothing", async () => undefined],
    [
      "says that it sends none",
      () => Promise.reject(new Error("Unsupported plugin request in CLI: send_http_request_request")),
    ],
  ])("is sent by Node where the client %s", async (_, none) => {
    expect(await send(contextThat(none), post())).toMatchObject({ status: 200, text: "ours" });
    expect(await send(contextThat(none), post({ url: `${server.url}/moved` }))).toMatchObject({
      status: 302,
      headers: expect.arrayContaining([{ name: "location", value: `${server.url}/token` }]),
      text: "",
    });
    const followed = post({
      method: "GET",
      body: undefined,
      url: `${server.url}/moved`,
      followsRedirects: true,
    });
    expect((await send(contextThat(none), followed)).text).toBe("ours");
  });

  it("that the client has sent on to somewhere else is a redirect", async () => {
    const url = "https://login.example.com/sign-in";
    expect(
      await send(
        contextThat(async () => answer({ url })),
        post(),
      ),
    ).toEqual({
      status: 302,
      headers: [{ name: "Location", value: url }],
      text: "",
    });
    // The same address, as it was sent.
    const asIt = answer({ url: `${server.url}/token` });
    expect(
      (
        await send(
          contextThat(async () => asIt),
          post(),
        )
      ).status,
    ).toBe(200);
  });

  it("tells where a redirect leads that the client has not followed", async () => {
    const redirect = answer({ status: 307, headers: [{ name: "location", value: "/elsewhere" }] });
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

  it("has a response without headers, where the client gives none", async () => {
    const bare = contextThat(async () => answer({ headers: null }));
    expect(await send(bare, post())).toEqual({ status: 200, headers: [], text: "theirs" });
  });

  it.each([
    ["error sending request: Connection refused (os error 111)", ": connection refused"],
    ["invalid peer certificate: UnknownIssuer", ": its TLS certificate isn't trusted"],
    ["dns error: failed to lookup address information", ": host not found"],
    ["connection closed before message completed", ": the connection was closed"],
    ["something new, with assertion=eyJ", ""],
    ["error sending request for url (https://dns.example.com/certificate/reset): timed out", ""],
  ])("says in its own words what the client says: %s", async (error, words) => {
    const failing = [
      contextThat(async () => answer({ error })),
      contextThat(() => Promise.reject(new Error(error))),
    ];
    for (const context of failing) {
      await expect(send(context, post())).rejects.toThrow(new RegExp(`^can't be reached${words}$`));
    }
  });
});
