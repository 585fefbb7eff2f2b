import { createHash } from "node:crypto";
import { decodeProtectedHeader } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fields, isRequired, presetOf } from "../../src/core/form/schema";
import { presets } from "../../src/presets";
import { type DrawnInput, flat, visible } from "../support/drawn";
import { jwk, keyPath, PASSPHRASE, pem, SECRET, serviceAccount } from "../support/keys";
import { filledIn } from "../support/preset-cases";
import { Runtime } from "../support/runtime";

/** A JWK set of 41 keys of which one can sign. */
const jwkSet = () => {
  const others = Array.from({ length: 40 }, (_, at) => ({ kty: "RSA", n: "AQAB", e: "AQAB", kid: `p${at}` }));
  return JSON.stringify({ keys: [...others, jwk("p256.pkcs8.pem", { kid: "k7" })] }, null, 2);
};
const serviceFile = () => JSON.stringify(serviceAccount("rsa.pkcs8.pem"), null, 2);

describe("the form as people meet it, in Yaak's own plugin runtime:", () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await Runtime.start();
  });
  afterAll(() => runtime.close());

  const draw = (values: object, contextId?: string) => runtime.form(values, contextId);
  const named = (form: DrawnInput[], name: string) => visible(form).find((input) => input.name === name);
  const accordions = (form: DrawnInput[]) =>
    form.filter(({ type, hidden }) => type === "accordion" && !hidden).map(({ label }) => label);
  const status = (form: DrawnInput[]) => {
    const banner = form.find(({ type, hidden }) => type === "banner" && !hidden);
    return `${banner?.color}: ${banner?.inputs?.map(({ content }) => content).join()}`;
  };
  /** The names of the fields that are in sight while all accordions are closed. */
  const inSight = (form: DrawnInput[]) =>
    visible(form.filter(({ type }) => type !== "accordion")).flatMap(({ name }) => name ?? []);
  const algorithmLabel = (form: DrawnInput[]) => named(form, "algorithm")?.options?.[0]?.label;

  describe("paste any key, send:", () => {
    it.each<[string, () => object, string]>([
      ["a secret", () => ({ key: SECRET }), "HS256, from the key"],
      ["an RSA key", () => ({ key: pem("rsa.pkcs1.pem") }), "RS256, from the key"],
      ["a P-384 key", () => ({ key: pem("p384.pkcs8.pem") }), "ES384, from the key"],
      ["a key file", () => ({ keyFile: keyPath("ed25519.pkcs8.pem") }), "EdDSA, from the key"],
      ["nothing", () => ({}), "Auto"],
      ["part of a key", () => ({ key: pem("rsa.pkcs1.pem").slice(0, 300) }), "Auto"],
    ])("the form says what it found in %s", async (_, values, label) => {
      expect(algorithmLabel(await draw(values()))).toBe(label);
    });

    it("the fields that go with it are shown: both kinds while the key is not known", async () => {
      const shown = async (values: object) => {
        const form = await draw(values);
        return ["keyEncoding", "passphrase", "certificate"].filter((name) => named(form, name));
      };
      expect(await shown({})).toEqual(["keyEncoding", "passphrase", "certificate"]);
      expect(await shown({ key: SECRET })).toEqual(["keyEncoding"]);
      expect(await shown({ key: pem("rsa.pkcs8.pem") })).toEqual(["passphrase", "certificate"]);
      expect(await shown({ key: pem("rsa.pkcs8.encrypted.pem") })).toEqual(["passphrase", "certificate"]);
      expect(await shown({ key: jwkSet() })).toEqual(["certificate"]);
      expect(await shown({ key: '{"kty":"oct","k":"c2VjcmV0"}' })).toEqual([]);
    });

    it.each([
      ["github-app", ["auto", "RS256"]],
      ["coinbase-cdp", ["auto", "EdDSA", "ES256"]],
      ["zendesk", ["auto", "HS256"]],
    ])("the preset %s limits and orders the choice", async (preset, names) => {
      const options = async (values: object) =>
        named(await draw(values), "algorithm")?.options?.map(({ value }) => value);
      expect(await options({ preset })).toEqual(names);
      expect(await options({ preset, algorithm: "ES512" })).toEqual([...names, "ES512"]);
    });
  });

  describe("a key that can be read folds itself away into a line that says what it is:", () => {
    it.each<[string, () => object, RegExp]>([
      [
        "an RSA key",
        () => ({ key: pem("rsa.pkcs8.pem") }),
        /^Private Key: RSA, 2048 bits, SHA-256 [\w+/]{8}…$/,
      ],
      ["an EC key", () => ({ key: pem("p256.sec1.pem") }), /^Private Key: EC, P-256, SHA-256 /],
      ["an Ed25519 key", () => ({ key: pem("ed25519.pkcs8.pem") }), /^Private Key: Ed25519, SHA-256 /],
      ["an encrypted key", () => ({ key: pem("rsa.pkcs8.encrypted.pem") }), /^Private Key: encrypted$/],
      [
        "an encrypted key with its passphrase",
        () => ({ key: pem("rsa.pkcs8.encrypted.pem"), passphrase: PASSPHRASE }),
        /^Private Key: RSA, 2048 bits, SHA-256 /,
      ],
      ["a JWK set", () => ({ key: jwkSet() }), /^JWK Set: 41 keys, uses k7$/],
      [
        "a JWK set of which none is selected yet",
        () => ({
          key: JSON.stringify({
            keys: [jwk("p256.pkcs8.pem", { kid: "a" }), jwk("p384.pkcs8.pem", { kid: "b" })],
          }),
        }),
        /^JWK Set: 2 keys, none selected$/,
      ],
      [
        "a Google key file",
        () => ({ preset: "google-service-account", key: serviceFile() }),
        /^Service Account Key: RSA, 2048 bits, SHA-256 .{8}…, key ID service-account-key, robot@project\.example$/,
      ],
      [
        "a file",
        () => ({ keyFile: keyPath("rsa.pkcs8.pem") }),
        /^Private Key: RSA, 2048 bits, SHA-256 .{8}…, from rsa\.pkcs8\.pem$/,
      ],
      [
        "a key of another type",
        () => ({ algorithm: "ES256", key: pem("rsa.pkcs8.pem") }),
        /^Private Key: RSA, 2048 bits$/,
      ],
    ])("%s", async (_, values, label) => {
      const form = await draw(values());
      const [line] = accordions(form);
      expect(line).toMatch(label);
      expect(inSight(form)).not.toContain("key");
      // Opening it shows the key as pasted: Yaak draws the stored text, which the plugin does not replace.
      const folded = form.find((input) => input.label === line)?.inputs ?? [];
      expect(folded[0]).toMatchObject({ name: "key", type: "text", password: true, multiLine: true });
      expect(folded.map(({ name }) => name)).toEqual(["key", "keyFile"]);
      expect(folded[0]).not.toHaveProperty("defaultValue");
    });

    it.each<[string, () => object]>([
      ["a short secret", () => ({ key: "secret" })],
      ["a long secret", () => ({ key: SECRET })],
      ["nothing", () => ({})],
      ["a key that is cut", () => ({ key: pem("rsa.pkcs8.pem").slice(0, 1000) })],
      ["a public key", () => ({ key: pem("rsa.public.pem") })],
      ["a damaged key", () => ({ key: pem("rsa.pkcs8.pem").replace(/\n[\w+/]{4}/, "\nAAAA") })],
    ])("but %s stays open", async (_, values) => {
      const form = await draw(values());
      expect(inSight(form)).toContain("key");
      expect(accordions(form)[0]).toMatch(/^Preview/);
    });

    it("and a long key that cannot be read says so above itself, because the error is far below", async () => {
      const form = await draw({ key: pem("rsa.pkcs8.pem").slice(0, 1000) });
      expect(named(form, "key")?.label).toBe(
        "Secret or Private Key: This private key is incomplete: its BEGIN or END line is missing. Copy the whole file.",
      );
    });
  });

  describe("nothing scolds:", () => {
    it("the error or warning stands after the main fields, before the preview and the sections", async () => {
      for (const values of [
        {},
        { key: "short" },
        { key: SECRET, header: "{" },
        { preset: "entra-certificate" },
      ]) {
        const form = (await draw(values)).filter(({ hidden }) => !hidden);
        const at = form.findIndex(({ type }) => type === "banner");
        expect(
          form.slice(0, at).filter(({ type, label }) => type === "accordion" && label?.startsWith("Preview")),
        ).toEqual([]);
        expect(form[at + 1]?.label).toMatch(/^Preview/);
        expect(form.slice(at + 1).every(({ type }) => type === "accordion")).toBe(true);
      }
    });

    it.each(["custom", ...presets.keys()])(
      "an untouched form with the preset %s has one neutral line",
      async (preset) => {
        const form = await draw({ preset });
        expect(status(form)).toMatch(
          /^info: (?:Paste the (?:secret or private key|secret|private key) to sign|Fill in the fields marked with an asterisk)\.$/,
        );
        expect(flat(form).filter(({ color }) => color === "danger")).toEqual([]);
      },
    );

    it("a required field that is still empty is told without red, in the words of the error", async () => {
      const form = await draw({ preset: "github-app", key: pem("rsa.pkcs8.pem") });
      expect(status(form)).toBe(
        "info: Client ID: Required by GitHub App. Enter a value, or none to send the token without it.",
      );
    });

    it("a new error appears only when typing pauses, and a fixed one goes at once", async () => {
      const time = async (values: object) => {
        const start = performance.now();
        const form = await draw(values, "pauses");
        return { ms: performance.now() - start, status: status(form) };
      };
      expect((await time({ key: SECRET })).status).toContain("success: ");
      const broken = await time({ key: SECRET, claims: "{" });
      expect(broken.status).toContain("danger: Additional Claims: Invalid JSON");
      expect(broken.ms).toBeGreaterThan(590);
      // The same error again, and an error that is gone: no pause.
      expect((await time({ key: SECRET, claims: "{", issuer: "me" })).ms).toBeLessThan(500);
      const fixed = await time({ key: SECRET, claims: "{ }" });
      expect(fixed.status).toContain("success: ");
      expect(fixed.ms).toBeLessThan(500);
      // A new warning waits, too.
      expect((await time({ key: "short" })).ms).toBeGreaterThan(590);
    });

    it("an error that was typed over, and so never shown, still waits when typing pauses", async () => {
      await draw({ key: SECRET }, "typed over");
      const first = draw({ key: SECRET, claims: "{" }, "typed over");
      const start = performance.now();
      await Promise.all([first, draw({ key: SECRET, claims: "{", issuer: "m" }, "typed over")]);
      expect(performance.now() - start).toBeGreaterThan(550);
    });

    it("a setting that is wrong is red, even if it is wrong only in a field that it fills in", async () => {
      const form = await draw({ preset: "docusign", ...filledIn.docusign?.(), audience: "a b" });
      expect(status(form)).toMatch(/^danger: Account Server: Contains a space/);
    });

    it("while typing goes on, earlier drawings do not wait", async () => {
      await draw({ key: SECRET }, "typing");
      const start = performance.now();
      const drawn = ["{", '{"', '{"a', '{"a"'].map((claims) => draw({ key: SECRET, claims }, "typing"));
      await Promise.all(drawn.slice(0, -1));
      expect(performance.now() - start).toBeLessThan(500);
      expect(status((await drawn.at(-1)) ?? [])).toContain("danger: ");
    });

    it("an error in a section is named on its closed label", async () => {
      expect(accordions(await draw({ key: SECRET, header: "{" }))).toContain("Token Header: see above");
    });
  });

  describe.each([...presets.values()])("with the preset $id,", (preset) => {
    it("its required fields are in the open and have an asterisk", async () => {
      const values = { preset: preset.id };
      const form = await draw(values);
      const required = [...fields.keys()].filter((name) => isRequired(name, values) && named(form, name));
      for (const name of required) {
        expect(inSight(form), name).toContain(name);
        expect(named(form, name)?.optional, name).toBe(false);
      }
      if (named(form, "key")) expect(named(form, "key")?.optional).toBe(false);
      const filled = await draw({ ...values, ...filledIn[preset.id]?.() });
      expect(status(filled)).toMatch(/^(?:success|warning): /);
    });

    it("one sentence says what to fill in, and where to read more", async () => {
      const note = visible(await draw({ preset: preset.id })).find(
        ({ type }) => type === "markdown",
      )?.content;
      expect(note).toMatch(/^Enter \*\*[^.]+\*\*\. See (?:\[.+\]\(https:.+\)|[^[]+)\./);
    });

    it("what the service does not use is in a section", async () => {
      const form = await draw({ preset: preset.id });
      const claims = ["issuer", "subject", "audience"] as const;
      const unused = claims.filter(
        (name) => !presetOf({ preset: preset.id })?.fields[name] && named(form, name),
      );
      const inSection = form
        .filter(({ label }) => label?.startsWith("More Claims"))
        .flatMap(({ inputs = [] }) => visible(inputs));
      for (const name of unused)
        expect(
          inSection.map((input) => input.name),
          name,
        ).toContain(name);
    });
  });

  it("a certificate that can be read folds, too, and one that cannot stays open", async () => {
    const entra = (certificate: string) =>
      draw({ preset: "entra-certificate", key: pem("rsa.pkcs8.pem"), certificate });
    const folded = await entra(pem("rsa.certificate.pem"));
    expect(accordions(folded)).toContainEqual(
      expect.stringMatching(/^Certificate: valid until \d{4}-\d\d-\d\d$/),
    );
    expect(inSight(folded)).not.toContain("certificate");
    const chain = await entra(pem("rsa.certificate.pem") + pem("p256.certificate.pem"));
    expect(accordions(chain)).toContainEqual(expect.stringMatching(/^Certificate: chain of 2, valid until /));
    expect(inSight(await entra("-----BEGIN CERTIFICATE-----"))).toContain("certificate");
  });

  it("what the key should bring along, but does not, is asked for in the open", async () => {
    const values = { preset: "google-service-account", key: pem("rsa.pkcs8.pem") };
    const form = await draw(values);
    expect(inSight(form)).toContain("keyId");
    expect(named(form, "keyId")?.optional).toBe(false);
    expect(status(form)).toMatch(/^info: Key ID: Required by Google Service Account\. /);
    expect(inSight(await draw({ ...values, keyId: "k" }))).toContain("keyId");
    expect(inSight(await draw({ ...values, key: serviceFile() }))).not.toContain("keyId");
  });

  it("an empty Key ID means that of the key, or none if the key has none", async () => {
    const placeholder = async (values: object) => named(await draw(values), "keyId")?.placeholder;
    expect(await placeholder({})).toBe("from the key");
    expect(await placeholder({ key: SECRET })).toBe("none");
    expect(await placeholder({ key: JSON.stringify(jwk("p256.pkcs8.pem", { kid: "k7" })) })).toBe("k7");
  });

  it("nothing that the key or a key file provides has an asterisk", async () => {
    const coinbase = await draw({
      preset: "coinbase-cdp",
      key: JSON.stringify({ name: "k", privateKey: pem("p256.sec1.pem") }),
    });
    expect(named(coinbase, "keyId")).toMatchObject({ optional: true, placeholder: "k" });
    const withFile = await draw({ preset: "github-app", keyFile: keyPath("rsa.pkcs8.pem") });
    expect(named(withFile, "key")?.optional).toBe(true);
  });

  it("what the key file brings along is shown as found", async () => {
    const form = await draw({ preset: "google-oauth", key: serviceFile() });
    expect(["issuer", "keyId", "tokenUrl"].map((name) => named(form, name)?.placeholder)).toEqual([
      "robot@project.example",
      "service-account-key",
      "https://oauth2.example.com/token",
    ]);
  });

  describe("the sections", () => {
    it("come in order after the main fields, and the secret's encoding is directly under the secret", async () => {
      const form = await draw({ key: SECRET });
      expect(accordions(form).map((label) => label?.split(":")[0])).toEqual([
        "Preview",
        "More Claims and Times",
        "Token Header",
        "Where to Send It",
        "OAuth 2.0",
      ]);
      const names = inSight(form);
      expect(names[names.indexOf("key") + 1]).toBe("keyEncoding");
      expect(accordions(await draw({ key: pem("p256.pkcs8.pem") })).at(-1)).toBe("Certificate");
    });

    it.each<[object, string]>([
      [{ placement: "cookie", cookieName: "session" }, "Where to Send It: cookie session"],
      [{ placement: "query" }, "Where to Send It: query parameter token"],
      [{ headerName: "X-Auth" }, "Where to Send It: X-Auth header"],
      [
        { claims: '{ "roles": [], "azp": "me" }', notBefore: "now" },
        "More Claims and Times: roles, azp, nbf",
      ],
      [{ header: '{ "nonce": "n" }', tokenType: "at+jwt" }, "Token Header: typ, nonce"],
      [
        { flow: "jwt-bearer", tokenUrl: "https://a.example/" },
        "OAuth 2.0: Get Access Token (JWT Bearer Grant)",
      ],
      [{ preset: "coinbase-cdp" }, "Token Header: nonce"],
    ])("say what is set inside while they are closed: %o", async (values, label) => {
      expect(accordions(await draw({ key: SECRET, ...values }))).toContain(label);
    });
  });

  describe("the preview", () => {
    const editors = async (values: object, script?: object) => {
      const form = await runtime.form(values, undefined, script);
      const preview = form.find(({ label }) => label?.startsWith("Preview"));
      return { label: preview?.label, inputs: preview?.inputs ?? [] };
    };

    it("sums up in its label, and shows header and payload in editors that can only be read", async () => {
      const { label, inputs } = await editors({ key: SECRET, issuer: "me", expiresIn: "2h" });
      expect(label).toBe("Preview: Authorization: Bearer … expires in 2 hours");
      expect(inputs.slice(0, 2)).toEqual([
        expect.objectContaining({
          type: "editor",
          label: "Token Header",
          readOnly: true,
          language: "json",
          rows: 4,
        }),
        expect.objectContaining({
          type: "editor",
          label: "Payload",
          readOnly: true,
          language: "json",
          rows: 9,
        }),
      ]);
      expect(JSON.parse(inputs[1]?.defaultValue ?? "")).toMatchObject({ iss: "me" });
      expect((await editors({ key: SECRET, expiresIn: "none" })).label).toBe(
        "Preview: Authorization: Bearer … no expiration",
      );
    });

    it("leaves it to the server when an access token expires", async () => {
      for (const values of [{}, filledIn.salesforce?.()])
        expect((await editors({ preset: "salesforce", ...values })).label).toBe(
          "Preview: Authorization: Bearer …",
        );
    });

    it("asks Yaak for the open request only if the settings or the preset refer to it, and prompts for nothing", async () => {
      const purposes = async (values: object) => {
        const asked: unknown[] = [];
        const shown = { id: "rq_1", method: "GET", url: "https://api.example.com/" };
        await runtime.form(values, undefined, { shown, asks: (purpose: unknown) => asked.push(purpose) });
        return asked;
      };
      expect(await purposes({ key: SECRET })).toEqual([]);
      expect(await purposes({ key: SECRET, subject: "$request.host" })).toEqual(["preview"]);
      expect(await purposes({ preset: "coinbase-cdp" })).toEqual(["preview"]);
    });

    it("resolves $request for the request that is open", async () => {
      const shown = { id: "rq_1", method: "GET", url: "https://api.example.com/reports" };
      const values = {
        key: SECRET,
        claims: '{ "u": "$request.method $request.path", "h": "$request.body.sha256" }',
      };
      const open = await editors(values, { shown });
      expect(JSON.parse(open.inputs[1]?.defaultValue ?? "").u).toBe("GET /reports");
      const withBody = await editors(values, { shown: { ...shown, bodyType: "text/plain" } });
      expect(JSON.parse(withBody.inputs[1]?.defaultValue ?? "").h).toBe("$request.body.sha256");
      const none = await editors(values, {});
      expect(JSON.parse(none.inputs[1]?.defaultValue ?? "").u).toBe("$request.method $request.path");
    });
  });

  describe("Yaak completes", () => {
    it.each([
      ["expiresIn", "15m"],
      ["notBefore", "now-60s"],
      ["issuedAt", "now"],
      ["audience", "$request.host"],
      ["issuer", "$clientId"],
    ])("%s", async (name, option) => {
      const labels = named(await draw({}), name)?.completionOptions?.map(({ label }) => label) ?? [];
      expect(labels).toContain(option);
      expect(new Set(labels).size).toBe(labels.length);
    });

    it("whole objects, so that what it completes is valid JSON", async () => {
      for (const name of ["claims", "header"])
        for (const { label } of named(await draw({}), name)?.completionOptions ?? []) JSON.parse(label);
    });

    it("claim names, and marks an empty editor as neither JSON nor wrong", async () => {
      const claims = named(await draw({}), "claims");
      expect(claims?.completionOptions?.map(({ label }) => label).join()).toContain('"roles"');
      expect(claims).not.toHaveProperty("language");
      expect(named(await draw({ claims: "{ " }), "claims")).not.toHaveProperty("language");
      expect(named(await draw({ claims: "{}" }), "claims")?.language).toBe("json");
    });
  });

  describe("Generate Key…", () => {
    const generate = (values: object, answers: object[], model?: object) => {
      const models = [
        {
          id: "rq_1",
          model: "http_request",
          authenticationType: "jwt-bearer",
          authentication: values,
          ...model,
        },
      ];
      const script = { answers: answers as Record<string, unknown>[], models };
      return runtime.act("Generate Key…", values, script, createHash("md5").update("rq_1").digest("hex"));
    };

    it.each(["RS256", "ES384", "EdDSA", "HS512", "PS384"])(
      "writes a key for %s into the form's own settings",
      async (keyAlgorithm) => {
        const app = await generate({ issuer: "me" }, [{ keyAlgorithm }, {}]);
        const [changed] = app.changed;
        const settings = changed?.authentication as Record<string, unknown>;
        expect(settings).toMatchObject({ issuer: "me", key: expect.any(String) });
        const { copied } = await runtime.act("Copy Token", settings);
        expect(decodeProtectedHeader(copied[0] ?? "").alg).toBe(keyAlgorithm);
        // The algorithm is stored only if the key would lead to another one.
        expect("algorithm" in settings).toBe(/^(?:HS512|PS384)$/.test(keyAlgorithm));
        expect([app.copied, app.toasts[0]?.message]).toEqual([
          [],
          expect.stringMatching(/^(?:Key|Secret) saved in this form\. /),
        ]);
      },
    );

    it("says that it replaces a key, and clears a key file beside it", async () => {
      const app = await generate({ keyFile: "/keys/old.pem" }, [
        { keyAlgorithm: "ES256" },
        { keyPart: "use" },
      ]);
      expect(app.banners).toEqual([
        expect.stringMatching(/^warning: .* Using it replaces the current key\.$/),
      ]);
      expect(app.changed[0]?.authentication).toMatchObject({
        keyFile: null,
        key: expect.stringContaining("PRIVATE KEY"),
      });
    });

    it.each<[string, object]>([
      ["a workspace", { id: "wk_1" }],
      ["other auth", { authenticationType: "basic" }],
    ])("offers only copies for %s", async (_, model) => {
      const app = await generate({}, [{ keyAlgorithm: "ES256" }, {}], model);
      expect(app.input("keyPart")?.options?.map(({ value }) => value)).not.toContain("use");
      expect([app.changed, app.copied]).toEqual([[], [expect.stringContaining("PRIVATE KEY")]]);
    });

    it("fails if Yaak does not save the key", async () => {
      const models = [
        { id: "rq_1", model: "http_request", authenticationType: "jwt-bearer", authentication: {} },
      ];
      const script = { answers: [{ keyAlgorithm: "ES256" }, {}], models, refusesChanges: true };
      const app = await runtime.act(
        "Generate Key…",
        {},
        script,
        createHash("md5").update("rq_1").digest("hex"),
      );
      expect(app.toasts[0]).toMatchObject({
        color: "danger",
        message: expect.stringContaining("Couldn't save the new key"),
      });
    });

    it("says at once that nothing is signed, or that no key is used", async () => {
      for (const [values, message] of [
        [{ preset: "document360" }, "Flow: This flow doesn't sign a JWT."],
        [{ algorithm: "none" }, "Algorithm: The algorithm none uses no key."],
      ] as const) {
        const app = await runtime.act("Generate Key…", values);
        expect([app.dialogs, app.toasts[0]?.message]).toEqual([[], expect.stringContaining(message)]);
      }
    });

    it("stores the selected algorithm, and says what may be that of the old key", async () => {
      const app = await generate({ algorithm: "ES256", keyId: "old", key: "x" }, [{}]);
      expect(app.changed[0]?.authentication).toMatchObject({ algorithm: "ES256", keyId: "old" });
      expect(app.toasts[0]?.message).toMatch(/ Update Key ID, too\.$/);
    });

    it("opens at its top, and masks the private key until it is asked for", async () => {
      const script = { answers: [{ keyAlgorithm: "ES256" }] };
      const app = await runtime.act("Generate Key…", {}, script);
      const [dialog] = app.dialogs.slice(-1);
      const first = visible(dialog?.inputs ?? []).find(({ type }) => !["banner", "markdown"].includes(type));
      expect(first?.name).toBe("keyPart");
      expect(JSON.stringify(dialog)).not.toContain("PRIVATE KEY-----");
      const shown = await runtime.act(
        "Generate Key…",
        { algorithm: "ES256" },
        { typing: { showPrivateKey: true } },
      );
      const masked = shown.redrawn[0]?.inputs.find(({ name }) => name === "shownKey");
      expect(masked).toMatchObject({
        hidden: false,
        readOnly: true,
        defaultValue: expect.stringContaining("PRIVATE KEY-----"),
      });
    });

    it("asks for the algorithm only if the form does not say it, and for the size only of an RSA key", async () => {
      const first = async (values: object, typing?: object) => {
        const { dialogs, redrawn } = await runtime.act("Generate Key…", values, { typing: typing as never });
        const [dialog] = typing ? redrawn : dialogs;
        return [
          dialog?.title,
          ...visible(dialog?.inputs ?? []).flatMap(({ name, defaultValue }) =>
            name ? `${name}=${defaultValue}` : [],
          ),
        ];
      };
      expect(await first({})).toEqual(["Generate Key", "keyAlgorithm=RS256", "keySize=2048"]);
      expect(await first({}, { keyAlgorithm: "ES256" })).toEqual(["Generate Key", "keyAlgorithm=RS256"]);
      expect(await first({ key: SECRET })).toEqual(["Generate Key", "keyAlgorithm=HS256"]);
      expect(await first({ preset: "coinbase-cdp" })).toEqual(["Generate Key", "keyAlgorithm=EdDSA"]);
      expect(await first({ preset: "github-app" })).toEqual(["Generate Key", "keySize=2048"]);
      expect((await first({ algorithm: "ES256" }))[0]).toBe("New Key Pair");
    });
  });

  it("every action has an icon", async () => {
    const { form, workspace } = await runtime.actions();
    for (const { label, icon } of [...form, ...workspace]) expect(icon, label).toMatch(/^\w+$/);
  });
});
