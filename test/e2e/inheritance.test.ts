import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyFor } from "../support/keys";
import { jwt, Scene } from "../support/scene";

describe("settings in the real client", () => {
  let scene: Scene;

  const api = (algorithm: string) => ({ algorithm, verifyWith: keyFor(algorithm).verifyWith });

  beforeAll(async () => {
    scene = await Scene.open(
      {
        "/workspace": api("RS256"),
        "/folder": api("HS256"),
        "/inner-folder": api("HS256"),
        "/own": api("ES256"),
        "/own-in-folder": api("ES256"),
        "/no-auth": api("RS256"),
        "/folder-no-auth": api("RS256"),
        "/disabled": api("RS256"),
        "/folder-disabled": api("HS256"),
      },
      jwt({ algorithm: "RS256", key: keyFor("RS256").key, issuer: "workspace" }),
    );
    const noAuth = { authenticationType: "none" };
    const folder = { folderId: await scene.folder(jwt({ key: keyFor("HS256").key, issuer: "folder" })) };
    const innerFolder = { folderId: await scene.folder({}, folder.folderId) };
    const open = { folderId: await scene.folder(noAuth) };
    const disabled = jwt({ disabled: true, algorithm: "HS256", key: keyFor("HS256").key });
    const switchedOff = { folderId: await scene.folder(disabled) };
    const own = jwt({ algorithm: "ES256", key: keyFor("ES256").key, issuer: "request" });

    await scene.request("/workspace");
    await scene.request("/folder", {}, folder);
    await scene.request("/inner-folder", {}, innerFolder);
    await scene.request("/own", own);
    await scene.request("/own-in-folder", own, folder);
    await scene.request("/no-auth", noAuth, folder);
    await scene.request("/folder-no-auth", {}, open);
    await scene.request("/disabled", disabled);
    await scene.request("/folder-disabled", {}, switchedOff);
    await scene.sendAll();
  });
  afterAll(() => scene.close());

  it.each([
    ["are inherited from the workspace", "/workspace", "workspace"],
    ["are inherited from the folder rather than the workspace", "/folder", "folder"],
    ["are inherited from the folder's parent folder", "/inner-folder", "folder"],
    ["on the request override the workspace's", "/own", "request"],
    ["on the request override the folder's", "/own-in-folder", "request"],
  ])("%s", (_, path, issuer) => {
    const { refused, claims } = scene.server.at(path);
    expect({ refused, issuer: claims?.iss }).toEqual({ refused: undefined, issuer });
  });

  it.each([
    ["No Auth on a request", "/no-auth"],
    ["No Auth on a folder", "/folder-no-auth"],
    ["Disabled on a request", "/disabled"],
    ["Disabled on a folder", "/folder-disabled"],
  ])("with %s send no token, not even the workspace's", (_, path) => {
    const { headers, refused } = scene.server.at(path);
    expect(headers.authorization).toBeUndefined();
    expect(refused).toBe("no token");
  });
});
