import { describe, expect, it } from "vitest";
import { authenticate } from "../../../src/core/authenticate";
import type { HttpResponse } from "../../../src/core/lib/http";
import { SECRET } from "../../support/keys";
import { clock, failure, request, tokenServices } from "../../support/sign";

const grant = { flow: "jwt-bearer", key: SECRET, tokenUrl: "https://as.example.com/token?key=hidden" };
const SERVER = "The server at https://as.example.com/token";
const REJECTED = "The server rejected the request";
const CHECK_SETTINGS = "Check the settings against what the server expects.";
const WAIT = "Wait before you send again, because the server limits the number of requests.";
const LATER = "Try again later, or contact whoever runs the server.";

type Row = [title: string, response: Partial<HttpResponse>, message: string];
const json = (status: number, body: unknown) => ({ status, text: JSON.stringify(body) });
const redirect = (status: number, location: string) => ({
  status,
  headers: [{ name: "LOCATION", value: location }],
});

const reported = async (response: Partial<HttpResponse>) =>
  failure(
    grant,
    request,
    tokenServices(() => response),
  );
const message = (text: string) => ({ field: "tokenUrl", message: `Token URL: ${text}` });

describe("the user is told what to do if the server", () => {
  it.each<Row>([
    [
      "redirects, without the query",
      redirect(302, "https://login.example.com/sign-in?state=hidden"),
      `${SERVER} redirects to https://login.example.com/sign-in (status 302). Enter the token endpoint's final URL.`,
    ],
    [
      "redirects to a path",
      redirect(399, "/v2/token"),
      `${SERVER} redirects to https://as.example.com/v2/token (status 399). Enter the token endpoint's final URL.`,
    ],
    ...["", "http://[", "about:blank"].map(
      (location): Row => [
        `redirects to ${JSON.stringify(location)}`,
        redirect(300, location),
        `${SERVER} redirects (status 300). Enter the token endpoint's final URL.`,
      ],
    ),
    ...["Unauthorized", '{"message":"Unauthorized"}'].map(
      (text): Row => [
        `returns only its status in words: ${text}`,
        { status: 401, text },
        `${REJECTED} with status 401. Check the client ID and the secret or key.`,
      ],
    ),
    [
      "returns a page whose title ends in an ellipsis",
      { status: 403, text: "<title>Just a moment...</title>" },
      `${SERVER} returned status 403: Just a moment... Check the URL.`,
    ],
    [
      "returns a reason after a byte order mark",
      { status: 400, text: '\ufeff{"message":"No"}' },
      `${REJECTED}: No. ${CHECK_SETTINGS}`,
    ],
    [
      "redirects nowhere",
      { status: 304 },
      `${SERVER} redirects (status 304). Enter the token endpoint's final URL.`,
    ],
    [
      "returns too much",
      { text: undefined },
      `${SERVER} returned more than 1 MiB instead of a token. Check the URL.`,
    ],
    ["returns only status 400", json(400, { a: "no" }), `${SERVER} returned status 400. Check the URL.`],
    [
      "returns status 404 and a page",
      { status: 404, text: "<h1>" },
      `${SERVER} returned status 404. Check the URL.`,
    ],
    ["returns status 199", { status: 199 }, `${SERVER} returned status 199. Check the URL.`],
    ...[401, 403].map(
      (status): Row => [
        `returns only status ${status}`,
        { status, text: '"n0"' },
        `${REJECTED} with status ${status}. Check the client ID and the secret or key.`,
      ],
    ),
    ...[500, 599].map(
      (status): Row => [
        `returns only status ${status}`,
        { status, text: "" },
        `The server failed with status ${status}. ${LATER}`,
      ],
    ),
    ["limits requests", { status: 429, text: "" }, `${REJECTED} with status 429. ${WAIT}`],
    [
      "limits requests with a reason",
      json(429, { error: "busy", error_description: "Slow down." }),
      `${REJECTED} with status 429: busy: Slow down. ${WAIT}`,
    ],
    [
      "returns status 500 with a reason",
      json(500, { error: "busy", error_description: "No threads." }),
      `The server failed with status 500: busy: No threads. ${LATER}`,
    ],
    [
      "returns a page",
      { text: " <!doctype html>" },
      `${SERVER} returned a web page instead of JSON. Check the URL.`,
    ],
    [
      "returns nothing",
      { text: " " },
      `${SERVER} returned an empty response instead of JSON. Check the URL.`,
    ],
    ...["null", "[]", '"token"', "1", "{"].map(
      (text): Row => [`returns ${text}`, { text }, `${SERVER} returned text instead of JSON. Check the URL.`],
    ),
  ])("%s", async (_, response, text) => {
    expect(await reported(response)).toEqual(message(text));
  });
});

describe("an error in the server's own words", () => {
  it.each<[error: string, remedy: string]>([
    ["invalid_client", "Check the client ID, and that this key or secret is registered for it."],
    ["invalid_grant", "Check the issuer, subject, audience, times, and key against what the server expects."],
    ["invalid_scope", "Check the scope."],
    ["invalid_target", "Check resource or audience under Additional Parameters."],
    ["unauthorized_client", "Allow this grant type for the client on the server."],
    ["unsupported_grant_type", "Choose another flow, or allow this grant type on the server."],
    ["constructor", CHECK_SETTINGS],
  ])("has a remedy for the code %s, whatever the status is", async (error, remedy) => {
    for (const status of [200, 400, 401, 403])
      expect(await reported(json(status, { error }))).toEqual(message(`${REJECTED}: ${error}. ${remedy}`));
  });

  it.each<[title: string, members: object, words: string]>([
    ["with a description", { error_description: "Ask Robin" }, "denied: Ask Robin."],
    ["with a description that ends in a period", { error_description: "Ask. Now." }, "denied: Ask. Now."],
    ["with a description on several lines", { error_description: " Ask.\r\nNow " }, "denied: Ask. Now."],
    ["without a description if that is blank", { error_description: " \n" }, "denied."],
    ["without a description if that is not text", { error_description: { a: "Ask" } }, "denied."],
    [
      "cut if they are long",
      { error_description: "x y ".repeat(100) },
      `denied: ${"x y ".repeat(100).slice(0, 142)}…`,
    ],
  ])("is shown %s", async (_, members, words) => {
    expect(await reported(json(400, { error: "denied", ...members }))).toEqual(
      message(`${REJECTED}: ${words} ${CHECK_SETTINGS}`),
    );
  });

  it("is shown without the period of its code", async () => {
    const response = json(400, { error: "Denied.", error_description: "Ask." });
    expect(await reported(response)).toEqual(message(`${REJECTED}: Denied: Ask. ${CHECK_SETTINGS}`));
  });

  it.each<[unknown, string]>([
    [42, "42: Ask"],
    ["", "Ask"],
    [null, "Ask"],
    [{ code: "denied" }, "Ask: denied"],
    [["denied"], "Ask: denied"],
  ])("is found beside the error %j", async (error, words) => {
    expect(await reported(json(400, { error, error_description: "Ask" }))).toEqual(
      message(`${REJECTED}: ${words}. ${CHECK_SETTINGS}`),
    );
  });
});

it.each([200, 201, 299])("a token is accepted with status %i", async (status) => {
  const services = tokenServices(() => ({ status }));
  expect((await authenticate(grant, request, clock, services)).value).toBe("Bearer access-token");
});
