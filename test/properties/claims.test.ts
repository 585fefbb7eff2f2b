import { describe, expect, it } from "vitest";
import { sign } from "../support/sign";
import { anyObject } from "./any-json";
import { holds } from "./holds";

const bare = { key: "a secret of some length, for claims", issuedAt: "none", expiresIn: "none" };

describe("any JSON object", () => {
  it("is signed as typed, number for number and character for character", async () => {
    await holds(anyObject, async (typed) => {
      // With another claim, the JSON is reformatted.
      const beside = await sign({ ...bare, issuer: "me", claims: typed.text });
      const own = typed.compact.slice(1, -1);
      if (!/"iss":/.test(typed.compact)) expect(beside.text).toBe(`{"iss":"me"${own && `,${own}`}}`);

      // On its own, it is signed exactly as typed if servers can parse it.
      const { text } = await sign({ ...bare, claims: typed.text });
      expect([typed.text, typed.compact]).toContain(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(typed.compact));
    });
  });

  it("is signed as typed in the header too", async () => {
    await holds(anyObject, async ({ text, compact }) => {
      if (/"(?:alg|crit|b64)":/.test(compact)) return;
      const own = compact.slice(1, -1);
      const expected = `{"alg":"HS256"${own && `,${own}`}}`;
      const { token } = await sign({ ...bare, tokenType: "none", header: text });
      expect(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).toBe(expected);
    });
  });
});
