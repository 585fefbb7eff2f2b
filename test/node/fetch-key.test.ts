import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { fetchKey } from "../../src/core/keys/fetch-key";
import type { SendResult, YaakContext } from "../../src/yaak/host";
import { send } from "../../src/yaak/http";
import { type KeyServer, type Route, startKeyServer } from "../support/key-server";

/*
 * What the CLI's plugin runtime does not do: newer Yaak versions return the body next to the response, and throw errors. The
 * context here simulates theirs, based on Yaak's source of August 2026.
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

describe("fetching a key through a newer Yaak version", () => {
  const reply = (status: number, text: string) => ({
    httpResponse: { status, error: null },
    body: { text: async () => text },
  });

  it("returns the body next to the response", async () => {
    expect(await fetched(contextThat(async () => reply(200, "key")))).toEqual({
      text: "key",
      isInsecure: false,
    });
  });

  it("returns the JWK set that a discovery document refers to", async () => {
    const replies = [reply(200, '{"jwks_uri":"https://issuer.example.com/keys"}'), reply(200, "set")];
    expect(await fetched(contextThat(async () => replies.shift()))).toEqual({
      text: "set",
      isInsecure: false,
    });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ["an error status", async () => reply(404, "key"), `The server at ${URL} returned status 404.`],
    ["a thrown error", () => Promise.reject(new Error("no route")), `The server at ${URL} can't be reached.`],
    [
      "an error in the response",
      async () => ({ httpResponse: { status: 0, error: "TLS" } }),
      `The server at ${URL} can't be reached: TLS handshake failed.`,
    ],
  ])("fails with %s", async (_, send, message) => {
    expect(await failure(contextThat(send))).toBe(`${message} Check the URL, or paste the key itself.`);
  });
});

describe("fetching a key", () => {
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

  it("fails after ten seconds if Yaak does not respond, or if a server's response does not end", async () => {
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

  it("stops once a server has sent more than 1 MiB", async () => {
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
