import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { presets } from "../../src/presets";
import { type AuthorizationServer, startAuthorizationServer } from "../contracts/authorization-server";
import { claimsOf, type Grant } from "../contracts/grants";
import { presetGrants } from "../contracts/preset-grants";
import { REJECTED_BY_SERVICE } from "../contracts/preset-rejections";
import { keyFor, pem, SECRET, serviceAccount } from "../support/keys";
import { filledIn } from "../support/preset-cases";
import { Runtime } from "../support/runtime";
import { sendInRuntime } from "../support/runtime-send";
import { jwt, Scene } from "../support/scene";

type Values = Record<string, unknown>;

const bearer = (algorithm: string, more: Partial<Grant> = {}): Grant => ({
  type: "jwt-bearer",
  issuer: "client",
  algorithm,
  verifyWith: keyFor(algorithm).verifyWith,
  ...more,
});

/** Grants that a server accepts, and the settings for each except the URL. */
const ACCEPTED: Record<string, { grant: () => Grant; values: () => Values }> = {
  rsa: {
    grant: () => bearer("RS256"),
    values: () => ({ algorithm: "RS256", key: pem("rsa.pkcs1.pem"), ...PARTIES }),
  },
  ec: {
    grant: () => bearer("ES256"),
    values: () => ({ algorithm: "ES256", key: pem("p256.sec1.pem"), ...PARTIES }),
  },
  secret: { grant: () => bearer("HS256"), values: () => ({ key: SECRET, ...PARTIES }) },
  basic: {
    grant: () => bearer("HS256", { client: { id: "my app", secret: "100% & ü" } }),
    values: () => ({ key: SECRET, ...PARTIES, clientId: "my app", clientSecret: "100% & ü" }),
  },
  parameters: {
    grant: () =>
      bearer("HS256", {
        check: (_, form) => {
          const wanted = [
            ["read write"],
            ["https://a.example", "https://b.example"],
            ["9007199254740993"],
            ["true"],
          ];
          const got = ["scope", "resource", "n", "flag"].map((name) => form.getAll(name));
          if (JSON.stringify(got) !== JSON.stringify(wanted)) throw new Error("other parameters");
        },
      }),
    values: () => ({
      key: SECRET,
      ...PARTIES,
      scope: "read write",
      tokenParameters: `{
        "resource": ["https://a.example", "https://b.example"], // RFC 8707
        "n": 9007199254740993, "flag": true,
      }`,
    }),
  },
  "client-assertion": {
    grant: () => ({ ...bearer("RS256"), type: "client-assertion" }),
    values: () => ({
      flow: "client-assertion",
      algorithm: "RS256",
      key: pem("rsa.pkcs8.pem"),
      clientId: "client",
    }),
  },
  "client-assertion-without-id": {
    grant: () => ({ ...bearer("HS256"), type: "client-assertion" }),
    values: () => ({ flow: "client-assertion", key: SECRET, issuer: "client", subject: "client" }),
  },
};

const PARTIES = { issuer: "client", subject: "robin", audience: "$tokenUrl" };

/** The presets whose services have an authorization server. */
const PRESETS = [...presets.values()]
  .filter(({ fields }) => /^(?:jwt-bearer|client-assertion)$/.test(fields.flow?.default ?? ""))
  .map(({ id }) => id);

/** What a user enters for a preset, for a server with this token URL. */
function ofPreset(preset: string, tokenUrl: string): Values {
  const filled = filledIn[preset]?.();
  // A service account file contains the token URL.
  const file = { ...serviceAccount("rsa.pkcs8.pem"), token_uri: tokenUrl };
  const isInFile = preset.startsWith("google-");
  return { preset, ...filled, ...(isInFile ? { key: JSON.stringify(file) } : { tokenUrl }) };
}

/** Settings that make an otherwise valid grant fail, and the error that the user sees. */
const REJECTED: [title: string, base: string, values: () => Values, message: string][] = [
  ["a missing issuer", "secret", () => ({ issuer: "" }), 'invalid_grant: missing required "iss" claim.'],
  ["a wrong issuer", "secret", () => ({ issuer: "eve" }), 'invalid_grant: unexpected "iss" claim value.'],
  ["a missing subject", "secret", () => ({ subject: "" }), 'invalid_grant: missing required "sub" claim.'],
  ["a missing audience", "secret", () => ({ audience: "" }), 'invalid_grant: missing required "aud" claim.'],
  ["a wrong audience", "secret", () => ({ audience: "x" }), 'invalid_grant: unexpected "aud" claim value.'],
  ["a missing exp", "secret", () => ({ expiresIn: "none" }), 'invalid_grant: missing required "exp" claim.'],
  [
    "an exp in the past",
    "secret",
    () => ({ expiresIn: "-1m" }),
    'invalid_grant: "exp" claim timestamp check failed.',
  ],
  [
    "an nbf in the future",
    "secret",
    () => ({ notBefore: "now+1m" }),
    'invalid_grant: "nbf" claim timestamp check failed.',
  ],
  [
    "a wrong key",
    "rsa",
    () => ({ key: pem("rsa-other.pkcs8.pem") }),
    "invalid_grant: signature verification failed.",
  ],
  [
    "a wrong algorithm",
    "rsa",
    () => ({ algorithm: "PS256" }),
    'invalid_grant: "alg" (Algorithm) Header Parameter value not allowed.',
  ],
  [
    "a wrong client secret",
    "basic",
    () => ({ clientSecret: "guess" }),
    "invalid_client: unknown client, or wrong secret. Check the client ID, and that this key or secret is registered for it.",
  ],
  [
    "a wrong flow",
    "secret",
    () => ({ flow: "client-assertion", clientId: "client" }),
    "unsupported_grant_type: wrong grant_type. Choose another flow, or allow this grant type on the server.",
  ],
  [
    "a client assertion for another subject",
    "client-assertion",
    () => ({ subject: "robin" }),
    "invalid_client: sub is not the client.",
  ],
  [
    "a client assertion with another client ID",
    "client-assertion",
    () => ({ clientId: "other", issuer: "client", subject: "client" }),
    "invalid_client: client_id is not sub.",
  ],
];

describe("in the real client", () => {
  let server: AuthorizationServer;
  let scene: Scene;
  let runtime: Runtime;

  beforeAll(async () => {
    server = await startAuthorizationServer((tokenUrl) => ({
      ...presetGrants(tokenUrl),
      ...Object.fromEntries(Object.entries(ACCEPTED).map(([name, { grant }]) => [name, grant()])),
    }));
    scene = await Scene.open({});
    const add = (path: string, name: string, values: Values) =>
      scene.request(path, jwt({ flow: "jwt-bearer", tokenUrl: server.tokenUrl(name), ...values }), {
        url: `${server.url}/${name}/api`,
      });
    for (const [name, { values }] of Object.entries(ACCEPTED)) await add(`/${name}`, name, values());
    for (const preset of PRESETS)
      await scene.request(`/${preset}`, jwt(ofPreset(preset, server.tokenUrl(preset))), {
        url: `${server.url}/${preset}/api`,
      });
    await scene.sendAll();
    runtime = await Runtime.start();
  });
  afterAll(async () => {
    await scene.close();
    await runtime.close();
    await server.close();
  });

  it("every preset that gets an access token is accepted and rejected by its service", () => {
    expect(Object.keys(presetGrants(server.tokenUrl)).sort()).toEqual([...PRESETS].sort());
    expect(new Set(REJECTED_BY_SERVICE.map(([preset]) => preset))).toEqual(new Set(PRESETS));
  });

  it.each(REJECTED_BY_SERVICE)(
    "%s rejects %s with an error that the user sees",
    async (preset, _title, values, message) => {
      const all = { ...ofPreset(preset, server.tokenUrl(preset)), ...values() };
      expect(await sendInRuntime(runtime, all, `${server.url}/${preset}/api`)).toContain(
        `Token URL: The server rejected the request: ${message}`,
      );
    },
  );

  it.each([...Object.keys(ACCEPTED), ...PRESETS])(
    "the assertion is exchanged for an access token that the API accepts: %s",
    (name) => {
      expect(scene.failure(`/${name}`)).toBeUndefined();
      expect(server.asked.filter(({ grant, error }) => grant === name && !error)).toHaveLength(1);
      expect(server.received.filter((received) => received.endsWith(name))).toEqual([name]);
    },
  );

  it("a client assertion has the client as iss and sub, the token URL as aud, and a unique jti by default", () => {
    const [asked] = server.asked.filter(({ grant }) => grant === "client-assertion");
    expect(claimsOf(asked?.form ?? {})).toEqual({
      iss: "client",
      sub: "client",
      aud: server.tokenUrl("client-assertion"),
      iat: expect.any(Number),
      exp: expect.any(Number),
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it("a client secret is sent only in the header", () => {
    const [asked] = server.asked.filter(({ grant }) => grant === "basic");
    expect(Object.keys(asked?.form ?? {})).toEqual(["grant_type", "assertion"]);
  });

  it.each(REJECTED)("the error says why the server rejects %s", async (_title, base, values, message) => {
    const usual = { flow: "jwt-bearer", tokenUrl: server.tokenUrl(base), ...ACCEPTED[base]?.values() };
    expect(await sendInRuntime(runtime, { ...usual, ...values() }, `${server.url}/${base}/api`)).toContain(
      `Token URL: The server rejected the request: ${message}`,
    );
  });

  it("nothing is sent to the API if the grant is rejected", () => {
    expect(server.received.filter((received) => received.startsWith("!"))).toEqual([]);
    expect(server.received).toHaveLength(Object.keys(ACCEPTED).length + PRESETS.length);
  });
});
