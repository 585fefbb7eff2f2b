import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jwt, Scene } from "../support/scene";
import { variable } from "../support/yaak";

const SECRETS = { shared: "s".repeat(32), payments: "p".repeat(32) };

const verifyWith = (secret: string) => new TextEncoder().encode(secret);

describe("one workspace setting with variables, in the real client,", () => {
  let scene: Scene;
  let production = "";

  beforeAll(async () => {
    scene = await Scene.open(
      {
        "/any": { algorithm: "HS256", verifyWith: verifyWith(SECRETS.shared) },
        "/payments": { algorithm: "HS256", verifyWith: verifyWith(SECRETS.payments) },
      },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Yaak's template tags look like this
      jwt({ key: "${[ secret ]}", issuer: "${[ team ]}", claims: '{ "stage": "${[ stage ]}" }' }),
    );
    const { workspaceId, yaak } = scene;
    await yaak.setGlobalVariables(workspaceId, [
      variable("secret", SECRETS.shared),
      variable("team", "any"),
      variable("stage", "test"),
    ]);
    const environment = { workspaceId, name: "production", parentModel: "environment" };
    production = await yaak.make("environment", {
      ...environment,
      variables: [variable("stage", "production")],
    });

    const folderId = await scene.folder();
    const variables = [variable("secret", SECRETS.payments), variable("team", "payments")];
    await yaak.make("environment", { workspaceId, parentModel: "folder", parentId: folderId, variables });
    await scene.request("/any");
    await scene.request("/payments", {}, { folderId });
  });
  afterAll(() => scene.close());

  it.each([
    ["uses the workspace's values", "/any", "test", () => []],
    ["uses the folder's values in the folder", "/payments", "test", () => []],
    ["uses the environment's values", "/any", "production", () => ["-e", production]],
    [
      "uses values from both the folder and the environment",
      "/payments",
      "production",
      () => ["-e", production],
    ],
  ])("%s", async (_, path, stage, options) => {
    scene.server.received.length = 0;
    await scene.sendAll(...options());
    const { refused, claims } = scene.server.at(path);
    expect({ refused, iss: claims?.iss, stage: claims?.stage }).toEqual({
      refused: undefined,
      iss: path.slice(1),
      stage,
    });
  });
});
