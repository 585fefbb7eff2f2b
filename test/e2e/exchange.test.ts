import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GitHub, startGitHub } from "../contracts/github-installation";
import { startVault, type Vault } from "../contracts/vault";
import { pem } from "../support/keys";
import { filledIn } from "../support/preset-cases";
import { Runtime } from "../support/runtime";
import { sendInRuntime } from "../support/runtime-send";
import { jwt, Scene } from "../support/scene";

type Values = Record<string, unknown>;

/** Settings that a service rejects, and the error that the user sees. */
const REJECTED: [preset: "github" | "vault", title: string, more: () => Values, message: string][] = [
  [
    "github",
    "a wrong key",
    () => ({ key: pem("rsa-other.pkcs8.pem") }),
    "Token URL: The server rejected the request: A JSON web token could not be decoded. Check that this key, or its public key or certificate, is registered there, and the Key ID.",
  ],
  [
    "github",
    "a lifetime of 11 minutes",
    () => ({ expiresIn: "11m" }),
    "Token URL: The server rejected the request: 'Expiration time' claim ('exp') is too far in the future. Check this computer's clock, Expires In, and Issued At, such as now-60s.",
  ],
  [
    "github",
    "an unknown installation",
    () => ({ tokenUrl: `${github.url}/app/installations/1/access_tokens` }),
    "Token URL: The server at HERE/app/installations/1/access_tokens returned status 404: Not Found. Check the URL.",
  ],
  [
    "github",
    "an unknown repository",
    () => ({ tokenParameters: '{ "repositories": ["other"] }' }),
    "Token URL: The server rejected the request: There is at least one repository that does not exist. Check the settings against what the server expects.",
  ],
  [
    "github",
    "another property",
    () => ({ tokenProperty: "access_token" }),
    "Token Property: The response has no access_token, only token, expires_at, and permissions. Enter the path of the token in the response.",
  ],
  [
    "vault",
    "another subject",
    () => ({ subject: "eve" }),
    'Token URL: The server rejected the request: error validating token: unexpected "sub" claim value. Check the subject, and that this user is active.',
  ],
  [
    "vault",
    "an unknown role",
    () => ({ tokenParameters: '{ "role": "admin" }' }),
    'Token URL: The server rejected the request: role "admin" could not be found. Check the settings against what the server expects.',
  ],
  [
    "vault",
    "another path of the token",
    () => ({ tokenProperty: "auth.token" }),
    "Token Property: The response has no auth.token, but it has auth.client_token. Enter that if it's the token.",
  ],
];

/** A request for a token's API, and its settings. */
interface Target {
  url: string;
  values: object;
}

let github: GitHub;
let vault: Vault;

describe("in the real client, the JWT is exchanged for a token", () => {
  let short: Vault;
  let scene: Scene;
  let runtime: Runtime;
  let targets: Record<string, Target>;

  beforeAll(async () => {
    [github, vault, short] = [await startGitHub(), await startVault(), await startVault(1)];
    scene = await Scene.open({});
    targets = {
      github: {
        url: `${github.url}/installation/repositories`,
        values: {
          preset: "github-installation",
          ...filledIn["github-installation"]?.(),
          tokenUrl: github.tokenUrl,
        },
      },
      vault: {
        url: vault.secretUrl,
        values: { preset: "vault", ...filledIn.vault?.(), tokenUrl: vault.loginUrl },
      },
      short: {
        url: short.secretUrl,
        values: { preset: "vault", ...filledIn.vault?.(), tokenUrl: short.loginUrl },
      },
    };
    // Requests that inherit their settings share a token.
    for (const [name, { url, values }] of Object.entries(targets)) {
      const folderId = await scene.folder(jwt(values));
      for (const path of [`/${name}/first`, `/${name}/second`])
        await scene.request(path, {}, { folderId, url });
    }
    await scene.sendAll();
    runtime = await Runtime.start();
  });
  afterAll(async () => {
    await scene.close();
    await runtime.close();
    for (const server of [github, vault, short]) await server.close();
  });

  it("that GitHub accepts, with the repositories and permissions of the form, until it expires", () => {
    expect([scene.failure("/github/first"), scene.failure("/github/second")]).toEqual([undefined, undefined]);
    const wanted = '{"repositories":["docs"],"permissions":{"contents":"read"}}';
    expect(github.asked.filter((body) => body === wanted).length).toBeGreaterThan(0);
    expect(github.used).toEqual([expect.stringMatching(/^ghs_/), github.used[0]]);
  });

  it("that Vault accepts in its own header, until its lease ends", () => {
    expect([scene.failure("/vault/first"), scene.failure("/vault/second")]).toEqual([undefined, undefined]);
    expect(vault.asked[0]).toEqual({ jwt: expect.stringMatching(/^eyJ/), role: "demo" });
    expect(vault.used).toEqual([expect.stringMatching(/^hvs\./), vault.used[0]]);
  });

  it("that is requested again once its lease has ended", async () => {
    expect(short.used.length).toBeGreaterThan(0);
    await new Promise((done) => setTimeout(done, 1000));
    const before = short.asked.length;
    await scene.sendAll();
    expect(short.asked.length).toBeGreaterThan(before);
    expect(new Set(short.used).size).toBeGreaterThan(1);
  });

  it.each(REJECTED)("%s rejects %s with an error that the user sees", async (name, _title, more, message) => {
    const { url, values } = targets[name] as Target;
    expect(await sendInRuntime(runtime, { ...values, ...more() }, url)).toContain(
      message.replace("HERE", github.url),
    );
  });
});
