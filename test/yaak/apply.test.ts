import { describe, expect, it } from "vitest";
import { onApply } from "../../src/yaak/apply";
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
