import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AuthorizationServer, startAuthorizationServer } from "../contracts/authorization-server";
import { claimsOf, type Grant } from "../contracts/grants";
import { type Metadata, metadataUrl } from "../contracts/metadata";
import { auth0 } from "../contracts/preset-assertions";
import { keyFor, pem, SECRET } from "../support/keys";
import { filledIn } from "../support/preset-cases";
import { Runtime } from "../support/runtime";
import { jwt, Scene } from "../support/scene";

type Values = Record<string, unknown>;

/** A server whose issuer is the only audience that it accepts. */
const grant = (issuer: string, metadata: Metadata | undefined, more: Partial<Grant> = {}): Grant => ({
  type: "client-assertion",
  issuer: "client",
  algorithm: "HS256",
  verifyWith: keyFor("HS256").verifyWith,
  audience: issuer,
  metadata,
  ...more,
});

const OAUTH: Metadata = { at: "oauth" };
/** Auth0 and others have a slash at the end of their own name. */
const SLASH = (issuer: string): Metadata => ({ body: { issuer: `${issuer}/` } });

/** What a user enters as the token URL of a server with these names, and where its metadata is. */
const ACCEPTED: Record<string, (issuer: string) => { grant: Grant; tokenUrl: string; values?: Values }> = {
  "a discovery URL of OpenID Connect": (issuer) => ({
    grant: grant(issuer, {}),
    tokenUrl: metadataUrl(issuer),
  }),
  "a discovery URL of OAuth, with the path at its end": (issuer) => ({
    grant: grant(issuer, OAUTH),
    tokenUrl: metadataUrl(issuer, OAUTH),
  }),
  "an issuer with metadata of OpenID Connect": (issuer) => ({ grant: grant(issuer, {}), tokenUrl: issuer }),
  "an issuer with metadata of OAuth": (issuer) => ({ grant: grant(issuer, OAUTH), tokenUrl: issuer }),
  "an issuer with a slash that its name does not have": (issuer) => ({
    grant: grant(issuer, {}),
    tokenUrl: `${issuer}/`,
  }),
  "an issuer without the slash that its name has": (issuer) => ({
    grant: grant(`${issuer}/`, SLASH(issuer)),
    tokenUrl: issuer,
  }),
  "a discovery URL of an issuer with a slash": (issuer) => ({
    grant: grant(`${issuer}/`, SLASH(issuer)),
    tokenUrl: metadataUrl(issuer),
  }),
  "the token endpoint of a server without metadata": (issuer) => ({
    grant: grant(`${issuer}/token`, undefined),
    tokenUrl: `${issuer}/token`,
  }),
  "an issuer whose server accepts only PS256, with an RSA key": (issuer) => ({
    grant: grant(
      issuer,
      { body: { token_endpoint_auth_signing_alg_values_supported: ["ES256", "PS256"] } },
      { algorithm: "PS256", verifyWith: keyFor("PS256").verifyWith },
    ),
    tokenUrl: issuer,
    values: { key: pem("rsa.pkcs8.pem") },
  }),
};

/** What is wrong with the metadata, and the error that the user sees. HERE is its URL, and ISSUER the issuer. */
const REJECTED: Record<string, [metadata: Metadata | undefined, message: string]> = {
  "of another issuer": [
    { body: { issuer: "https://login.example.com" } },
    "The server at HERE returned metadata for a different issuer, https://login.example.com/. Check the URL, or enter the token endpoint.",
  ],
  "that is a web page": [
    { body: "<!doctype html><title>Sign in</title>" },
    "The server at HERE returned a web page instead of metadata. Check the URL, or enter the token endpoint.",
  ],
  "that redirects": [
    { status: 302, headers: { location: "https://login.example.com/" } },
    "The server at HERE redirects (status 302). Enter the final URL.",
  ],
  "without a token endpoint": [
    { body: { token_endpoint: undefined } },
    "The server at HERE returned metadata without a token_endpoint. Enter the URL of the token endpoint.",
  ],
  "that is missing": [
    undefined,
    "The server at HERE returned status 404 instead of metadata. Check the URL, or enter the token endpoint.",
  ],
};

const nameOf = (title: string) => title.replace(/\W+/g, "-");

describe("in the real client, the token endpoint is found", () => {
  let server: AuthorizationServer;
  let scene: Scene;

  beforeAll(async () => {
    server = await startAuthorizationServer((tokenUrl) => {
      const accepted = Object.entries(ACCEPTED).map(([title, entry]) => {
        const name = nameOf(title);
        return [name, entry(tokenUrl(name).replace(/\/token$/, "")).grant] as const;
      });
      const rejected = Object.entries(REJECTED).map(
        ([title, [metadata]]) => [nameOf(title), grant("", metadata)] as const,
      );
      return Object.fromEntries([...accepted, ...rejected]);
    });
    scene = await Scene.open({});
    const add = (title: string, values: Values) =>
      scene.request(title, jwt({ preset: "oidc-client", key: SECRET, clientId: "client", ...values }), {
        url: `${server.issuer(nameOf(title))}/api`,
      });
    for (const [title, entry] of Object.entries(ACCEPTED)) {
      const { tokenUrl, values } = entry(server.issuer(nameOf(title)));
      await add(title, { tokenUrl, ...values });
    }
    for (const title of Object.keys(REJECTED))
      await add(title, { tokenUrl: metadataUrl(server.issuer(nameOf(title))) });
    await scene.sendAll();
  });
  afterAll(async () => {
    await scene.close();
    await server.close();
  });

  it.each(Object.keys(ACCEPTED))("from %s, and the API accepts the token", (title) => {
    expect(scene.failure(title)).toBeUndefined();
    expect(server.received).toContain(nameOf(title));
    const [asked, ...others] = server.asked.filter(({ grant }) => grant === nameOf(title));
    expect(others).toEqual([]);
    expect(asked?.error).toBeUndefined();
    expect(claimsOf(asked?.form ?? {})).toMatchObject({ iss: "client", sub: "client" });
  });

  it.each(Object.entries(REJECTED))("or there is an error for metadata %s", (title, [, message]) => {
    const expected = message.replace("HERE", metadataUrl(server.issuer(nameOf(title))));
    expect(scene.failure(title)).toContain(`Plugin error: Token URL: ${expected}`);
    expect(server.asked.map(({ grant }) => grant)).not.toContain(nameOf(title));
    expect(server.received).not.toContain(nameOf(title));
  });
});

describe("in the real client, the preset for Auth0", () => {
  let server: AuthorizationServer;
  let scene: Scene;

  beforeAll(async () => {
    server = await startAuthorizationServer((tokenUrl) => {
      const { origin } = new URL(tokenUrl("oauth"));
      const body = { issuer: `${origin}/`, token_endpoint: tokenUrl("oauth") };
      return { oauth: { ...auth0(tokenUrl("oauth")), metadata: { isOfOrigin: true, body } } };
    });
    scene = await Scene.open({});
    for (const path of ["", "/", "/oauth/token", "/.well-known/openid-configuration"])
      await scene.request(
        `tenant ${path}`,
        jwt({ preset: "auth0", ...filledIn.auth0?.(), tokenUrl: server.url + path }),
        { url: `${server.url}/oauth/api` },
      );
    await scene.sendAll();
  });
  afterAll(async () => {
    await scene.close();
    await server.close();
  });

  it.each(["", "/", "/oauth/token", "/.well-known/openid-configuration"])(
    "gets a token from the tenant's URL followed by %j, for the tenant with a slash",
    (path) => {
      expect(scene.failure(`tenant ${path}`)).toBeUndefined();
      expect(server.received).toEqual(["oauth", "oauth", "oauth", "oauth"]);
      const audiences = server.asked.map(({ form }) => claimsOf(form).aud);
      expect(new Set(audiences)).toEqual(new Set([`${server.url}/`]));
    },
  );
});

describe("in Yaak's own plugin runtime, metadata", () => {
  let server: AuthorizationServer;
  let runtime: Runtime;

  beforeAll(async () => {
    server = await startAuthorizationServer(() => ({ once: grant("", {}, { audience: undefined }) }));
    runtime = await Runtime.start();
  });
  afterAll(async () => {
    await runtime.close();
    await server.close();
  });
  beforeEach(() => {
    server.asked.length = 0;
    server.fetched.length = 0;
  });

  const send = (more: Values = {}, request: object = {}) => {
    const settings = { flow: "client-assertion", tokenUrl: metadataUrl(server.issuer("once")) };
    const values = { ...settings, key: SECRET, clientId: "client", audience: "$tokenUrl", ...more };
    return runtime.apply(values, { method: "GET", url: "https://api.example.com/", ...request });
  };

  it("is requested once for several sends, each of which gets a token of its own", async () => {
    for (const scope of ["a", "b", "c"]) expect((await send({ scope })).error).toBeUndefined();
    expect(server.fetched).toEqual([metadataUrl(server.issuer("once"))]);
    expect(server.asked).toHaveLength(3);
  });

  it("is requested once for concurrent sends", async () => {
    await runtime.act("Delete Cached Tokens", {});
    await Promise.all(["d", "e", "f", "g"].map((scope) => send({ scope })));
    expect(server.fetched).toHaveLength(1);
    expect(server.asked).toHaveLength(4);
  });

  it("is not requested for a cached token", async () => {
    await send({ scope: "h" });
    server.fetched.length = 0;
    await send({ scope: "h" });
    expect(server.fetched).toEqual([]);
  });

  it("is requested again for another workspace, whose proxy can lead to another server", async () => {
    await send({}, { contextId: "other" });
    expect(server.fetched).toHaveLength(1);
  });

  it("is not requested while the form is open", async () => {
    await runtime.form({
      flow: "client-assertion",
      tokenUrl: server.issuer("once"),
      key: SECRET,
      clientId: "x",
    });
    expect(server.fetched).toEqual([]);
  });
});
