import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadPlugin, messageOf } from "../support/plugin";
import { echoingApp } from "./echoing-app";
import { holds } from "./holds";
import { StrictServer } from "./strict-server";

const { onApply } = loadPlugin().authentication;
const request = { contextId: "context", method: "GET", url: "https://api.example.com/" };

/** Header names, including those with a special meaning in HTTP. */
const KNOWN = [
  ...["Authorization", "X-Token", "Cookie", "Accept", "Range", "If-Match", "Forwarded", "Origin"],
  ...[
    "Host",
    "Content-Length",
    "Transfer-Encoding",
    "Connection",
    "Upgrade",
    "Expect",
    "TE",
    "Trailer",
    "Keep-Alive",
  ],
  ...[
    "Content-Type",
    "Proxy-Authorization",
    "Proxy-Connection",
    "Date",
    "HTTP2-Settings",
    "Sec-WebSocket-Key",
    "Via",
  ],
];
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(fc.integer({ min: 0, max: 0x17f }), { maxLength: 20 })
    .map((codes) => String.fromCharCode(...codes)),
  fc.constantFrom(
    "a\r\nX-Evil: 1",
    "a\nb",
    "a\0",
    "\u2028",
    "ü",
    "\ud800",
    ":",
    "a b",
    "none",
    " ",
    "Token token=",
  ),
);
const ascii = fc.string({ unit: "grapheme-ascii", maxLength: 30 });
const anyName = fc.oneof(fc.stringMatching(/^[\w.!#$%&'*+^`|~-]{1,30}$/), fc.constantFrom(...KNOWN), anyText);

const anyCase = fc.record({
  placement: fc.constantFrom("header", "header", "query", "cookie"),
  headerName: anyName,
  headerPrefix: fc.oneof(ascii, ascii, anyText),
  queryName: fc.oneof(ascii, anyText),
  cookieName: anyName,
  /** Undefined to send the JWT itself. */
  accessToken: fc.oneof(fc.constant(undefined), fc.stringMatching(/^[!-~]{1,30}$/), anyText),
  cookies: fc.option(fc.stringMatching(/^[\w=; ]{0,30}$/), { nil: undefined }),
});

/** A single cookie, as servers split them at semicolons (RFC 6265 section 4.1.1). */
const COOKIE = /^[^=]+=[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/;
const CONTROL = /\p{Cc}|\p{Cs}/u;

describe("with any name, prefix, and token,", () => {
  let server: StrictServer;
  beforeAll(async () => {
    server = await StrictServer.start();
  });
  afterAll(() => server.close());

  it("the server accepts the header unchanged, or the user gets an error", async () => {
    const outcomes = { accepted: 0, error: 0 };
    await holds(anyCase, async ({ accessToken, cookies, ...places }) => {
      const grant = {
        flow: "jwt-bearer",
        issuer: "me",
        subject: "you",
        tokenUrl: "https://as.example.com/token",
      };
      const values = { key: "k".repeat(32), ...(accessToken === undefined ? {} : grant), ...places };
      const headers = cookies === undefined ? [] : [{ name: "Cookie", value: cookies }];
      const { ctx } = echoingApp(accessToken ?? "", "nothing");
      let placed: Awaited<ReturnType<typeof onApply>>;
      try {
        placed = await onApply(ctx as never, { ...request, headers, values } as never);
      } catch (error) {
        messageOf(error);
        outcomes.error++;
        return;
      }
      const { setHeaders = [], setQueryParameters = [] } = placed;
      for (const { name, value } of setQueryParameters) expect(CONTROL.test(name + value)).toBe(false);
      const received = await server.send(setHeaders.map(({ name, value }) => `${name}: ${value}`));
      for (const { name, value } of setHeaders) {
        expect(received[received.indexOf(name) + 1]).toBe(value);
        if (places.placement === "cookie") expect(value.split("; ").at(-1)).toMatch(COOKIE);
      }
      expect(received.length).toBe(2 * (setHeaders.length + 1));
      outcomes.accepted++;
    });
    expect(Math.min(outcomes.accepted, outcomes.error)).toBeGreaterThan(100);
  });
});
