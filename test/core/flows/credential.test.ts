import { describe, expect, it } from "vitest";
import { authenticate, getToken } from "../../../src/core/authenticate";
import type { CachedTokens } from "../../../src/core/flows/stored-tokens";
import type { Values } from "../../../src/core/form/types";
import { NoResponse } from "../../../src/core/lib/http";
import { SECRET } from "../../support/keys";
import { filledIn } from "../../support/preset-cases";
import { clock, failure, NOW, request, services, tokenServices } from "../../support/sign";

const TOKEN_URL = "https://as.example.com/token";
const grant = { flow: "jwt-bearer", key: SECRET, tokenUrl: `${TOKEN_URL}?key=hidden` };
const reusing = { key: SECRET, reuse: "until-expiry" };

/** Services with a store, and what it contains. */
function withStore(answer?: Parameters<typeof tokenServices>[0]) {
  let stored: CachedTokens | undefined;
  const store = {
    read: async () => stored,
    write: async (tokens: CachedTokens) => {
      stored = tokens;
    },
    delete: async () => false,
  };
  return { ...tokenServices(answer), store, stored: () => Object.values(stored ?? {}) };
}

describe("a JWT that is reused", () => {
  it.each<[string, Values, number | undefined]>([
    ["until its exp", { ...reusing, expiresIn: "5m" }, 299.322],
    ["until an exp with a fraction", { ...reusing, claims: `{ "exp": ${NOW / 1000 + 60.5} }` }, 60.5],
    ["only once without an exp", { ...reusing, expiresIn: "none" }, undefined],
    ["only once if its exp is text", { ...reusing, claims: '{ "exp": "2030" }' }, undefined],
    ["for the time of its preset without an exp", { preset: "apns", ...filledIn.apns?.() }, 3000],
  ])("is stored %s", async (_, values, lifetime) => {
    const using = withStore();
    await authenticate(values, request, clock, using);
    const lifetimes = using.stored().map((token) => token.lifetime);
    expect(lifetimes).toEqual(lifetime === undefined ? [] : [expect.closeTo(lifetime, 3)]);
  });
});

describe("what a server returns", () => {
  const answer = () => ({
    text: JSON.stringify({ access_token: "t", token_type: "Bearer", expires_in: 60, code: "c" }),
  });

  it.each<[string, Values, number]>([
    ["once for an access token of a grant", grant, 1],
    ["once for an access token of a client", { ...grant, flow: "client-assertion", clientId: "client" }, 1],
    [
      "every time for a code, which can be used only once",
      { preset: "document360", ...filledIn.document360?.() },
      3,
    ],
  ])("is asked for %s", async (_, values, times) => {
    const using = withStore(answer);
    const send = () => authenticate(values, request, clock, using);
    await Promise.all([send(), send()]);
    await send();
    expect(using.asked).toHaveLength(times);
    expect(using.stored()).toHaveLength(times === 1 ? 1 : 0);
  });

  it("is stored and returned with its lifetime from now on", async () => {
    const using = withStore(answer);
    expect(await getToken(grant, async () => null, clock, using)).toEqual({
      value: "t",
      lifetime: 60,
    });
    expect(using.stored()).toEqual([{ value: "t", madeAt: NOW, lifetime: 60 }]);
  });

  it("is stored with a type other than Bearer, which is only copied or sent with the user's prefix", async () => {
    const using = withStore(() => ({
      text: JSON.stringify({ access_token: "t", token_type: "JWT", expires_in: 60 }),
    }));
    const message = 'Header Prefix: The server issued a token of the type "JWT". ';
    expect((await failure(grant, request, using)).message).toContain(message);
    expect((await getToken(grant, async () => null, clock, using)).value).toBe("t");
    expect((await authenticate({ ...grant, headerPrefix: "none" }, request, clock, using)).value).toBe("t");
    expect((await failure(grant, request, using)).message).toContain(message);
    expect(using.asked).toHaveLength(1);
  });
});

describe("a request that gets no response", () => {
  const failing = (reason: unknown) => ({ ...services, send: () => Promise.reject(reason) });

  it.each<[string, unknown, object]>([
    [
      "for a reason that the host knows",
      new NoResponse("refused the connection"),
      {
        field: "tokenUrl",
        message: `Token URL: The server at ${TOKEN_URL} refused the connection. Check the URL, and that the server is running.`,
      },
    ],
    [
      "with what to do about it",
      new NoResponse("has an unknown certificate", "Add it to the trusted ones"),
      {
        field: "tokenUrl",
        message: `Token URL: The server at ${TOKEN_URL} has an unknown certificate. Add it to the trusted ones.`,
      },
    ],
    [
      "because of a bug, without its message",
      new TypeError(`cannot send ${SECRET}`),
      {
        field: undefined,
        message:
          "JWT Bearer: Bug in this plugin (TypeError). Report it with your algorithm and key format, but not the key.",
      },
    ],
  ])("is reported %s", async (_, reason, error) => {
    expect(await failure(grant, request, failing(reason))).toEqual(error);
  });
});
