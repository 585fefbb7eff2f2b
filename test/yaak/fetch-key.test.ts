import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fetchKey } from "../../src/yaak/fetch-key";
import type { Answer, YaakContext } from "../../src/yaak/host";
import { type KeyServer, startKeyServer } from "../support/key-server";

/*
 * What the runtime in the command line does not do: newer apps hand the body over beside the response, and throw. The
 * context here stands for theirs, as Yaak's source of August 2026 has it.
 */
const contextThat = (send: () => Promise<unknown>) =>
  ({ httpRequest: { send: () => send() as Promise<Answer> } }) as unknown as YaakContext;

const URL = "https://issuer.example.com/jwks";
const failure = (ctx: YaakContext, url = URL) =>
  fetchKey(ctx, url).then(
    () => "none",
    (error: Error) => error.message,
  );

describe("a key that a newer app fetches", () => {
  const answer = (status: number, text: string) => ({
    httpResponse: { status, error: null },
    body: { text: async () => text },
  });

  it("is the body that stands beside the response", async () => {
    expect(
      await fetchKey(
        contextThat(async () => answer(200, "key")),
        URL,
      ),
    ).toBe("key");
  });

  it("is the set that a discovery document names", async () => {
    const answers = [answer(200, '{"jwks_uri":"https://issuer.example.com/keys"}'), answer(200, "set")];
    expect(
      await fetchKey(
        contextThat(async () => answers.shift()),
        URL,
      ),
    ).toBe("set");
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ["a status", async () => answer(404, "key"), `${URL} answered with status 404.`],
    ["an error that it throws", () => Promise.reject(new Error("no route")), `${URL} cannot be reached.`],
    [
      "an error in the response",
      async () => ({ httpResponse: { status: 0, error: "TLS" } }),
      `${URL} cannot be reached.`,
    ],
  ])("is none with %s", async (_, send, message) => {
    expect(await failure(contextThat(send))).toBe(`${message} Check the URL, or paste the key itself.`);
  });
});

describe("ten seconds are enough", () => {
  let server: KeyServer;
  beforeAll(async () => {
    server = await startKeyServer(() => ({
      "/drip": (response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write(" "), 500);
        response.on("close", () => clearInterval(timer));
      },
    }));
  });
  afterAll(() => server.close());

  it("for an app that does not answer, and for a server whose answer does not end", async () => {
    const late = "did not answer within 10 seconds. Check the URL, or paste the key itself.";
    const drip = `${server.url}/drip`;
    const problems = await Promise.all([
      failure(contextThat(() => new Promise(() => {}))),
      failure(
        contextThat(async () => undefined),
        drip,
      ),
    ]);
    expect(problems).toEqual([`${URL} ${late}`, `${drip} ${late}`]);
  });
});
