import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { release } from "../../scripts/release";
import { flat } from "../support/drawn";
import { keyFor, keyPath } from "../support/keys";
import { Runtime } from "../support/runtime";
import { jwt, Scene } from "../support/scene";

/** Only the release archive contains the output of `npm run build`. The other tests run another bundle. */
describe("the release archive, unpacked and without npm install,", () => {
  const folder = mkdtempSync(join(tmpdir(), "jwt-bearer-release-"));
  const plugin = join(folder, "jwt-bearer");
  const { verifyWith, key } = keyFor("HS256");
  const rs256 = { algorithm: "RS256", verifyWith: keyFor("RS256").verifyWith };
  let scene: Scene;
  let archive = "";

  beforeAll(async () => {
    archive = await release(folder);
    for (const [path, bytes] of Object.entries(unzipSync(readFileSync(archive)))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    const apis = {
      "/secret": { algorithm: "HS256", verifyWith },
      "/file": rs256,
      "/broken": rs256,
    };
    scene = await Scene.open(apis, jwt({ key, issuer: "workspace" }), plugin);
    await scene.request("/secret");
    await scene.request("/file", jwt({ algorithm: "RS256", keyFile: keyPath("rsa.pkcs1.pem") }));
    await scene.request("/broken", jwt({ algorithm: "RS256", key: "-----BEGIN PRIVATE KEY-----" }));
    await scene.sendAll();
  });
  afterAll(async () => {
    await scene.close();
    rmSync(folder, { recursive: true });
  });

  it.each(["/secret", "/file"])("signs a token that the server accepts: %s", (path) => {
    expect(scene.server.at(path).refused).toBeUndefined();
  });

  it("sends nothing if the key is invalid, and says why", () => {
    expect(() => scene.server.at("/broken")).toThrow();
    expect(scene.failure("/broken")).toContain("Private Key: ");
  });

  it("draws the form and runs an action", async () => {
    const runtime = await Runtime.start(plugin);
    const drawn = flat(await runtime.form({ key }));
    expect(drawn.find(({ name }) => name === "issuer")?.label).toBe("Issuer");
    const app = await runtime.act("Copy Token", { key });
    expect(app.copied[0]).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/);
    await runtime.close();
  });

  it("comes with its SHA-256 hash and contains the third-party notices", () => {
    const hash = createHash("sha256").update(readFileSync(archive)).digest("hex");
    expect(readFileSync(`${archive}.sha256`, "utf8")).toMatch(
      new RegExp(`^${hash} {2}jwt-bearer-[\\d.]+\\.zip\\n$`),
    );
    expect(readFileSync(join(plugin, "src/THIRD-PARTY.md"), "utf8")).toContain(
      "Permission is hereby granted",
    );
  });
});
