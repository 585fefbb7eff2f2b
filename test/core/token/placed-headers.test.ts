import { describe, expect, it } from "vitest";
import { getCredential } from "../../../src/core/flows/credential";
import { prepareCredential } from "../../../src/core/flows/prepare-credential";
import type { Values } from "../../../src/core/form/types";
import type { Header } from "../../../src/core/lib/http";
import { readSettings, type Settings } from "../../../src/core/settings/settings";
import { SECRET } from "../../support/keys";
import { clock, request, services, tokenServices } from "../../support/sign";

/** Settings with headers that a preset would send along with the token. */
function settingsWith(headers: Record<string, string>, values: Values = {}): Settings {
  const settings = readSettings({ key: SECRET, ...values });
  const others = Object.entries(headers).map(([name, value]): Header => ({ name, value }));
  return { ...settings, placement: { ...settings.placement, others } as Settings["placement"] };
}

/** The headers for a form in which the preset requires the subject. */
async function headersOf(headers: Record<string, string>, values: Values, missing: "subject"[] = []) {
  const settings = settingsWith(headers, values);
  const jwt = settings.jwt && { ...settings.jwt, missing };
  return (await getCredential({ ...settings, jwt }, request, clock, services)).headers;
}

describe("a header that a preset sends along with the token", () => {
  it.each<[string, string, Values, string]>([
    ["text as it is", "KEYPAIR_JWT", {}, "KEYPAIR_JWT"],
    ["the value of a field", "$subject", { subject: "an-api-key" }, "an-api-key"],
    ["text and fields", "$issuer.$subject/x", { issuer: "a", subject: "b" }, "a.b/x"],
    ["what the field refers to", "$subject", { subject: "$request.host" }, "api.example.com"],
    ["a dollar sign", "$$subject", {}, "$subject"],
  ])("has %s", async (_, value, values, expected) => {
    expect(await headersOf({ "X-Key": value }, values)).toEqual([{ name: "X-Key", value: expected }]);
  });

  it("has the same random value as the token", async () => {
    let count = 0;
    const counting = { ...clock, randomUUID: () => `uuid-${++count}` };
    const settings = settingsWith({ "X-Key": "$subject" }, { subject: "$uuid" });
    const { credential, headers } = await getCredential(settings, request, counting, services);
    const [, claims = ""] = credential.value.split(".");
    const { sub } = JSON.parse(Buffer.from(claims, "base64url").toString());
    expect([sub, headers]).toEqual(["uuid-1", [{ name: "X-Key", value: "uuid-1" }]]);
  });

  it("is sent with a token from an earlier request, too", async () => {
    let stored: unknown;
    const store = {
      read: async () => stored,
      write: async (tokens: unknown) => {
        stored = tokens;
      },
      delete: async () => false,
    };
    const settings = settingsWith({ "X-Key": "$subject" }, { subject: "me", reuse: "until-expiry" });
    const ask = () => getCredential(settings, request, clock, { ...services, store });
    const [first, second] = [await ask(), await ask()];
    expect(second.credential.value).toBe(first.credential.value);
    expect(Object.keys(stored as object)).toHaveLength(1);
    expect(second.headers).toEqual([{ name: "X-Key", value: "me" }]);
  });

  it("is omitted if the user omits the field", async () => {
    expect(await headersOf({ "X-Key": "$subject", "X-Other": "a" }, { subject: "none" })).toEqual([
      { name: "X-Other", value: "a" },
    ]);
  });

  it("is not sent with a token in the URL", async () => {
    const settings = settingsWith({ "X-Key": "$subject" }, { subject: "a", placement: "query" });
    expect((await getCredential(settings, request, clock, services)).headers).toEqual([]);
  });

  it.each(["a\nb", "a\r\nX-Evil: b", "ü", "a\u0000b", "“key”"])(
    "fails for the value %j, before anything is sent",
    async (subject) => {
      const server = tokenServices();
      const exchange = { flow: "jwt-bearer", tokenUrl: "https://as.example.com/token" };
      const settings = settingsWith({ "X-Key": "$subject" }, { ...exchange, subject });
      await expect(getCredential(settings, request, clock, server)).rejects.toMatchObject({
        field: "subject",
        problem:
          "Contains a character that isn't allowed in the X-Key header. Use ASCII letters, digits, and punctuation.",
      });
      expect(server.asked).toEqual([]);
    },
  );

  it("fails if its field is empty because the JSON sets the claim", async () => {
    const values = { claims: '{ "sub": "a" }' };
    await expect(headersOf({ "X-Key": "$subject" }, values, ["subject"])).rejects.toMatchObject({
      field: "subject",
      problem: "Required for the X-Key header. Enter a value.",
      isMissing: true,
    });
  });

  it("remains as it is in the preview while its field is empty", async () => {
    const settings = settingsWith({ "X-Key": "$subject" });
    const jwt = settings.jwt && { ...settings.jwt, missing: ["subject" as const] };
    const errors: unknown[] = [];
    const { headers } = await prepareCredential(
      { ...settings, jwt },
      { clock, isDraft: true },
      async (step) => {
        try {
          return await step();
        } catch (error) {
          errors.push(error);
          return undefined;
        }
      },
    );
    expect(headers).toEqual([{ name: "X-Key", value: "$subject" }]);
    expect(errors).toMatchObject([{ field: "subject" }]);
  });
});
