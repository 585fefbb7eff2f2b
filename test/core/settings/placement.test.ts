import { describe, expect, it } from "vitest";
import { authenticate } from "../../../src/core/authenticate";
import type { Values } from "../../../src/core/form/types";
import { readPlacementSettings } from "../../../src/core/settings/placement";
import { place } from "../../../src/core/token/place";
import { SECRET } from "../../support/keys";
import { clock, failure, request, services } from "../../support/sign";

const key = SECRET;

describe("a place for the token", () => {
  it.each<[string, Values, object]>([
    ["Authorization: Bearer", {}, { kind: "header", name: "Authorization", value: "Bearer TOKEN" }],
    [
      "another header and prefix",
      { headerName: "X-JWT", headerPrefix: "JWT" },
      { kind: "header", name: "X-JWT", value: "JWT TOKEN" },
    ],
    [
      "a prefix with a space after it",
      { headerPrefix: "Bearer " },
      { kind: "header", name: "Authorization", value: "Bearer TOKEN" },
    ],
    ["no prefix", { headerPrefix: "none" }, { kind: "header", name: "Authorization", value: "TOKEN" }],
    ["a query parameter", { placement: "query" }, { kind: "query", name: "token", value: "TOKEN" }],
    [
      "a query parameter of another name",
      { placement: "query", queryName: "jwt" },
      { kind: "query", name: "jwt", value: "TOKEN" },
    ],
    ["a cookie", { placement: "cookie" }, { kind: "cookie", name: "token", value: "TOKEN" }],
    [
      "a cookie of another name",
      { placement: "cookie", cookieName: "sid" },
      { kind: "cookie", name: "sid", value: "TOKEN" },
    ],
  ])("%s", async (_, values, placed) => {
    const { value, others, ...rest } = await authenticate({ key, ...values }, request, clock, services);
    expect({ ...rest, value: value.replace(/ey[\w.-]+$/, "TOKEN") }).toEqual(placed);
    expect(others).toEqual([]);
  });
});

describe("a header that HTTP needs for itself", () => {
  it.each(["Host", "content-length", "Transfer-Encoding", "Connection", "Upgrade", "Expect", "TE"])(
    "such as %s is refused as the token's",
    async (headerName) => {
      expect((await failure({ key, headerName })).message).toBe(
        "Header Name: HTTP reserves this header. Use Authorization, or the header your server expects.",
      );
    },
  );

  it("may be the name of a cookie", () => {
    expect(readPlacementSettings({ placement: "cookie", cookieName: "host" })).toEqual({
      kind: "cookie",
      name: "host",
    });
  });
});

describe("the header prefix is the form's own", () => {
  it.each<[string, Values, boolean]>([
    ["where it is typed", { headerPrefix: "Token" }, true],
    ["where it is left out", { headerPrefix: "none" }, true],
    ["where it is a preset's", { preset: "ghost-admin" }, true],
    ["where it is a preset's and was cleared", { preset: "ghost-admin", headerPrefix: "" }, true],
    ["but not where it is the default", {}, false],
    ["nor where it was cleared", { headerPrefix: " " }, false],
  ])("%s", (_, values, isOwnPrefix) => {
    expect(readPlacementSettings(values)).toMatchObject({ isOwnPrefix });
  });
});

describe("an access token", () => {
  const inHeader = { kind: "header" as const, name: "Authorization", prefix: "Bearer", others: [] };

  it.each([
    ["after its own type", false, "bearer", "bearer t"],
    ["after the default where it has none", false, undefined, "Bearer t"],
    ["after what the user typed, whatever its type", true, "bearer", "Bearer t"],
  ])("goes into a header %s", (_, isOwnPrefix, tokenType, value) => {
    expect(place("t", { ...inHeader, isOwnPrefix }, tokenType).value).toBe(value);
  });

  it("that a cookie cannot carry is refused there, and not elsewhere", () => {
    for (const token of ["a;b", 'a"b', "a,b", "a\\b"]) {
      expect(() => place(token, { kind: "cookie", name: "c" })).toThrow(
        "The token contains characters that aren't allowed in a cookie. Send it in a header or query parameter.",
      );
      expect(place(token, { kind: "query", name: "q" }).value).toBe(token);
    }
    expect(place("a=b/c+d.e-f_g~", { kind: "cookie", name: "c" }).value).toBe("a=b/c+d.e-f_g~");
  });
});
