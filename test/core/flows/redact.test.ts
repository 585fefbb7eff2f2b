import { expect, it } from "vitest";
import { redact } from "../../../src/core/flows/redact";

const SECRET = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJtZSJ9.c2lnbmF0dXJl";

it.each([
  ["redacts a whole secret", `bad ${SECRET}!`, "bad …!"],
  ["redacts part of a secret", `bad ${SECRET.slice(5, 13)}!`, "bad …!"],
  ["redacts two parts of a secret", `${SECRET.slice(0, 9)} and ${SECRET.slice(-8)}`, "… and …"],
  ["does not redact a part that is too short", `bad ${SECRET.slice(5, 12)}!`, `bad ${SECRET.slice(5, 12)}!`],
  ["does not change text without a secret", "bad audience", "bad audience"],
])("%s", (_, text, shown) => {
  expect(redact(text, [SECRET])).toBe(shown);
});

it("redacts a short secret", () => {
  expect(redact("client pass1 is unknown", ["pass1", ""])).toBe("client … is unknown");
});
