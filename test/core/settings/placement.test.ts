import { describe, expect, it } from "vitest";
import { authenticate } from "../../../src/core/authenticate";
import type { Values } from "../../../src/core/form/types";
import { readPlacementSettings } from "../../../src/core/settings/placement";
import { place } from "../../../src/core/token/place";
import { SECRET } from "../../support/keys";
import { clock, failure, request, services } from "../../support/sign";

const key = SECRET;

describe("the token is sent in", () => {
  it.each<[string, Values, object]>([
    [
      "the Authorization header with the prefix Bearer by default",
      {},
      { kind: "header", name: "Authorization", value: "Bearer TOKEN" },
    ],
    [
      "another header with another prefix",
      { headerName: "X-JWT", headerPrefix: "JWT" },
      { kind: "header", name: "X-JWT", value: "JWT TOKEN" },
    ],
    [
      "a header whose prefix ends with a space",
      { headerPrefix: "Bearer " },
      { kind: "header", name: "Authorization", value: "Bearer TOKEN" },
    ],
    [
      "a header without a prefix",
      { headerPrefix: "none" },
      { kind: "header", name: "Authorization", value: "TOKEN" },
    ],
    ["a query parameter", { placement: "query" }, { kind: "query", name: "token", value: "TOKEN" }],
    [
      "a query parameter with another name",
      { placement: "query", queryName: "jwt" },
      { kind: "query", name: "jwt", value: "TOKEN" },
    ],
    ["a cookie", { placement: "cookie" }, { kind: "cookie", name: "token", value: "TOKEN" }],
    [
      "a cookie with another name",
      { placement: "cookie", cookieName: "sid" },
      { kind: "cookie", name: "sid", value: "TOKEN" },
    ],
  ])("%s", async (_, values, placed) => {
    const { value, others, ...rest } = await authenticate({ key, ...values }, request, clock, services);
    expect({ ...rest, value: value.replace(/ey[\w.-]+$/, "TOKEN") }).toEqual(placed);
    expect(others).toEqual([]);
  });
});

describe("a header that is sent besides the token", () => {
  it.each([
    ["X-Snowflake-Authorization-Token-Type", "snowflake"],
    ["x-api-key", "fireblocks"],
  ])("cannot have the token: %s", async (headerName, preset) => {
    const { message } = await failure({ key, preset, headerName, subject: "A.B" });
    expect(message).toBe("Header Name: This header is already sent with another value. Use Authorization.");
  });
});

describe("a header that HTTP reserves", () => {
  it.each(["Host", "content-length", "Transfer-Encoding", "Connection", "Upgrade", "Expect", "TE"])(
    "is rejected for the token: %s",
    async (headerName) => {
      expect((await failure({ key, headerName })).message).toBe(
        "Header Name: HTTP reserves this header. Use Authorization, or the header your server expects.",
      );
    },
  );

  it("can be the name of a cookie", () => {
    expect(readPlacementSettings({ placement: "cookie", cookieName: "host" })).toEqual({
      kind: "cookie",
      name: "host",
    });
  });
});

describe("the header prefix", () => {
  it.each<[string, Values, boolean]>([
    ["is custom if it is entered", { headerPrefix: "Token" }, true],
    ["is custom if it is none", { headerPrefix: "none" }, true],
    ["is custom if the preset sets it", { preset: "ghost-admin" }, true],
    [
      "is custom if the preset sets it and the field is cleared",
      { preset: "ghost-admin", headerPrefix: "" },
      true,
    ],
    ["is not custom if it is the default", {}, false],
    ["is not custom if the field is cleared", { headerPrefix: " " }, false],
  ])("%s", (_, values, isOwnPrefix) => {
    expect(readPlacementSettings(values)).toMatchObject({ isOwnPrefix });
  });
});

describe("an access token", () => {
  const inHeader = { kind: "header" as const, name: "Authorization", prefix: "Bearer", others: [] };

  it.each([
    ["with the default prefix", false, undefined],
    ["with the user's prefix, no matter what its type is", true, "JWT"],
  ])("is sent in a header %s", (_, isOwnPrefix, tokenType) => {
    expect(place("t", { ...inHeader, isOwnPrefix }, tokenType).value).toBe("Bearer t");
  });

  it("of another type is rejected unless the user enters a prefix, or sends it elsewhere", () => {
    expect(() => place("t", { ...inHeader, isOwnPrefix: false }, "JWT")).toThrow(
      'The server issued a token of the type "JWT". Enter Bearer, or what the server expects, under Header Prefix.',
    );
    expect(place("t", { kind: "query", name: "q" }, "JWT").value).toBe("t");
    expect(place("t", { kind: "cookie", name: "c" }, "JWT").value).toBe("t");
  });

  it("with characters that are not allowed in a cookie is rejected only there", () => {
    for (const token of ["a;b", 'a"b', "a,b", "a\\b"]) {
      expect(() => place(token, { kind: "cookie", name: "c" })).toThrow(
        "The token contains characters that aren't allowed in a cookie. Send it in a header or query parameter.",
      );
      expect(place(token, { kind: "query", name: "q" }).value).toBe(token);
    }
    expect(place("a=b/c+d.e-f_g~", { kind: "cookie", name: "c" }).value).toBe("a=b/c+d.e-f_g~");
  });
});
