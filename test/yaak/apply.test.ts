import { describe, expect, it } from "vitest";
import { onApply, toYaakResponse } from "../../src/yaak/apply";
import type { YaakContext } from "../../src/yaak/host";
import { SECRET } from "../support/keys";

/** Empty, because sending the JWT itself does not use the context. */
const ctx = {} as YaakContext;
const request = { contextId: "rq", method: "GET", url: "http://localhost/", headers: [] };

describe("onApply", () => {
  it("signs with the current time and sets the header", async () => {
    const { setHeaders: [header] = [] } = await onApply(ctx, { ...request, values: { key: SECRET } });
    expect(header?.name).toBe("Authorization");
    const claims = JSON.parse(Buffer.from(header?.value.split(".")[1] ?? "", "base64url").toString());
    expect(Math.abs(claims.iat - Date.now() / 1000)).toBeLessThan(5);
  });

  it("gives every token a unique ID", async () => {
    const id = async () =>
      (await onApply(ctx, { ...request, values: { key: SECRET, jwtId: "uuid" } })).setHeaders?.[0]?.value;
    expect(await id()).not.toBe(await id());
  });
});

describe("a header that accompanies the token", () => {
  const others = [{ name: "X-Token-Type", value: "JWT" }];
  const placed = { kind: "header", name: "Authorization", value: "T", others } as const;

  it("is set if the request does not have it, and left unchanged if it does", () => {
    const token = { name: "Authorization", value: "T" };
    expect(toYaakResponse(placed).setHeaders).toEqual([token, ...others]);
    expect(toYaakResponse(placed, [{ name: "x-token-type", value: "mine" }]).setHeaders).toEqual([token]);
  });
});

describe("a cookie", () => {
  const cookie = (...existing: [string, string][]) => {
    const headers = existing.map(([name, value]) => ({ name, value }));
    return toYaakResponse({ kind: "cookie", name: "token", value: "T", others: [] }, headers).setHeaders;
  };

  it.each<[string, [string, string][], string]>([
    ["is sent alone if the request has no cookies", [["Accept", "*/*"]], "token=T"],
    [
      "is added after the request's cookies, regardless of the header name's case",
      [["cOOkie", "a=1;  b=2;"]],
      "a=1; b=2; token=T",
    ],
    [
      "replaces a cookie with the same name, and no other",
      [["Cookie", "token=old; my-token=x; b=token=1"]],
      "my-token=x; b=token=1; token=T",
    ],
  ])("%s", (_, existing, value) => {
    expect(cookie(...existing)).toEqual([{ name: "Cookie", value }]);
  });
});
