import { expect, it } from "vitest";
import type { Values } from "../../../src/core/form/types";
import { SECRET } from "../../support/keys";
import { failure, NOW, request, tokenServices } from "../../support/sign";

const grant = { flow: "jwt-bearer", key: SECRET, tokenUrl: "https://as.example.com/token" };

/** The error for a rejection by a server whose clock differs from this computer's. */
async function rejected(description: string, date: string | undefined, values: Values = {}) {
  const using = tokenServices(() => ({
    status: 400,
    headers: date === undefined ? [] : [{ name: "date", value: date }],
    text: JSON.stringify({ error: "invalid_grant", error_description: description }),
  }));
  return (await failure({ ...grant, ...values }, request, using)).message;
}

const dateAt = (seconds: number) => new Date(NOW + seconds * 1000).toUTCString();
const EXPIRED = "The assertion has expired";
const GENERAL = /Check this computer's clock, Expires In, and Issued At, such as now-60s\.$/;

it.each([
  ["5 minutes behind", 300],
  ["31 seconds behind", 31.5],
  ["2 hours ahead of", -7200],
])("an error about times says that the clock is %s the server's", async (difference, seconds) => {
  expect(await rejected(EXPIRED, dateAt(seconds))).toBe(
    `Token URL: The server rejected the request: invalid_grant: ${EXPIRED}. This computer's clock is ${difference} the server's. Correct it.`,
  );
});

it.each([
  ["the clocks agree", dateAt(0)],
  ["they differ by half a minute, which servers allow", dateAt(-29)],
  ["the server does not tell its time", undefined],
  ["its time is not one", "yesterday"],
])("an error about times has the general advice if %s", async (_, date) => {
  expect(await rejected(EXPIRED, date)).toMatch(GENERAL);
});

it.each(["Invalid JWT Signature.", "audience is invalid", "user hasn't approved this consumer"])(
  "an error about something else does not mention the clock: %s",
  async (description) => {
    expect(await rejected(description, dateAt(300))).not.toContain("clock");
  },
);

it("an error without a reason mentions the clock if it differs", async () => {
  expect(await rejected("", dateAt(-90))).toBe(
    "Token URL: The server rejected the request: invalid_grant. This computer's clock is 2 minutes ahead of the server's. Correct it.",
  );
});
