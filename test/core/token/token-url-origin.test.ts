import { describe, expect, it } from "vitest";
import { authenticate } from "../../../src/core/authenticate";
import type { Values } from "../../../src/core/form/types";
import { preview } from "../../../src/core/preview";
import { SECRET } from "../../support/keys";
import { assertionOf, clock, failure, NOW, request, tokenServices } from "../../support/sign";

const values = (tokenUrl: string, more: Values = {}): Values => ({
  flow: "jwt-bearer",
  key: SECRET,
  audience: "$tokenUrl.origin",
  tokenUrl,
  ...more,
});

/** The claims of the JWT in the token request. */
async function claimsOf(form: Values): Promise<Record<string, unknown>> {
  const server = tokenServices();
  await authenticate(form, request, clock, server);
  const [, claims = ""] = assertionOf(server.asked.at(-1))?.split(".") ?? [];
  return JSON.parse(Buffer.from(claims, "base64url").toString());
}

describe("$tokenUrl.origin", () => {
  it.each([
    ["https://as.example.com/oauth2/token?a=b", "https://as.example.com"],
    ["https://as.example.com:8443/token", "https://as.example.com:8443"],
    ["HTTPS://AS.example.com:443/token", "https://as.example.com"],
    ["http://localhost:9000", "http://localhost:9000"],
    ["https://$request.host/token", "https://api.example.com"],
  ])("of %s is %s", async (tokenUrl, origin) => {
    expect(await claimsOf(values(tokenUrl))).toMatchObject({ aud: origin });
  });

  it("can be followed by a path, and the whole URL by anything but another name", async () => {
    const claims = '{ "a": "$tokenUrl.origin/v2/", "b": "$tokenUrl. End" }';
    const tokenUrl = "https://as.example.com/token";
    expect(await claimsOf(values(tokenUrl, { claims }))).toMatchObject({
      a: "https://as.example.com/v2/",
      b: `${tokenUrl}. End`,
    });
  });

  it.each(["$tokenUrl.original", "$tokenUrl.host", "$tokenUrl.origin.x"])(
    "has no other name: %s",
    async (name) => {
      const claims = JSON.stringify({ a: name });
      expect((await failure(values("https://as.example.com/token", { claims }))).message).toBe(
        `Additional Claims: Unknown placeholder ${name}. Use $tokenUrl.origin, $tokenUrl, or $$ for a dollar sign.`,
      );
    },
  );

  it("can also be in the token URL's own field, as a circular reference that fails", async () => {
    expect((await failure(values("$tokenUrl.origin/token"))).message).toMatch(
      "Token URL: Circular reference: $tokenUrl → $tokenUrl. Enter a value in one of these fields.",
    );
  });

  it.each([
    ["as.example.com/token", "Token URL: Invalid URL. Enter one that starts with https://."],
    ["ftp://as.example.com", "Token URL: Invalid URL. Enter one that starts with https://."],
  ])("fails for %s in the field of the URL", async (tokenUrl, message) => {
    expect(await failure(values(tokenUrl))).toEqual({ message, field: "tokenUrl" });
  });

  it("fails if there is no token URL", async () => {
    expect((await failure({ key: SECRET, audience: "$tokenUrl.origin" })).message).toBe(
      "Audience: The placeholder $tokenUrl.origin has no value because that field is empty. Fill it in.",
    );
  });

  it("fails if something follows it that is not part of the name", async () => {
    expect((await failure(values("https://a.example", { audience: "$tokenUrl.origin.host" }))).message).toBe(
      "Audience: Unknown placeholder $tokenUrl.origin.host. Use $tokenUrl.origin, $tokenUrl, or $$ for a dollar sign.",
    );
  });

  it.each(["", "$key.tokenUri", "https://$request.host/token"])(
    "remains as it is in the preview while the URL %j has no value",
    async (tokenUrl) => {
      const { token } = await preview({ ...values(tokenUrl), key: "" }, NOW);
      expect(JSON.parse(token?.claims ?? "{}").aud).toBe("$tokenUrl.origin");
    },
  );
});
