import { describe, expect, it } from "vitest";
import { isPlainHttp, isWebUrl, urlIn } from "../../../src/core/lib/http";

describe("others can read what is sent to a URL", () => {
  it.each([
    "http://as.example.com/token",
    "HTTP://as.example.com",
    "http://localhost.evil.example",
    "http://evil-localhost",
    "http://notlocalhost:8080",
    "http://127.0.0.1.evil.example",
    "http://127.evil.example",
    "http://evil-127.0.0.1.example",
    "http://127a.example",
    "http://127-1",
    "http://128.0.0.1",
    "http://10.127.0.1",
    "http://[::2]",
    "http://[::ffff:127.0.0.1]",
    "http://localhost@evil.example",
    "http://evil.example/localhost",
    "http://evil.example#127.0.0.1",
  ])("if it is %s", (url) => {
    expect(isPlainHttp(url)).toBe(true);
  });

  it.each([
    "https://as.example.com",
    "http://localhost",
    "http://LOCALHOST:8080/token",
    "http://user@localhost/",
    "http://127.0.0.1:8080",
    "http://127.1",
    "http://127.255.255.254",
    "http://0x7f.1",
    "http://2130706433",
    "http://[::1]:8080/token",
    "http://[0:0:0:0:0:0:0:1]",
    "",
    "http://",
    "localhost",
  ])("but not if it is %j", (url) => {
    expect(isPlainHttp(url)).toBe(false);
  });
});

it.each([
  ["https://x.example", true],
  ["HTTP://x.example", true],
  ["xhttps://x.example", false],
  [" https://x.example", false],
  ["https://", false],
  ["https", false],
  ["ftp://x.example", false],
])("a request can be sent to %j: %s", (url, expected) => {
  expect(isWebUrl(url)).toBe(expected);
});

it.each([
  ["/a?b#c", "https://x.example/a"],
  ["//y.example", "https://y.example/"],
  ["http://user:password@y.example/a?b", "http://y.example/a"],
  ["", ""],
  ["javascript:alert(1)", ""],
  ["data:text/html,a", ""],
  ["http://[", ""],
  [`/${"a".repeat(8191)}`, `https://x.example/${"a".repeat(8191)}`],
  [`/${"a".repeat(8192)}`, ""],
])("a redirect to %.20j is shown without what can be secret (%#)", (location, shown) => {
  expect(urlIn(location, "https://x.example/token?key=hidden")).toBe(shown);
});
