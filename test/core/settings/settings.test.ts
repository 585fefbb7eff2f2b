import { describe, expect, it } from "vitest";
import { authenticate } from "../../../src/core/authenticate";
import { SECRET } from "../../support/keys";
import { clock, failure, request, services, sign } from "../../support/sign";

describe("settings that are remembered", () => {
  it("belong to the key that the form had when it was sent, even if the host changes it meanwhile", async () => {
    const values = { key: SECRET, subject: "changing" };
    const sending = authenticate(values, request, clock, services);
    values.key = "another secret";
    const { value } = await sending;
    expect(value).toBe(`Bearer ${(await sign({ key: SECRET, subject: "changing" })).token}`);
  });

  it("are not changed by what a host does with the result", async () => {
    const values = { preset: "snowflake", keyId: "none" };
    const placed = () =>
      authenticate(
        { ...values, algorithm: "HS256", key: SECRET, issuer: "a", subject: "b" },
        request,
        clock,
        services,
      );
    const first = await placed();
    for (const header of first.others) header.value = "changed";
    first.others.push({ name: "X", value: "added" });
    expect((await placed()).others).not.toContainEqual(expect.objectContaining({ value: "changed" }));
    expect((await placed()).others).toHaveLength(first.others.length - 1);
  });

  it("report the first error in the form's order, secrets included", async () => {
    const values = {
      flow: "jwt-bearer",
      tokenUrl: "https://a.example/",
      tokenParameters: "{",
      expiresIn: "x",
    };
    expect((await failure({ key: SECRET, ...values })).message).toMatch(
      /^Additional Parameters: Invalid JSON/,
    );
  });
});
