import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  compactVerify,
  createLocalJWKSet,
  decodeJwt,
  EncryptJWT,
  importSPKI,
  jwtVerify,
  UnsecuredJWT,
} from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpResponse } from "../support/http-response";
import { jwk, keyFor, pem, publicKeyOf, SECRET } from "../support/keys";
import { coinbaseKey, filledIn } from "../support/preset-cases";
import { Runtime } from "../support/runtime";
import type { Script, ScriptedApp } from "../support/scripted-app";

const SECRET_MISSING = "Secret: Required. Paste the secret, or select a key file.";
const KEY_MISSING = "Secret or Private Key: Required. Paste a secret or private key, or select a key file.";

describe("in Yaak's own plugin runtime", () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await Runtime.start();
  });
  afterAll(() => runtime.close());

  const act = (label: string, values: object, ...answers: Record<string, unknown>[]): Promise<ScriptedApp> =>
    runtime.act(label, values, { answers });
  const toasts = (app: ScriptedApp) => app.toasts.map(({ color, message }) => `${color}: ${message}`);

  it("the gear menu lists the token and key actions, and the workspace menu lists the conversion", async () => {
    const { form, workspace } = await runtime.actions();
    expect(form.map(({ label }) => label)).toEqual([
      "Copy Token",
      "Inspect Token…",
      "Verify Token…",
      "Test Token Validation…",
      "Generate Key…",
      "Copy Public Key…",
      "Delete Cached Tokens",
    ]);
    expect(workspace.map(({ label }) => label)).toEqual(["Convert Built-In JWT Auth…"]);
  });

  it.each<[string, object, Record<string, unknown>[]]>([
    ["Inspect Token…", { key: SECRET }, [{ token: "no token" }]],
    ["Verify Token…", { key: SECRET }, [{ token: "no token" }, { token: "a.b.c", verificationKey: "x" }]],
    ["Generate Key…", { algorithm: "RS256" }, [{ keySize: "2048" }]],
    ["Generate Key…", { algorithm: "HS256" }, []],
    ["Copy Public Key…", { algorithm: "ES256", key: pem("p256.pkcs8.pem") }, []],
  ])(
    "%s changes, copies, and stores nothing if it is canceled at any dialog",
    async (label, values, answers) => {
      for (let count = 0; count <= answers.length; count++) {
        const app = await act(label, values, ...answers.slice(0, count));
        expect(app.dialogs).toHaveLength(count + 1);
        expect([app.copied, app.changed, app.toasts, app.others]).toEqual([[], [], [], []]);
      }
    },
  );

  describe("Copy Token", () => {
    const copy = (values: object, script: Script = {}) => runtime.act("Copy Token", values, script);

    it("signs with the form's settings and defaults, and shows when the token expires", async () => {
      const app = await copy({ algorithm: "ES256", key: keyFor("ES256").key, issuer: "me" });
      const { payload } = await jwtVerify(app.copied[0] ?? "", keyFor("ES256").verifyWith);
      expect(payload).toMatchObject({ iss: "me", exp: (payload.iat ?? 0) + 300 });
      expect(app.toasts[0]?.message).toMatch(
        /^Token copied\. It expires in 5 minutes \((\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d UTC\)\.$/,
      );
      expect(app.toasts[0]).toMatchObject({ color: "success" });
      expect(app.dialogs).toEqual([]);
    });

    it.each<[string, object, RegExp]>([
      ["never expires", { expiresIn: "none" }, /^Token copied\. It never expires\.$/],
      ["has expired", { expiresIn: "-5m" }, /^Token copied\. It expired 5 minutes ago \(/],
      [
        "is not valid yet",
        { notBefore: "now+90s" },
        /^Token copied\. It expires in 5 minutes \(.*\)\. The token isn't valid yet \(nbf\)\. It becomes valid in 2 minutes \(/,
      ],
    ])("shows that the token %s", async (_, values, message) => {
      expect((await copy({ key: SECRET, ...values })).toasts[0]?.message).toMatch(message);
    });

    it.each<[string, object, object, string, RegExp]>([
      [
        "an access token",
        { preset: "salesforce", ...filledIn.salesforce?.() },
        { access_token: "00D!AQ", token_type: "Bearer" },
        "00D!AQ",
        /^Token copied\. Its expiration is unknown\.$/,
      ],
      [
        "an access token with a lifetime",
        { preset: "docusign", ...filledIn.docusign?.() },
        { access_token: "opaque", token_type: "Bearer", expires_in: 3600 },
        "opaque",
        /^Token copied\. It expires in (?:1 hour|60 minutes|59 minutes) \(/,
      ],
      [
        "a code",
        { preset: "document360", ...filledIn.document360?.() },
        { code: "one-time" },
        "one-time",
        /^Token copied\. Its expiration is unknown\.$/,
      ],
    ])("copies %s if the flow returns one", async (_, values, answer, copied, message) => {
      const app = await copy(values, { send: async () => httpResponse(200, JSON.stringify(answer)) });
      expect(app.copied).toEqual([copied]);
      expect(app.toasts[0]?.message).toMatch(message);
    });

    it("shows the error that sending would give, and copies nothing", async () => {
      for (const values of [{}, { key: SECRET, claims: "{ broken" }, { algorithm: "RS256", key: SECRET }]) {
        const app = await copy(values);
        const { error } = await runtime.apply(values, { method: "GET", url: "https://api.example.com/" });
        expect(toasts(app)).toEqual([`danger: ${error}`]);
        expect(app.copied).toEqual([]);
      }
      expect(toasts(await copy({}))).toEqual([`danger: ${KEY_MISSING}`]);
    });

    it("does not show the username, password, and query of the open request's URL", async () => {
      const shown = { id: "rq_shown", method: "GET", url: "https://me:hidden@api.example.com/a?key=hidden" };
      const app = await copy({ key: SECRET, claims: '{ "path": "$request.path" }' }, { shown });
      expect(app.toasts[0]?.message).toMatch(
        /^Token copied for GET https:\/\/api\.example\.com\/a\. It expires/,
      );
    });

    // The desktop app cannot run here, so the request that is open in it is scripted.
    it("uses the request that is open in Yaak if the token depends on one", async () => {
      const shown = {
        id: "rq_shown",
        method: "POST",
        url: "https://api.example.com/accounts/:id/page?draft=true",
        urlParameters: [
          { enabled: true, name: ":id", value: "a b" },
          { name: "page", value: "ü" },
          { enabled: false, name: "off", value: "1" },
          { enabled: true, name: "", value: "" },
        ],
      };
      const claims = '{ "url": "$request.url", "method": "$request.method" }';
      const app = await copy({ key: SECRET, claims }, { shown });
      const { url, method } = decodeJwt(app.copied[0] ?? "");
      expect(url).toBe("https://api.example.com/accounts/a%20b/page?draft=true&page=%C3%BC");
      expect(method).toBe("POST");
      expect(app.toasts[0]?.message).toMatch(
        /^Token copied for POST https:\/\/api\.example\.com\/accounts\/a%20b\/page\. It expires in 5 minutes/,
      );
      // Sending the request uses the same URL.
      const sent = await runtime.apply({ key: SECRET, claims }, { method: "POST", url });
      const [{ value }] = sent.setHeaders as [{ value: string }];
      expect(decodeJwt(value.slice("Bearer ".length))).toMatchObject({ url, method });
    });

    it("uses the hash of an empty body if the request has no body, and fails if it has one", async () => {
      const values = { key: SECRET, claims: '{ "h": "$request.body.sha256" }' };
      const shown = { id: "rq_1", method: "POST", url: "https://api.example.com/" };
      const { copied } = await copy(values, { shown });
      expect(decodeJwt(copied[0] ?? "").h).toBe(createHash("sha256").digest("hex"));
      const app = await copy(values, { shown: { ...shown, bodyType: "text/plain", body: { text: "x" } } });
      expect(toasts(app)[0]).toContain("or the body when you copy a token or test its validation. Remove it");
    });

    it("signs a preset's token that is bound to the request", async () => {
      const shown = {
        id: "rq_1",
        method: "GET",
        url: "https://api.cdp.coinbase.com/platform/v2/evm/accounts",
      };
      const values = { preset: "coinbase-cdp", key: coinbaseKey("ed25519.pkcs8.pem"), keyId: "key-1" };
      const app = await copy(values, { shown });
      const { payload } = await jwtVerify(app.copied[0] ?? "", publicKeyOf("ed25519.pkcs8.pem"));
      expect(payload.uris).toEqual(["GET api.cdp.coinbase.com/platform/v2/evm/accounts"]);
    });

    it("fails if no request is open, and never signs the placeholder's name instead", async () => {
      const app = await copy({ key: SECRET, subject: "$request.path" });
      expect(toasts(app)).toEqual([
        "danger: Subject: The placeholder $request.path has no value here because this token isn't for a request. Enter the value itself, or use JWT Bearer as the request's auth.",
      ]);
      expect(app.copied).toEqual([]);
    });
  });

  describe("Inspect Token…", () => {
    const inspect = (values: object, ...tokens: string[]) =>
      act("Inspect Token…", values, ...tokens.map((token) => ({ token })));

    it("asks for a token and shows its contents", async () => {
      const values = { key: SECRET, subject: "robin", expiresIn: "-12m" };
      const [token = ""] = (await runtime.act("Copy Token", values)).copied;
      const app = await inspect(values, `Authorization: Bearer ${token}`);
      expect(app.dialogs.map(({ title }) => title)).toEqual(["Inspect Token", "Token Details"]);
      expect(app.banners).toEqual([
        "success: The signature matches the key in this form.",
        expect.stringMatching(/^warning: The token expired 12 minutes ago \(/),
      ]);
      expect(app.said).toContain(`HS256, ${token.length} characters`);
      expect(app.said).toContain('"sub": "robin"');
      expect(app.said).toContain('{\n  "alg": "HS256",\n  "typ": "JWT"\n}');
      for (const name of ["shownHeader", "shownPayload"])
        expect(app.input(name)).toMatchObject({ type: "editor", readOnly: true, language: "json" });
      expect(app.said).toMatch(/- iat: (now|1 second ago) .*\n- exp: 12 minutes ago /);
      // Nothing is copied, and nothing is stored in Yaak.
      expect([app.copied, app.toasts, app.others]).toEqual([[], [], []]);
    });

    it("shows the header of an encrypted token, and warns about an unsecured one", async () => {
      const jwe = await new EncryptJWT({ sub: "hidden" })
        .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
        .encrypt(new Uint8Array(32));
      const encrypted = await inspect({ key: SECRET }, `Bearer ${jwe}`);
      expect(encrypted.said).toContain(`dir, ${jwe.length} characters, encrypted (JWE); only its recipient`);
      expect(encrypted.said).toContain('"enc": "A256GCM"');
      expect([encrypted.banners, encrypted.said.includes("Claims")]).toEqual([[], false]);
      const unsecured = await inspect({ key: SECRET }, new UnsecuredJWT({ nbf: 4e9 }).encode());
      expect(unsecured.banners[0]).toMatch(
        /^warning: - The token is unsigned .*\n- The token has no exp claim, .*\n- The token isn't valid yet \(nbf\)\. It becomes valid in \d+ years \(/,
      );
    });

    it("shows that the signature does not match another key, and why it was not checked without a key", async () => {
      const [token = ""] = (await runtime.act("Copy Token", { key: SECRET })).copied;
      expect((await inspect({ key: "another" }, token)).banners).toEqual([
        "danger: The signature doesn't match the key in this form.",
      ]);
      expect((await inspect({}, token)).banners).toEqual([
        `info: Signature not checked with the key in this form. ${SECRET_MISSING}`,
      ]);
    });

    it.each([
      ["payload", '{\n  "iss": "me"\n}'],
      ["header", '{\n  "alg": "none"\n}'],
      ["token", "eyJhbGciOiJub25lIn0.eyJpc3MiOiJtZSJ9."],
    ])("copies the %s with a button that says so", async (tokenPart, text) => {
      const token = "eyJhbGciOiJub25lIn0.eyJpc3MiOiJtZSJ9.";
      const app = await act("Inspect Token…", { key: SECRET }, { token }, { tokenPart });
      expect(app.dialogs[1]).toMatchObject({ confirmText: "Copy", cancelText: "Close" });
      expect(app.copied).toEqual([text]);
      expect(toasts(app)).toEqual([
        expect.stringMatching(/^success: (?:Payload|Token Header|Token) copied\.$/),
      ]);
    });

    it("escapes Markdown and HTML in the token", async () => {
      const header = { alg: "<b>x</b> [a](http://evil.example)" };
      const part = (json: object) => Buffer.from(JSON.stringify(json)).toString("base64url");
      const app = await inspect({}, `${part(header)}.${part({ a: "```\n# b" })}.AAAA`);
      expect(app.said).toContain("\\<b\\>x\\</b\\> \\[a\\](http://evil.example), ");
      expect(app.input("shownPayload")?.defaultValue).toBe('{\n  "a": "```\\n# b"\n}');
    });

    it.each([
      ["an empty field", "", "Token: Required. Paste a token."],
      ["text that is not a token", "hello there", "Token: This isn't a token: a JWT has three parts"],
      ["three parts that are not base64url", "a.b.c", "Token: The first part isn't a JWT header"],
      ["2 MB of text", "x".repeat(2 * 1024 * 1024), "Token: Too large for a token (over 64 kB)."],
    ])(
      "shows an error for %s, and asks again with the input unless it is over 64 KiB",
      async (_, text, message) => {
        const app = await inspect({}, text);
        expect(app.dialogs).toHaveLength(2);
        expect(app.banners[0]?.replaceAll("\\", "")).toContain(`danger: ${message}`);
        expect(app.input("token")?.defaultValue).toBe(text.length > 64 * 1024 ? undefined : text);
        expect(app.input("token")).toMatchObject({ optional: false, type: "editor" });
      },
    );
  });

  it.each(["Inspect Token…", "Verify Token…"])(
    "%s ends with a toast if the same invalid input is entered twice in a row",
    async (label) => {
      const answer = { token: "hello", verificationKey: "x" };
      const app = await act(label, {}, answer, { ...answer, token: "hi" }, answer, answer, answer);
      expect(app.dialogs).toHaveLength(4);
      expect(toasts(app)).toEqual([expect.stringMatching(/^danger: Token: This isn't a token:/)]);
    },
  );

  describe("Generate Key…", () => {
    const generate = (algorithm: string, ...answers: Record<string, unknown>[]) =>
      act("Generate Key…", { algorithm }, ...answers);

    it.each([
      ["2048", "RS256"],
      ["3072", "PS384"],
      ["4096", "RS512"],
    ])("asks for the size of an RSA key: %s bits", async (keySize, algorithm) => {
      const app = await generate(algorithm, { keySize }, { keyPart: "privateKey" });
      expect(app.dialogs.map(({ title }) => title)).toEqual(["Generate Key", "New Key Pair"]);
      const text = execFileSync("openssl", ["pkey", "-noout", "-text"], {
        input: app.copied[0],
        encoding: "utf8",
      });
      expect(text).toContain(`${keySize} bit`);
      expect(toasts(app)).toEqual(["success: Private Key (PEM) copied."]);
    });

    it("generates a 2048-bit RSA key by default", async () => {
      const app = await generate("RS256", {}, {});
      const text = execFileSync("openssl", ["pkey", "-noout", "-text"], {
        input: app.copied[0],
        encoding: "utf8",
      });
      expect(text).toContain("2048 bit");
    });

    it.each(["ES256", "ES384", "ES512", "EdDSA"])(
      "shows every format of a key pair for %s, and stays open until a private key is copied",
      async (algorithm) => {
        const parts = ["publicKey", "publicJwk", "keyId", "privateJwk"];
        const app = await generate(algorithm, ...parts.map((keyPart) => ({ keyPart })), { keyPart: "keyId" });
        const [publicKey = "", publicJwk = "", keyId = "", privateJwk = ""] = app.copied;
        expect([app.copied, app.dialogs].map(({ length }) => length)).toEqual([4, 4]);
        for (const text of [publicKey, keyId]) expect(app.said).toContain(text.trim());
        expect(app.banners).toEqual(["success: Key ID copied. The private key isn't saved anywhere."]);
        // The last selection is preserved.
        expect(app.input("keyPart")?.defaultValue).toBe("keyId");

        expect(JSON.parse(publicJwk).kid).toBe(keyId);
        for (const key of [privateJwk]) {
          const [token = ""] = (await runtime.act("Copy Token", { algorithm, key })).copied;
          await compactVerify(token, await importSPKI(publicKey, algorithm));
        }
      },
    );

    it("closes if the same part is selected twice", async () => {
      const app = await generate("ES256", { keyPart: "keyId" }, { keyPart: "keyId" }, { keyPart: "keyId" });
      expect([app.copied, app.dialogs].map(({ length }) => length)).toEqual([2, 2]);
    });

    it.each([
      ["HS256", 32],
      ["HS384", 48],
      ["HS512", 64],
    ])("generates an %s secret of %i bytes, in the form's encoding", async (algorithm, length) => {
      for (const keyEncoding of ["base64", "hex", "base64url"] as const) {
        const app = await act("Generate Key…", { algorithm, keyEncoding }, {});
        const bytes = Buffer.from(app.copied[0] ?? "", keyEncoding);
        expect(bytes).toHaveLength(length);
        expect(toasts(app)).toEqual(["success: Secret copied."]);
      }
      const [asJwk = ""] = (await generate(algorithm, { secretPart: "secretJwk" })).copied;
      expect(Buffer.from(JSON.parse(asJwk).k, "base64url")).toHaveLength(length);
      const [text = ""] = (await generate(algorithm, {})).copied;
      expect(text.length).toBeGreaterThanOrEqual(length);
    });

    it("uses the preset's algorithm if no algorithm is selected", async () => {
      const app = await act("Generate Key…", { preset: "apns" }, { keyPart: "publicJwk" });
      expect(JSON.parse(app.copied[0] ?? "")).toMatchObject({ crv: "P-256", alg: "ES256" });
    });

    it("fails if the algorithm is none or unknown", async () => {
      expect(toasts(await generate("none"))).toEqual([
        "danger: Algorithm: The algorithm none uses no key. Choose the algorithm your server expects.",
      ]);
      expect(toasts(await generate("HS257"))).toEqual([
        expect.stringContaining("danger: Algorithm: Unknown option. Choose auto, HS256, "),
      ]);
    });
  });

  describe("Copy Public Key…", () => {
    it.each(["RS256", "ES512", "EdDSA"])(
      "copies a key that verifies the form's %s tokens",
      async (algorithm) => {
        const values = { algorithm, key: keyFor(algorithm).key };
        const [token = ""] = (await runtime.act("Copy Token", values)).copied;
        const copied = async (publicKeyForm: string) =>
          (await act("Copy Public Key…", values, { publicKeyForm })).copied[0] ?? "";
        await compactVerify(token, await importSPKI(await copied("pem"), algorithm));
        const named = JSON.parse(await copied("jwk"));
        expect(named).toMatchObject({ alg: algorithm, use: "sig", kid: expect.any(String) });
        await compactVerify(token, createLocalJWKSet(JSON.parse(await copied("jwkSet"))));
      },
    );

    it("copies PEM by default, and says what to do with it", async () => {
      const app = await act("Copy Public Key…", { algorithm: "RS256", key: pem("rsa.pkcs8.pem") }, {});
      expect(app.copied).toEqual([pem("rsa.public.pem")]);
      expect(toasts(app)).toEqual(["success: Public key copied. Add it to your server."]);
    });

    it("explains why there is no public key to copy", async () => {
      const problems = [
        await act("Copy Public Key…", { key: SECRET }),
        await act("Copy Public Key…", { algorithm: "RS256", key: SECRET }),
        await act("Copy Public Key…", {
          algorithm: "RS256",
          key: JSON.stringify({ keys: [jwk("p256.pkcs8.pem"), jwk("ed25519.pkcs8.pem")] }),
        }),
      ];
      expect(problems.flatMap(toasts)).toEqual([
        "danger: Secret or Private Key: No public key, because a shared secret has none. Give your server the secret itself, or use a private key.",
        expect.stringContaining("danger: Private Key: Unknown private key format."),
        "danger: Private Key: No key in this JWK set can sign with RS256. Use a set with an RSA key, including its private part.",
      ]);
      expect(problems.flatMap(({ dialogs, copied }) => [...dialogs, ...copied])).toEqual([]);
    });
  });

  it("no error toast or dialog reveals any part of the key or the token", async () => {
    const key = randomBytes(24).toString("base64url");
    const token = (await runtime.act("Copy Token", { key })).copied[0] ?? "";
    const apps = [
      await act("Copy Token", { algorithm: "RS256", key }),
      await act("Copy Public Key…", { algorithm: "ES256", key }),
      await act("Inspect Token…", { algorithm: "RS256", key }, { token: token.slice(2) }),
      await act(
        "Verify Token…",
        {},
        { token, verificationKey: createHash("sha256").update(key).digest("hex") },
      ),
    ];
    for (const app of apps) {
      const text = toasts(app).join() + app.said;
      expect(text).toMatch(/\w/);
      for (const part of [key, ...token.split(".")]) expect(text).not.toContain(part.slice(4, 16));
    }
  });
});
