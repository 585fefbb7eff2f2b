import { describe, expect, it } from "vitest";
import { serverWords } from "../../../src/core/flows/server-words";

/** What a server says in a response with status 400, in one line. */
function said(body: unknown, status = 400, challenge = ""): string | undefined {
  const isText = typeof body === "string";
  const headers = [{ name: "WWW-Authenticate", value: challenge }];
  const text = isText ? body : JSON.stringify(body);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {}
  return serverWords({ status, headers, text }, json)?.parts.join(": ");
}

describe("a server's reason is found in", () => {
  it.each<[string, unknown, string]>([
    ["OAuth", { error: "invalid_grant", error_description: "Bad" }, "invalid_grant: Bad"],
    [
      "OAuth with a link only",
      { error: "denied", error_uri: "https://e.example/1" },
      "denied: https://e.example/1",
    ],
    ["OAuth with names in another case", { Error: "denied", ErrorDescription: "Bad" }, "denied: Bad"],
    [
      "problem details",
      { type: "about:blank", title: "Wrong aud", status: 400, detail: "Use x" },
      "Wrong aud: Use x",
    ],
    ["problem details that repeat the status", { title: "Bad Request", detail: "No client" }, "No client"],
    ["Google", { error: { code: 400, message: "No", status: "INVALID_ARGUMENT" } }, "INVALID_ARGUMENT: No"],
    ["a code and a message", { code: "E42", message: "No" }, "E42: No"],
    ["a number and a message", { code: 4001, message: "No" }, "4001: No"],
    [
      "Okta",
      {
        errorCode: "E0000021",
        errorSummary: "Bad header",
        errorId: "x",
        errorCauses: [{ errorSummary: "No type" }],
      },
      "E0000021: Bad header: No type",
    ],
    ["a list of errors", { errors: [{ code: "X1", detail: "No" }, { message: "Twice" }] }, "X1: No: Twice"],
    ["a list of texts", { errors: ["No", "Twice"] }, "No: Twice"],
    [
      "errors by field",
      { errors: { assertion: ["is old"], aud: "is wrong" } },
      "assertion: is old: aud: is wrong",
    ],
    ["Salesforce", [{ message: "Expired", errorCode: "INVALID_SESSION_ID" }], "INVALID_SESSION_ID: Expired"],
    ["AWS", { Message: "Not authorized" }, "Not authorized"],
    [
      "Apigee",
      { fault: { faultstring: "Invalid client", detail: { errorcode: "oauth.v2.InvalidClient" } } },
      "Invalid client: oauth.v2.InvalidClient",
    ],
    [
      "older Apigee",
      { ErrorCode: "invalid_client", Error: "Client is wrong" },
      "invalid_client: Client is wrong",
    ],
    ["Zoom", { reason: "Invalid client_id", error: "invalid_client" }, "invalid_client: Invalid client_id"],
    ["Slack", { ok: false, error: "invalid_auth" }, "invalid_auth"],
    ...["msg", "error_message", "errorMessage", "description", "reason", "exception", "Detail"].map(
      (name): [string, unknown, string] => [name, { [name]: "No" }, "No"],
    ),
    ["several levels", { response: { data: { error: { message: "No" } } } }, "No"],
    ["an envelope with another name", { OAuthFault: { Info: [{ code: "C", msg: "No" }] } }, "C: No"],
    ["JSON in a text", { message: '{"error":"denied"}' }, "denied"],
    ["Spring", { timestamp: 1, status: 401, error: "Unauthorized", message: "No", path: "/t" }, "No"],
    ["only a status", { status: 401, error: "Unauthorized" }, "Unauthorized"],
    ["a text that repeats its code", { error: "denied", message: "denied: No" }, "denied: No"],
    ["a code alone", { code: "denied" }, "denied"],
    ["a list of reasons", { result: "x", reasons: ["No"] }, "No"],
    ["a JSON string", '"Invalid client"', "Invalid client"],
    ["text", "Invalid client id\n", "Invalid client id"],
    ["a word", "Unauthorized", "Unauthorized"],
    ["a form", "error=bad_code&error_description=It+is+old", "bad_code: It is old"],
    ["a page", "<!doctype html><html><head><title>Sign\n in &amp; go</title>", "Sign in & go"],
    ["a page without a title", "<html><body><h1>Access <b>denied</b></h1>", "Access denied"],
    [
      "SOAP",
      '<?xml version="1.0"?><s:Fault><faultcode>s:1</faultcode><faultstring xml:lang="en">No</faultstring></s:Fault>',
      "No",
    ],
    ["S3", "<Error><Code>AccessDenied</Code><Message>No access</Message></Error>", "AccessDenied: No access"],
    ["XML with CDATA", "<e><message><![CDATA[No]]></message></e>", "No"],
  ])("%s", (_, body, words) => {
    expect(said(body)).toBe(words);
  });

  it.each([
    ['Bearer error="invalid_token", error_description="Too \\"old\\""', 'invalid_token: Too "old"'],
    ["Bearer realm=x, error=invalid_token", "invalid_token"],
    ["Bearer realm=x", undefined],
    ['Basic realm=x, DPoP error="use_dpop_nonce", Bearer error="other"', "use_dpop_nonce"],
  ])("the challenge %s", (challenge, words) => {
    expect(said("", 401, challenge)).toBe(words);
  });
});

describe("nothing is said by", () => {
  it.each<[string, unknown, number?]>([
    ["JSON of an unknown shape", { a: "b", c: ["d"], e: { f: "g" } }],
    ["incomplete JSON", '{"message":"no'],
    ["numbers", [1, 2]],
    ["a JWT", "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJtZSJ9.c2lnbmF0dXJl"],
    ["a JWT in JSON", { message: "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJtZSJ9.c2lnbmF0dXJl" }],
    ["a word that can be a token", "abcdef", 200],
    ["a word with digits", "abc123"],
    ["a token as a form", "access_token=abc&token_type=bearer", 200],
    ["nothing", " "],
    ["a one-time code", { code: "abc" }, 200],
    ["empty texts", { error: "", message: null, errors: [] }],
  ])("%s", (_, body, status) => {
    expect(said(body, status)).toBeUndefined();
  });

  it("a token in text", () => {
    expect(said({ message: "Use 0123456789abcdefgh" }, 200)).toBe("Use …");
    expect(said("Bearer abcdefghijklmnop1 is your token", 200)).toBe("Bearer … is your token");
    expect(said({ message: "Not eyJhbGciOiJIUzI1NiJ9.e30.x here" })).toBe("Not … here");
  });
});

it.each(["<title", "<h1>", "<message ", "<a:", "error=", "{", '{"error":', "&#1;", "a ", '="', "eyJ"])(
  "a long response of %j is read at once",
  (unit) => {
    const text = unit.repeat(Math.ceil((1024 * 1024) / unit.length));
    const start = performance.now();
    said(text);
    said(`<${text}`);
    said({ error: text, message: ` ${text}`, errors: [text] });
    said("", 401, text);
    expect(performance.now() - start).toBeLessThan(1000);
  },
);
