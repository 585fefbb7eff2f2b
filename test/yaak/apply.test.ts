import { describe, expect, it } from "vitest";
import { onApply, toYaakResponse } from "../../src/yaak/apply";
import type { YaakContext } from "../../src/yaak/host";
import { SECRET } from "../support/keys";

/** Nothing of it is needed for a JWT that is sent itself. */
const ctx = {} as YaakContext;
const request = { contextId: "rq", method: "GET", url: "http://localhost/", headers: [] };

describe("onApply", () => {
  it("signs at the present time and sets the header", async () => {
    const { setHeaders: [header] = [] } = await onApply(ctx, { ...request, values: { key: SECRET } });
    expect(header?.name).toBe("Authorization");
    const claims = JSON.parse(Buffer.from(header?.value.split(".")[1] ?? "", "base64url").toString());
    expect(Math.abs(claims.iat - Date.now() / 1000)).toBeLessThan(5);
  });

  it("gives every token an ID of its own", async () => {
    const id = async () =>
      (await onApply(ctx, { ...request, values: { key: SECRET, jwtId: "uuid" } })).setHeaders?.[0]?.value;
    expect(await id()).not.toBe(await id());
  });
});

describe("a header that goes with the token", () => {
  const others = [{ name: "X-Token-Type", value: "JWT" }];
  const placed = { kind: "header", name: "Authorization", value: "T", others } as const;

  it("is set where the request does not have it, and left alone where it has", () => {
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
    ["goes alone where there is none", [["Accept", "*/*"]], "token=T"],
    ["goes after those of the request, in any spelling", [["cOOkie", "a=1;  b=2;"]], "a=1; b=2; token=T"],
    [
      "takes the place of one of the same name, and of no other",
      [["Cookie", "token=old; my-token=x; b=token=1"]],
      "my-token=x; b=token=1; token=T",
    ],
  ])("%s", (_, existing, value) => {
    expect(cookie(...existing)).toEqual([{ name: "Cookie", value }]);
  });
});
