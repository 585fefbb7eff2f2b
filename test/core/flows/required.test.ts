import { describe, expect, it } from "vitest";
import type { Values } from "../../../src/core/form/types";
import { SECRET } from "../../support/keys";
import { filledIn } from "../../support/preset-cases";
import { failure, request, tokenServices } from "../../support/sign";

const TOKEN_URL = "https://as.example.com/token";
const grant = { flow: "jwt-bearer", key: SECRET, tokenUrl: TOKEN_URL };
const assertion = { flow: "client-assertion", key: SECRET, tokenUrl: TOKEN_URL };
const reader = { preset: "document360", ...filledIn.document360?.() };

describe("no token is requested", () => {
  const REQUIRED = "Required for this flow.";

  it.each<[string, Values, string, string]>([
    ["for a grant without a URL", { ...grant, tokenUrl: "" }, "tokenUrl", `Token URL: ${REQUIRED}`],
    ["for an assertion without a URL", { ...assertion, tokenUrl: "" }, "tokenUrl", `Token URL: ${REQUIRED}`],
    ["for an assertion without a client", assertion, "clientId", `Client ID: ${REQUIRED}`],
    [
      "for an assertion with only an issuer",
      { ...assertion, issuer: "a" },
      "clientId",
      `Client ID: ${REQUIRED}`,
    ],
    [
      "for an assertion with only a subject",
      { ...assertion, subject: "a" },
      "clientId",
      `Client ID: ${REQUIRED}`,
    ],
    [
      "with a secret of no client",
      { ...grant, clientSecret: "x" },
      "clientId",
      "Client ID: Required with a client secret.",
    ],
    ["for a code without a username", { ...reader, userName: "" }, "userName", `Username: ${REQUIRED}`],
    ["for a code without an email", { ...reader, email: "" }, "email", `Email: ${REQUIRED}`],
    ["for a code without a URL", { ...reader, tokenUrl: "" }, "tokenUrl", `Code Generation URL: ${REQUIRED}`],
    ["for a code without a client", { ...reader, clientId: "" }, "clientId", `Client ID: ${REQUIRED}`],
    [
      "for a code without a secret",
      { ...reader, clientSecret: "" },
      "clientSecret",
      `Client Secret: ${REQUIRED}`,
    ],
    [
      "for a code with a colon in the client ID",
      { ...reader, clientId: "a:b" },
      "clientId",
      "Client ID: Can't contain a colon, which separates ID and secret in HTTP Basic. Enter only the ID.",
    ],
    [
      "for a code with part of a minute",
      { ...reader, tokenValidity: "90s" },
      "tokenValidity",
      "Session Duration: Must be whole minutes, such as 15m or 2h.",
    ],
    ...["ftp://as.example.com/token", "https://", "$clientId"].map(
      (tokenUrl): [string, Values, string, string] => [
        `from ${tokenUrl}`,
        { ...grant, clientId: "client", tokenUrl },
        "tokenUrl",
        "Token URL: Invalid URL. Enter one that starts with https://.",
      ],
    ),
  ])("%s", async (_, values, field, message) => {
    const services = tokenServices();
    expect(await failure(values, request, services)).toEqual({ field, message });
    expect(services.asked).toEqual([]);
  });
});

it.each<[string, unknown]>([
  ["no code", undefined],
  ["an empty code", ""],
  ["a code with a space", "a b"],
  ["a code that is a number", 1],
  ["a code over 64 kB", "x".repeat(65_537)],
])("a response with %s is rejected", async (_, code) => {
  const services = tokenServices(() => ({ text: JSON.stringify({ code }) }));
  expect(await failure(reader, request, services)).toEqual({
    field: "tokenUrl",
    message: "Code Generation URL: The response has no code. Check the URL.",
  });
});
