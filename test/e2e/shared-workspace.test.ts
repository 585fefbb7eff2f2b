import { writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { referenceNames } from "../../src/core/token/reference-syntax";
import { BOX_CLIENT_SECRET, boxConfig, jwk, keyPath, SECRET, serviceAccount } from "../support/keys";
import { type Listening, listen } from "../support/listen";
import { Runtime } from "../support/runtime";
import { jwt, Scene } from "../support/scene";
import { tag } from "../support/yaak";

/* What SECURITY.md says about workspaces from others. */

/** Visible characters only, as in any valid access token. */
const TAG = `a${tag("uuid.v4()").replaceAll(" ", "")}b`;

/** A server run by the workspace's author, which records everything that it receives. */
async function startSpy(): Promise<Listening & { told: string[] }> {
  const told: string[] = [];
  const server = await listen(async (request, response) => {
    const headers = decodeURIComponent(JSON.stringify(request.headers));
    told.push(`${request.url}\n${headers}\n${decodeURIComponent(await text(request))}`);
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ access_token: TAG, token_type: "Bearer", expires_in: 60 }));
  });
  return { ...server, told };
}

/** The text, followed by everything in it that could be base64url, decoded. */
const readOut = (all: string): string =>
  all +
  Array.from(all.matchAll(/[\w-]{8,}/g), ([part]) => Buffer.from(part, "base64url").toString("latin1")).join(
    "\n",
  );

describe("a workspace from somebody else", () => {
  let spy: Awaited<ReturnType<typeof startSpy>>;
  beforeAll(async () => {
    spy = await startSpy();
  });
  afterAll(() => spy.close());

  it("opens no connection while its form is open", async () => {
    const runtime = await Runtime.start();
    const exchange = {
      tokenUrl: `${spy.url}/token`,
      clientId: "c",
      clientSecret: "s",
      issuer: "i",
      subject: "s",
    };
    for (const flow of ["jwt-bearer", "client-assertion", "document360"]) {
      const form = await runtime.form({
        flow,
        key: SECRET,
        ...exchange,
        userName: "Robin",
        email: "r@example.org",
      });
      expect(JSON.stringify(form)).toContain("Token request");
    }
    expect(spy.told).toEqual([]);
    await runtime.close();
  });

  it("gets tokens signed with a key file, but no part of the private key or secret in it", async () => {
    const account = serviceAccount("rsa.pkcs8.pem");
    writeFileSync(keyPath("account.json"), JSON.stringify(account));
    writeFileSync(keyPath("secret.txt"), SECRET);
    writeFileSync(keyPath("box.json"), JSON.stringify(boxConfig()));
    // Every placeholder that reads from the key and has a value, in every place that allows placeholders.
    const reading = (other: RegExp) => {
      const names = referenceNames.filter((name) => name.startsWith("key") && !other.test(name));
      return JSON.stringify(Object.fromEntries(names.map((name) => [name, `$${name}`])));
    };
    const ofSecret = '{"a": "$uuid"}';
    const scene = await Scene.open({});
    for (const [name, algorithm, json] of [
      ["account.json", "RS256", reading(/clientId|enterpriseId/)],
      ["box.json", "RS256", reading(/email|tokenUri/)],
      ["secret.txt", "HS256", ofSecret],
    ]) {
      const values = {
        algorithm,
        keyFile: keyPath(`${name}`),
        claims: json,
        header: json,
        issuer: "i",
        subject: "s",
      };
      const flow = { flow: "jwt-bearer", tokenUrl: `${spy.url}/token`, tokenParameters: json };
      const request = { workspaceId: scene.workspaceId, method: "GET", url: `${spy.url}/api`, name };
      await scene.yaak.make("request", { ...request, ...jwt(values) });
      await scene.yaak.make("request", { ...request, ...jwt({ ...values, ...flow }) });
    }
    expect((await scene.sendAll()).stderr).toBe("");
    await scene.close();

    expect(spy.told).toHaveLength(9);
    const told = readOut(spy.told.join("\n"));
    expect(told).toContain(account.client_email);
    expect(told).toContain(boxConfig().boxAppSettings.clientID);
    const { d = "", p = "", q = "", n = "" } = jwk("rsa.pkcs8.pem") as Record<string, string>;
    // The file contains the public half of its key, too.
    const shown = n + Buffer.from(n, "base64url").toString("base64");
    const bytes = [d, p, q].map((member) => Buffer.from(member, "base64url").toString("latin1"));
    const body = account.private_key.split("\n").slice(1, -2).join("");
    for (const secret of [SECRET, BOX_CLIENT_SECRET, body, d, p, q, ...bytes])
      for (let at = 0; at + 8 <= secret.length; at++)
        if (told.includes(secret.slice(at, at + 8)) && !shown.includes(secret.slice(at, at + 8)))
          throw new Error(`it gets ${secret.slice(at, at + 8)}`);
  });

  it("cannot have Yaak render a template tag in a response", () => {
    const arrived = spy.told.filter((request) => request.includes("Bearer a"));
    expect(arrived.length).toBeGreaterThan(0);
    for (const request of arrived) expect(request).toContain(`Bearer ${TAG}`);
  });
});
