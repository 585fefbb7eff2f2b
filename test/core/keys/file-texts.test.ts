import { writeFileSync } from "node:fs";
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { authenticate } from "../../../src/core/authenticate";
import { choiceOf } from "../../../src/core/keys/algorithms";
import { loadKey } from "../../../src/core/keys/load";
import { preview } from "../../../src/core/preview";
import { BOX_CLIENT_SECRET, boxConfig, keyPath, pem, serviceAccount } from "../../support/keys";
import { clock, failure, NOW, request, sign, tokenServices } from "../../support/sign";

const load = (file: object, algorithm = "auto") =>
  loadKey(
    { field: "key", text: JSON.stringify(file), encoding: "text", passphrase: "", holdsId: false },
    choiceOf(algorithm),
  );

const CLIENT_ID = "l0ikqkmgfsp8bcnc2lmvtvq15g4dbnxy";

describe("a Box config file", () => {
  it.each(["auto", "RS256"])(
    "provides its IDs and its client secret with the algorithm %s",
    async (algorithm) => {
      expect(await load(boxConfig(), algorithm)).toMatchObject({
        keyId: "1a2b3c4d",
        clientId: CLIENT_ID,
        enterpriseId: "801300",
        clientSecret: BOX_CLIENT_SECRET,
      });
    },
  );

  it.each<[string, object, object]>([
    ["a client ID that is too short", boxConfig({ clientID: "ab" }), { clientId: undefined }],
    ["a client ID that is too long", boxConfig({ clientID: "a".repeat(65) }), { clientId: undefined }],
    ["other text as the client ID", boxConfig({ clientID: "not a client ID" }), { clientId: undefined }],
    ["a line break after the client ID", boxConfig({ clientID: `${CLIENT_ID}\n` }), { clientId: undefined }],
    ["a number as the client ID", boxConfig({ clientID: 1234567890 }), { clientId: undefined }],
    ["no client ID", boxConfig({ clientID: undefined }), { clientId: undefined }],
    ["other text as the client secret", boxConfig({ clientSecret: "a secret" }), { clientSecret: undefined }],
    ["no client secret", boxConfig({ clientSecret: undefined }), { clientSecret: undefined }],
    ["0 as the enterprise ID", { ...boxConfig(), enterpriseID: "0" }, { enterpriseId: undefined }],
    ["the number 0 as the enterprise ID", { ...boxConfig(), enterpriseID: 0 }, { enterpriseId: undefined }],
    ["no enterprise ID", { ...boxConfig(), enterpriseID: undefined }, { enterpriseId: undefined }],
    ["a name as the enterprise ID", { ...boxConfig(), enterpriseID: "acme" }, { enterpriseId: undefined }],
    [
      "an enterprise ID of 21 digits",
      { ...boxConfig(), enterpriseID: "1".repeat(21) },
      { enterpriseId: undefined },
    ],
    ["a number as the enterprise ID", { ...boxConfig(), enterpriseID: 801300 }, { enterpriseId: "801300" }],
  ])("with %s has only the rest", async (_, file, expected) => {
    const { clientId, enterpriseId, clientSecret } = await load(file);
    const all = { clientId: CLIENT_ID, enterpriseId: "801300", clientSecret: BOX_CLIENT_SECRET };
    expect({ clientId, enterpriseId, clientSecret }).toEqual({ ...all, ...expected });
  });

  it("is not what another file with its names is", async () => {
    const { boxAppSettings } = boxConfig();
    const { clientID, clientSecret } = boxAppSettings;
    const others = [
      { clientID, clientSecret, enterpriseID: "1", privateKey: pem("rsa.pkcs8.pem") },
      { boxAppSettings: { clientID, clientSecret }, private_key: pem("rsa.pkcs8.pem") },
      { ...boxConfig(), ...serviceAccount("rsa.pkcs8.pem") },
    ];
    for (const file of others) {
      const { clientId, enterpriseId, clientSecret: secret } = await load(file);
      expect([clientId, enterpriseId, secret]).toEqual([undefined, undefined, undefined]);
    }
  });

  it("can be referred to, except for its client secret", async () => {
    const key = JSON.stringify(boxConfig());
    const claims = '{ "a": "$key.clientId", "b": "$key.enterpriseId" }';
    expect((await sign({ key, claims })).claims).toMatchObject({ a: CLIENT_ID, b: "801300" });
    expect((await failure({ key, claims: '{ "a": "$key.clientSecret" }' })).message).toContain(
      "Unknown placeholder $key.clientSecret.",
    );
    const withoutEnterprise = JSON.stringify({ ...boxConfig(), enterpriseID: "0" });
    expect((await failure({ key: withoutEnterprise, claims })).message).toBe(
      "Additional Claims: The placeholder $key.enterpriseId has no value because the key isn't a Box config file with an enterprise ID. Paste the whole file as the key, or enter the value here.",
    );
  });

  it("does not show its client secret in the preview, as an object, or if a server repeats it", async () => {
    writeFileSync(keyPath("box.json"), JSON.stringify(boxConfig()));
    const form = { keyFile: keyPath("box.json"), claims: '{ "a": "$key.clientId" }' };
    expect(JSON.stringify(await preview(form, NOW))).not.toContain(BOX_CLIENT_SECRET.slice(0, 8));
    expect(inspect(await load(boxConfig()), { depth: 9 })).not.toContain(BOX_CLIENT_SECRET.slice(0, 8));
    const body = JSON.stringify({
      error: "invalid_client",
      error_description: `Wrong secret ${BOX_CLIENT_SECRET}`,
    });
    const server = tokenServices(() => ({ status: 400, text: body }));
    const exchange = { ...form, flow: "jwt-bearer", tokenUrl: "https://api.box.example/oauth2/token" };
    await expect(authenticate(exchange, request, clock, server)).rejects.toThrow(
      "invalid_client: Wrong secret …",
    );
  });
});
