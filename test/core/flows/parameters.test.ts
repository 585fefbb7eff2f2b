import { describe, expect, it } from "vitest";
import { authenticate } from "../../../src/core/authenticate";
import { preview } from "../../../src/core/preview";
import { SECRET } from "../../support/keys";
import { assertionOf, clock, failure, NOW, request, tokenServices } from "../../support/sign";

const withParameters = (tokenParameters: string) => ({
  flow: "jwt-bearer",
  key: SECRET,
  tokenUrl: "https://as.example.com/token",
  tokenParameters,
});
const HIDDEN = "correct-horse";

/** The lines of a preview with an additional parameter. */
const shownFor = async (name: string, value: unknown) =>
  (await preview(withParameters(JSON.stringify({ [name]: value })), NOW)).token?.tokenRequest?.slice(3);

describe("an additional parameter", () => {
  it.each([
    ...["subject_token", "actor_token", "refresh_token", "token", "code", "code_verifier"],
    ...["password", "passphrase", "pwd", "otp", "pin", "mfa", "credential", "key", "signature"],
    ...["api_key", "apikey", "x-api-key", "client_secret", "session", "username", "anything", ""],
    // Only the exact names are known.
    ...["Scope", "scope ", "constructor", "__proto__"],
  ])("named %j is a secret: neither a preview nor an error shows its value", async (name) => {
    const values = withParameters(`{ ${JSON.stringify(name)}: ["${HIDDEN}", 31415926] }`);
    const { error, token } = await preview(values, NOW);
    expect([error, token?.tokenRequest?.slice(3)]).toEqual([undefined, [`${name}=…`, `${name}=…`]]);

    const services = tokenServices(({ body }) => {
      const [first, second] = new URLSearchParams(body).getAll(name);
      const error_description = `bad ${first}, ${second}, ${Buffer.from(String(first)).toString("base64url")}`;
      return { status: 400, text: JSON.stringify({ error: "denied", error_description }) };
    });
    expect(await failure(values, request, services)).toEqual({
      field: "tokenUrl",
      message:
        "Token URL: The server rejected the request: denied: bad …, …, … Check the settings against what the server expects.",
    });
  });

  it.each([
    ...["audience", "client_id", "redirect_uri", "resource", "response_type", "scope"],
    ...["actor_token_type", "requested_token_type", "requested_token_use", "subject_token_type"],
    ...["account_id", "api_version", "connection", "organization", "realm", "tenant", "tenant_id", "version"],
  ])("named %s is shown", async (name) => {
    expect(await shownFor(name, ["a", 1])).toEqual([`${name}=a`, `${name}=1`]);
  });

  it.each(["grant_type", "assertion", "client_assertion_type", "client_assertion"])(
    "cannot be named %s, which the flow sets, whatever the flow is",
    async (name) => {
      const services = tokenServices();
      for (const flow of ["jwt-bearer", "client-assertion"])
        expect(
          await failure(
            { ...withParameters(JSON.stringify({ [name]: "mine" })), flow, clientId: "client" },
            request,
            services,
          ),
        ).toEqual({
          field: "tokenParameters",
          message: `Additional Parameters: The parameter "${name}" is set by the flow. Remove it.`,
        });
      expect(services.asked).toEqual([]);
    },
  );

  it.each(["null", "{}", "[[]]", "[null]", '["a", {}]'])("cannot be %s", async (json) => {
    expect(await failure(withParameters(`{ "a": ${json} }`), request, tokenServices())).toEqual({
      field: "tokenParameters",
      message: `Additional Parameters: The parameter "a" can't be sent as a form field. Use a string or a list of strings.`,
    });
  });

  it.each<[string, string, string[]]>([
    ["text", '"a&b=c"', ["a&b=c"]],
    ["empty text", '""', [""]],
    ["a number exactly as entered", "9007199254740993.10", ["9007199254740993.10"]],
    ["true or false", "[true, false]", ["true", "false"]],
    ["each item of a list", '["a", 1e2, true]', ["a", "1e2", "true"]],
    ["nothing for an empty list", "[]", []],
  ])("is sent as %s", async (_, json, sent) => {
    const services = tokenServices();
    await authenticate(withParameters(`{ "a": ${json} }`), request, clock, services);
    expect(new URLSearchParams(services.asked[0]?.body).getAll("a")).toEqual(sent);
  });

  it("replaces the field of the form with the same name", async () => {
    const services = tokenServices();
    const values = {
      ...withParameters('{ "scope": ["a", "b"], "client_id": "c" }'),
      scope: "d",
      clientId: "e",
    };
    await authenticate(values, request, clock, services);
    const form = new URLSearchParams(services.asked[0]?.body);
    expect([form.getAll("scope"), form.getAll("client_id")]).toEqual([["a", "b"], ["c"]]);
  });

  it.each([
    [196, undefined],
    [197, "Additional Parameters: Over 200 parameters, more than servers accept. Remove some."],
  ])("can be a list of %i items with four other parameters: %s", async (length, error) => {
    const list = JSON.stringify({ resource: Array.from({ length }, String) });
    const { error: found } = await preview({ ...withParameters(list), clientId: "c", scope: "s" }, NOW);
    expect(found).toBe(error);
  });
});

it.each(["jwt-bearer", "client-assertion"])(
  "neither a preview nor an error shows the JWT of %s",
  async (flow) => {
    const values = { ...withParameters("{}"), flow, clientId: "client" };
    const { token } = await preview(values, NOW);
    expect(token?.tokenRequest?.filter((line) => /assertion=/.test(line))).toEqual([
      flow === "jwt-bearer" ? "assertion=…" : "client_assertion=…",
    ]);
    const services = tokenServices((sent) => ({
      status: 400,
      text: JSON.stringify({ error: "denied", error_description: assertionOf(sent) }),
    }));
    expect((await failure(values, request, services)).message).toBe(
      "Token URL: The server rejected the request: denied: … Check the settings against what the server expects.",
    );
  },
);
