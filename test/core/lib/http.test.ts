import { describe, expect, it } from "vitest";
import { isPlainHttp, isWebUrl, parseUrl, redirectOf } from "../../../src/core/lib/http";

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

const redirect = (location: string, status = 302) =>
  redirectOf(
    { status, headers: [{ name: "LOCATION", value: location }], text: "" },
    "https://x.example/token",
  )?.href;

it.each([
  ["/a?b", "https://x.example/a?b"],
  ["//y.example", "https://y.example/"],
  ["", undefined],
  ["javascript:alert(1)", undefined],
  ["data:text/html,a", undefined],
  ["http://[", undefined],
  [`/${"a".repeat(8191)}`, `https://x.example/${"a".repeat(8191)}`],
  [`/${"a".repeat(8192)}`, undefined],
])("a redirect to %.20j leads to %.30j", (location, target) => {
  expect(redirect(location)).toBe(target);
});

it("only a status from 300 to 399 is a redirect", () => {
  expect([299, 300, 399, 400].map((status) => redirect("/a", status) !== undefined)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

describe("a host that would take long to parse", () => {
  const slow = "ä".repeat(1001);
  it.each([
    `https://${slow}/`,
    `  https://${slow}`,
    `\u0001https://${slow}`,
    `h\nttps://${slow}`,
    `https:/\t/${slow}`,
    `https:\\\\${slow}`,
    `https:${slow}`,
    `https://user:password@${slow}:80/`,
  ])("is not parsed in %.20j", (url) => {
    expect(parseUrl(url)).toBeUndefined();
  });

  it("is not parsed in the target of a redirect either", () => {
    expect(redirect(`//${slow}/`)).toBeUndefined();
  });

  it.each([
    [`https://${"a".repeat(2000)}:p@x.example/`, "x.example"],
    [`https://x.example/${"ä".repeat(10_000)}`, "x.example"],
    [`https://x.example?${"a/".repeat(10_000)}`, "x.example"],
  ])("is not confused with another part of a URL: %.20j", (url, host) => {
    expect(parseUrl(url)?.hostname).toBe(host);
  });
});
