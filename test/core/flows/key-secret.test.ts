import { writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { authenticate } from "../../../src/core/authenticate";
import type { Values } from "../../../src/core/form/types";
import type { HttpResponse } from "../../../src/core/lib/http";
import { preview } from "../../../src/core/preview";
import { BOX_CLIENT_SECRET, boxConfig, keyPath } from "../../support/keys";
import { clock, failure, NOW, request, tokenServices } from "../../support/sign";

const FILE = "box-client-secret.json";
const box = (): Values => ({ preset: "box", keyFile: keyPath(FILE) });
const pasted = (): Values => ({ preset: "box", key: JSON.stringify(boxConfig()) });

beforeAll(() => writeFileSync(keyPath(FILE), JSON.stringify(boxConfig())));

/** The client secrets that the values of a form send, in any request. */
async function secretsSent(values: Values, answer: Partial<HttpResponse> = {}): Promise<unknown[]> {
  const services = tokenServices(() => answer);
  await authenticate(values, request, clock, services);
  return services.asked.flatMap(({ body, headers }) => {
    const basic = headers.find(({ name }) => name === "Authorization")?.value ?? "";
    const [, inHeader] = Buffer.from(basic.replace("Basic ", ""), "base64").toString().split(":");
    return new URLSearchParams(body).get("client_secret") ?? inHeader ?? [];
  });
}

/** What fails before anything is sent. */
const refusal = (values: Values) => failure(values);

const WITHHELD = {
  field: "clientSecret",
  message:
    "Client Secret: The secret in a key file is only sent to box.com. Enter it here, or paste the file's text as the key.",
};

describe("the client secret in a Box config file", () => {
  it.each([
    "",
    "https://api.box.com/oauth2/token",
    "https://box.com/oauth2/token",
    "https://API.BOX.COM/oauth2/token?x=1",
    "http://localhost:8080/oauth2/token",
    "http://127.0.0.1:8080/oauth2/token",
    "https://[::1]/oauth2/token",
  ])("that is selected is sent to Box and to this computer: %j", async (tokenUrl) => {
    expect(await secretsSent({ ...box(), tokenUrl })).toEqual([BOX_CLIENT_SECRET]);
  });

  it.each([
    "https://as.example.com/oauth2/token",
    "https://evilbox.com/oauth2/token",
    "https://box.com.evil.example/oauth2/token",
    "https://api.box.com.:8443.evil.example/oauth2/token",
    "https://evil.example/api.box.com/token",
    "https://evil.example/token?api.box.com",
    "https://evil.example#api.box.com/token",
    "https://evil.example\\\\@api.box.com/token",
    "https://localhost.evil.example/oauth2/token",
    "https://127.0.0.1.evil.example/oauth2/token",
    // Others can read it on the way.
    "http://api.box.com/oauth2/token",
  ])("that is selected is not sent elsewhere: %s", async (tokenUrl) => {
    const { field, message } = await refusal({ ...box(), tokenUrl });
    // Some of these are no URLs at all.
    if (field === "tokenUrl") expect(message).toMatch(/^Token URL: /);
    else expect({ field, message }).toEqual(WITHHELD);
  });

  it("that is selected does not follow metadata to another server", async () => {
    const tokenUrl = "https://api.box.com/.well-known/openid-configuration";
    const metadata = { issuer: "https://api.box.com", token_endpoint: "https://evil.example/token" };
    const services = tokenServices(() => ({ text: JSON.stringify(metadata) }));
    expect(await failure({ ...box(), tokenUrl }, request, services)).toEqual(WITHHELD);
    expect(services.asked.map(({ method }) => method)).toEqual(["GET"]);
  });

  it("that is selected is not sent elsewhere by another flow", async () => {
    const exchange = { flow: "exchange", exchangeAs: "form", tokenUrl: "https://as.example.com/token" };
    expect(await refusal({ ...box(), ...exchange })).toEqual(WITHHELD);
  });

  it("that is pasted is in the workspace anyway, and is sent to the token URL", async () => {
    expect(await secretsSent({ ...pasted(), tokenUrl: "https://as.example.com/token" })).toEqual([
      BOX_CLIENT_SECRET,
    ]);
  });

  it("is sent as HTTP Basic if the form says so", async () => {
    expect(await secretsSent({ ...pasted(), clientAuthentication: "basic" })).toEqual([BOX_CLIENT_SECRET]);
  });

  it("is not sent if another one is entered", async () => {
    const values = { clientSecret: "entered", tokenUrl: "https://as.example.com/token" };
    expect(await secretsSent({ ...box(), ...values })).toEqual(["entered"]);
  });

  it.each<[string, Values]>([
    ["without the preset", { preset: "custom", flow: "jwt-bearer", tokenUrl: "https://api.box.com/token" }],
    ["if no client is identified", { clientId: "none" }],
    ["with a client assertion", { flow: "client-assertion" }],
  ])("is not sent %s", async (_, values) => {
    expect(await secretsSent({ ...box(), clientId: "client", ...values })).toEqual([]);
  });

  it("is not repeated from a response", async () => {
    const text = JSON.stringify({ error: "invalid_client", error_description: `not ${BOX_CLIENT_SECRET}` });
    const services = tokenServices(() => ({ status: 401, text }));
    const { message } = await failure(box(), request, services);
    expect(message).toMatch(/^Token URL: The server rejected the request: invalid_client: not …/);
  });

  it("is masked in the preview, which says if it would not be sent", async () => {
    const { token, error } = await preview(box(), NOW);
    expect([error, token?.tokenRequest?.includes("client_secret=…")]).toEqual([undefined, true]);
    const elsewhere = await preview({ ...box(), tokenUrl: "https://as.example.com/token" }, NOW);
    expect([elsewhere.errorField, elsewhere.error]).toEqual([WITHHELD.field, WITHHELD.message]);
    expect(JSON.stringify([token, elsewhere])).not.toContain(BOX_CLIENT_SECRET.slice(0, 8));
  });
});
