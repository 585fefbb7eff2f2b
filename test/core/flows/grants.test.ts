import { describe, expect, it } from "vitest";
import { authenticate } from "../../../src/core/authenticate";
import type { Values } from "../../../src/core/form/types";
import { SECRET } from "../../support/keys";
import { CLIENT_SECRET, filledIn } from "../../support/preset-cases";
import { assertionOf, clock, request, tokenServices } from "../../support/sign";

const TOKEN_URL = "https://as.example.com/token";
const grant = { flow: "jwt-bearer", key: SECRET, tokenUrl: TOKEN_URL };
const assertion = { flow: "client-assertion", key: SECRET, tokenUrl: TOKEN_URL };
const reader = { preset: "document360", ...filledIn.document360?.() };

/** The only request that the values of a form cause, its parameters, and what is then placed. */
async function sent(values: Values) {
  const services = tokenServices();
  const placed = await authenticate({ headerPrefix: "none", ...values }, request, clock, services);
  const [only, ...others] = services.asked;
  if (!only || others.length > 0) throw new Error(`${services.asked.length} requests`);
  const { body = "", ...rest } = only;
  return { ...rest, body, value: placed.value, form: [...new URLSearchParams(body)] };
}

const headers = (type: string, authorization?: string) => [
  { name: "Content-Type", value: type },
  { name: "Accept", value: "application/json" },
  ...(authorization ? [{ name: "Authorization", value: authorization }] : []),
];
const FORM = "application/x-www-form-urlencoded";
const GRANT_TYPE = ["grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"];

describe("a token request", () => {
  it.each<[string, Values, string[][], string?]>([
    ["has the JWT as a grant", {}, [GRANT_TYPE, ["assertion", "JWT"]]],
    [
      "identifies a client that has no secret",
      { clientId: "client", scope: "read write" },
      [GRANT_TYPE, ["assertion", "JWT"], ["client_id", "client"], ["scope", "read write"]],
    ],
    [
      "authenticates a client that has a secret, encoded as in a form",
      { clientId: "my:client", clientSecret: CLIENT_SECRET },
      [GRANT_TYPE, ["assertion", "JWT"]],
      "my%3Aclient:a+client%27s+secret%3A+100%25+%26+more",
    ],
    [
      "has the JWT as the client's assertion",
      { ...assertion, clientId: "client", scope: "read" },
      [
        ["grant_type", "client_credentials"],
        ["client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"],
        ["client_assertion", "JWT"],
        ["client_id", "client"],
        ["scope", "read"],
      ],
    ],
  ])("%s", async (_, values, parameters, credentials) => {
    const { form, body, value, ...rest } = await sent({ ...grant, ...values });
    const jwt = assertionOf({ ...rest, body });
    expect(jwt).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]{43}$/);
    expect(form).toEqual(parameters.map(([name, text]) => [name, text === "JWT" ? jwt : text]));
    expect(rest).toEqual({
      method: "POST",
      url: TOKEN_URL,
      headers: headers(FORM, credentials && `Basic ${Buffer.from(credentials).toString("base64")}`),
    });
    expect(value).toBe("access-token");
  });

  it("for a code has JSON with the reader, and the credentials as they are", async () => {
    const more = { firstName: "Robin", lastName: "Example", readerGroupIds: "a, b\nc", tokenValidity: "2h" };
    const { body, form: _, ...rest } = await sent({ ...reader, ...more });
    expect(JSON.parse(body)).toEqual({
      username: "Robin Example",
      firstName: "Robin",
      lastName: "Example",
      emailId: "robin@example.org",
      readerGroupIds: ["a", "b", "c"],
      tokenValidity: 120,
    });
    expect(rest).toEqual({
      method: "POST",
      url: "https://identity.example.com/code",
      headers: headers(
        "application/json",
        `Basic ${Buffer.from(`project:${CLIENT_SECRET}`).toString("base64")}`,
      ),
      value: "one-time-code",
    });
  });

  it("for a code leaves out what is not entered", async () => {
    const { body } = await sent({ ...reader, tokenValidity: "none" });
    expect(JSON.parse(body)).toEqual({ username: "Robin Example", emailId: "robin@example.org" });
  });

  it("of a client assertion needs no client ID if issuer and subject are entered", async () => {
    const { form } = await sent({ ...assertion, issuer: "client", subject: "client" });
    expect(form.map(([name]) => name)).toEqual(["grant_type", "client_assertion_type", "client_assertion"]);
  });
});
