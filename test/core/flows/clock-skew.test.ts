import { expect, it } from "vitest";
import { authenticate } from "../../../src/core/authenticate";
import type { Values } from "../../../src/core/form/types";
import { SECRET } from "../../support/keys";
import { refusal } from "../../support/refusal";
import { clock, failure, NOW, request, tokenServices } from "../../support/sign";

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

it.each<[string, object]>([
  ["invalid_client", { status: 401, text: '{ "error": "invalid_client" }' }],
  [
    "the words of oidc-provider",
    {
      status: 401,
      text: '{ "error": "invalid_client", "error_description": "client authentication failed" }',
    },
  ],
  ["nothing but a status", { status: 401, text: "" }],
  ["GitHub's words", { status: 401, text: '{ "message": "A JSON web token could not be decoded" }' }],
  ["a DPoP proof", { status: 400, text: '{ "error": "invalid_dpop_proof" }' }],
])("an error that the clock can explain mentions it: %s", async (_, response) => {
  const using = tokenServices(() => ({ headers: [{ name: "Date", value: dateAt(600) }], ...response }));
  const { message } = await failure({ ...grant, dpop: "on" }, request, using);
  expect(message).toMatch(/This computer's clock is 10 minutes behind the server's\. Correct it\.$/);
});

it("the time that a response took is not a difference", async () => {
  const using = tokenServices(() => ({
    status: 400,
    headers: [{ name: "Date", value: dateAt(40) }],
    text: '{ "error": "invalid_grant" }',
  }));
  const { message } = await refusal(() =>
    authenticate(grant, request, { ...clock, time: () => NOW + 40_000 }, using),
  );
  expect(message).not.toContain("behind");
});

it("an error without a reason mentions the clock if it differs", async () => {
  expect(await rejected("", dateAt(-90))).toBe(
    "Token URL: The server rejected the request: invalid_grant. This computer's clock is 2 minutes ahead of the server's. Correct it.",
  );
});
