import { afterEach, describe, expect, it } from "vitest";
import { fields, isShown } from "../../src/core/form/schema";
import { keyFor, SECRET } from "../support/keys";
import { jwt, Scene } from "../support/scene";

const hs256 = { algorithm: "HS256", verifyWith: keyFor("HS256").verifyWith };

describe("the real client", () => {
  let scene: Scene | undefined;

  afterEach(async () => {
    await scene?.close();
    scene = undefined;
  });

  it("reads the whole form into its own schema", async () => {
    scene = await Scene.open({});
    const { stdout } = await scene.yaak.run("request", "schema", "http");
    const forms: { title: string; description: string; properties: Record<string, { title: string }> }[] =
      JSON.parse(stdout).properties.authentication.oneOf;
    const form = forms.find(({ description }) => description?.includes("'jwt-bearer'"));
    expect(form?.title).toBe("JWT Bearer");
    // The client omits the fields that a new form hides.
    const shown = [...fields.values()].filter((field) => isShown(field, {}));
    const names = [...shown.map(({ name }) => name), "previewHeader", "previewPayload"];
    expect(Object.keys(form?.properties ?? {}).sort()).toEqual(names.sort());
    expect(form?.properties.key).toMatchObject({ title: "Secret or Private Key", writeOnly: true });
  });

  it("distinguishes this plugin from the built-in JWT plugin", async () => {
    scene = await Scene.open({
      "/ours": hs256,
      "/stock": { ...hs256, in: { header: "token", prefix: "Bearer" } },
    });
    await scene.request("/ours", jwt({ key: SECRET, issuer: "ours" }));
    const stock = { algorithm: "HS256", secret: SECRET, payload: '{ "iss": "stock" }' };
    await scene.request("/stock", { authenticationType: "jwt", authentication: stock });
    await scene.sendAll();
    expect(scene.server.at("/ours").claims?.iss).toBe("ours");
    // A bug in the built-in plugin: its untouched form names the header "token".
    expect(scene.server.at("/stock").claims).toEqual({ iss: "stock" });
  });
});
