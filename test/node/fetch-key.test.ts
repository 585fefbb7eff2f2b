import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { fetchKey } from "../../src/core/keys/fetch-key";
import type { SendResult, YaakContext } from "../../src/yaak/host";
import { send } from "../../src/yaak/http";
import { type KeyServer, type Route, startKeyServer } from "../support/key-server";

/*
 * What the runtime in the command line does not do: newer apps hand the body over beside the response, and throw. The
 * context here stands for theirs, as Yaak's source of August 2026 has it.
 */
const contextThat = (send: () => Promise<unknown>) =>
  ({ httpRequest: { send: () => send() as Promise<SendResult> } }) as unknown as YaakContext;

const URL = "https://issuer.example.com/jwks";
const fetched = (ctx: YaakContext, url = URL) => fetchKey((request) => send(ctx, request), url);
const failure = (ctx: YaakContext, url = URL) =>
  fetched(ctx, url).then(
    () => "none",
    (error: Error) => error.message,
  );

describe("a key that a newer app fetches", () => {
  const answer = (status: number, text: string) => ({
    httpResponse: { status, error: null },
    body: { text: async () => text },
  });

  it("is the body that stands beside the response", async () => {
    expect(await fetched(contextThat(async () => answer(200, "key")))).toBe("key");
  });

  it("is the set that a discovery document names", async () => {
    const answers = [answer(200, '{"jwks_uri":"https://issuer.example.com/keys"}'), answer(200, "set")];
    expect(await fetched(contextThat(async () => answers.shift()))).toBe("set");
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ["a status", async () => answer(404, "key"), `The server at ${URL} returned status 404.`],
    [
      "an error that it throws",
      () => Promise.reject(new Error("no route")),
      `The server at ${URL} can't be reached.`,
    ],
    [
      "an error in the response",
      async () => ({ httpResponse: { status: 0, error: "TLS" } }),
      `The server at ${URL} can't be reached: TLS handshake failed.`,
    ],
  ])("is none with %s", async (_, send, message) => {
    expect(await failure(contextThat(send))).toBe(`${message} Check the URL, or paste the key itself.`);
  });
});

describe("ten seconds are enough", () => {
  let server: KeyServer;
  const hungUp: string[] = [];
  beforeAll(async () => {
    const endless =
      (path: string, text: string, milliseconds: number): Route =>
      (response) => {
        const timer = setInterval(() => response.write(text), milliseconds);
        response.writeHead(200).on("close", () => {
          clearInterval(timer);
          hungUp.push(path);
        });
      };
    server = await startKeyServer(() => ({
      "/drip": endless("/drip", " ", 500),
      "/flood": endless("/flood", "x".repeat(64 * 1024), 5),
    }));
  });
  afterAll(() => server.close());

  it("for an app that does not answer, and for a server whose answer does not end", async () => {
    const late = "didn't respond within 10 seconds. Check the URL, or paste the key itself.";
    const drip = `${server.url}/drip`;
    const problems = await Promise.all([
      failure(contextThat(() => new Promise(() => {}))),
      failure(
        contextThat(async () => undefined),
        drip,
      ),
    ]);
    expect(problems).toEqual([`The server at ${URL} ${late}`, `The server at ${drip} ${late}`]);
    await vi.waitFor(() => expect(hungUp).toContain("/drip"));
  });

  it("for a server that sends more than any key, which is not heard to the end", async () => {
    const flood = `${server.url}/flood`;
    expect(
      await failure(
        contextThat(async () => undefined),
        flood,
      ),
    ).toBe(
      `The server at ${flood} returned more than 1 MiB, too large for a key. Check the URL, or paste the key itself.`,
    );
    await vi.waitFor(() => expect(hungUp).toContain("/flood"));
  });
});
