import { describe, expect, it } from "vitest";
import { authenticate } from "../../src/core/authenticate";
import type { Values } from "../../src/core/schema";
import { SECRET } from "../support/keys";
import { moment, request, services } from "../support/sign";

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
    const { value, others, ...rest } = await authenticate({ key, ...values }, request, moment, services);
    expect({ ...rest, value: value.replace(/ey[\w.-]+$/, "TOKEN") }).toEqual(placed);
    expect(others).toEqual([]);
  });
});
