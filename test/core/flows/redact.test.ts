import { expect, it } from "vitest";
import { redact } from "../../../src/core/flows/redact";

const SECRET = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJtZSJ9.c2lnbmF0dXJl";

it.each([
  ["all of it", `bad ${SECRET}!`, "bad …!"],
  ["a part of it", `bad ${SECRET.slice(5, 13)}!`, "bad …!"],
  ["two parts of it", `${SECRET.slice(0, 9)} and ${SECRET.slice(-8)}`, "… and …"],
  ["too little of it to tell", `bad ${SECRET.slice(5, 12)}!`, `bad ${SECRET.slice(5, 12)}!`],
  ["none of it", "bad audience", "bad audience"],
])("a text is shown without %s", (_, text, shown) => {
  expect(redact(text, [SECRET])).toBe(shown);
});

it("a short secret is not shown either", () => {
  expect(redact("client pass1 is unknown", ["pass1", ""])).toBe("client … is unknown");
});
