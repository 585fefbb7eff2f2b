import { createHash } from "node:crypto";
import { createQueryStringHash, fromMethodAndUrl } from "atlassian-jwt";
import { describe, expect, it } from "vitest";
import { type RequestInfo, requestValues } from "../../../src/core/token/request-values";

const value = (name: string, request: Partial<RequestInfo>) =>
  requestValues.get(name)?.({ method: "GET", url: "https://example.com/", body: "", ...request });

describe("reading a request", () => {
  it.each<[string, string, string]>([
    ["host", "https://api.example.com:8443/a", "api.example.com:8443"],
    ["host", "https://api.example.com:443/a", "api.example.com"],
    ["host", "http://127.0.0.1:80", "127.0.0.1"],
    ["path", "https://example.com", "/"],
    ["path", "https://example.com/a b/../ü?x#y", "/%C3%BC"],
    ["query", "https://example.com/?a=1&b=%20#c", "a=1&b=%20"],
    ["query", "https://example.com/", ""],
    ["pathWithQuery", "https://example.com/a b?c=d e&f#g", "/a%20b?c=d%20e&f"],
    ["pathWithQuery", "https://example.com/a/../b", "/b"],
    ["pathWithQuery", "https://example.com?a=1", "/?a=1"],
    ["pathWithQuery", "https://example.com/a?#b", "/a"],
    ["pathWithQuery", "localhost:50051/pkg.Service/Method", "/pkg.Service/Method"],
    ["url", "https://EXAMPLE.com?a=1#fragment", "https://example.com/?a=1"],
    ["method", "https://example.com/", "GET"],
  ])("returns the %s of %s as sent", (name, url, expected) => {
    expect(value(name, { url })).toBe(expected);
  });

  it.each(["", "{}", "ü\n"])("hashes the body %j as UTF-8", (body) => {
    expect(value("body.sha256", { body })).toBe(createHash("sha256").update(body, "utf8").digest("hex"));
  });

  const FORMS = ["sha256", "sha384", "sha512"].flatMap((hash) =>
    (["", "hex", "base64", "base64url"] as const).map((encoding) => [hash, encoding] as const),
  );

  it.each(FORMS)(
    "has the %s of body and query, also after another form of it, in the encoding %j",
    (hash, encoding) => {
      const request: RequestInfo = {
        method: "POST",
        url: "https://example.com/?a=%C3%BC?#b",
        body: '{"ü":1}',
      };
      const digestOf = (text: string) =>
        createHash(hash)
          .update(text)
          .digest(encoding || "hex");
      const read = (part: string, form: string) =>
        requestValues.get([part, hash, form].filter(Boolean).join("."))?.(request);
      for (const form of ["", encoding]) {
        const expected =
          form === encoding ? digestOf : (text: string) => createHash(hash).update(text).digest("hex");
        expect(read("body", form)).toBe(expected('{"ü":1}'));
        expect(read("query", form)).toBe(expected("a=%C3%BC?"));
      }
    },
  );

  it("hashes the empty text if there is no query", () => {
    expect(value("query.sha512.base64", { url: "https://example.com/?" })).toBe(
      createHash("sha512").digest("base64"),
    );
  });

  it.each([
    ["localhost:50051", "localhost:50051", "/"],
    ["api.example.com/a?b", "api.example.com", "/a"],
    ["[::1]:8080/a", "[::1]:8080", "/a"],
    ["grpc://example.com:443/pkg.Service/Method", "example.com:443", "/pkg.Service/Method"],
    ["wss://example.com:443/socket", "example.com", "/socket"],
  ])("parses the URL %s as host %s and path %s", (url, host, path) => {
    expect([value("host", { url }), value("path", { url })]).toEqual([host, path]);
  });

  it.each(["", "/reports", "//", "?a=1", "http://", "https://a b/"])(
    "rejects the incomplete URL %j",
    (url) => {
      expect(() => value("host", { url })).toThrow(
        "has no value because the request's URL is incomplete. Fix the URL",
      );
    },
  );

  it("fails with the reason if the body is not available", () => {
    const body = { missing: "has no value: it is too large" };
    for (const name of ["body.sha256", "body.sha512.base64"])
      expect(() => value(name, { method: "POST", body })).toThrow(body.missing);
  });
});

describe("Atlassian's query string hash matches atlassian-jwt for", () => {
  it.each([
    ["GET", "https://site.atlassian.net/rest/api/3/project"],
    ["get", "https://site.atlassian.net"],
    ["POST", "https://site.atlassian.net/rest/api/3/issue/"],
    [
      "GET",
      "https://site.atlassian.net/path/to/service?zee_last=param&repeated=parameter 1&first=param&repeated=parameter 2&repeated=Parameter 2",
    ],
    ["GET", "https://site.atlassian.net/search?jql=project%20%3D%20%22A%26B%22&maxResults=50&jwt=abc"],
    ["PUT", "https://site.atlassian.net/a&b/c?plus=a+b&star=*!'()~-._&empty=&flag&comma=a,b"],
    ["DELETE", "https://site.atlassian.net/ü/%2F?q=ü%E2%82%AC&Q=1&a.b=2&a-b=3&a_b=4"],
    ["GET", "https://site.atlassian.net/a//"],
  ])("%s %s", (method, url) => {
    const { href } = new URL(url);
    expect(value("qsh", { method, url })).toBe(
      createQueryStringHash(fromMethodAndUrl(method as "get", href)),
    );
  });

  it.each([
    ["https://site.atlassian.net/wiki/rest/api/content?limit=1", "https://site.atlassian.net/wiki"],
    ["https://site.atlassian.net/wiki", "https://site.atlassian.net/wiki"],
    ["https://site.atlassian.net/wikipedia/x", "https://site.atlassian.net"],
    ["https://example.com/wiki/x", "https://example.com"],
  ])("%s with the product base URL %s", (url, baseUrl) => {
    const expected = createQueryStringHash(fromMethodAndUrl("get", url), false, baseUrl);
    expect(value("qsh", { url })).toBe(expected);
  });
});
