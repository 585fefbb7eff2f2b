import { expect, it } from "vitest";
import { describeTokenRequest, secretsOf, type TokenRequest } from "../../../src/core/flows/token-request";
import { integer } from "../../../src/core/lib/json";

it.each(["form", "json"] as const)(
  "hides secrets of every type and under every name in a %s request",
  (format) => {
    const request: TokenRequest = {
      url: "https://x.example/token",
      format,
      parameters: [
        { name: "scope", value: ["a", "b"] },
        { name: "otp", value: integer(31415), isSecret: true },
        { name: "secrets", value: ["first", "second"], isSecret: true },
        { name: "unset", value: undefined, isSecret: true },
        { name: "blank", value: "", isSecret: true },
        { name: "optional", value: "" },
        { name: "hint", value: "31415" },
        { name: "hints", value: ["c", "second"] },
      ],
      client: { id: "client", secret: "basic", isFormEncoded: false },
    };
    expect(secretsOf(request)).toEqual(["31415", "first", "second", "basic", "Y2xpZW50OmJhc2lj"]);
    const shown = describeTokenRequest(request).join("\n");
    for (const secret of secretsOf(request)) expect(shown).not.toContain(secret);
    expect(shown).toContain("scope");
    expect(shown).toMatch(/^ *"?blank"?(?:=|: ")…/m);
    // An empty secret is not one: it would be found everywhere.
    expect(shown).toMatch(/^ *"?optional"?(?:=|: "",)$/m);
  },
);
