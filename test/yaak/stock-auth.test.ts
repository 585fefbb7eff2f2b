import { createRequire } from "node:module";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authenticate } from "../../src/core/authenticate";
import { fromStockAuth } from "../../src/yaak/stock-auth";
import { base64, pem } from "../support/keys";
import { clock, request, services } from "../support/sign";
import { Yaak } from "../support/yaak";

const UNTOUCHED = undefined;

/** Values for each setting of the built-in plugin, both common and unlikely ones. */
const POOLS: Record<string, unknown[]> = {
  secret: [
    ...[
      "secret",
      " s ",
      "s\n",
      '"s"',
      "'q'",
      "ü",
      "\ud800",
      "\u0000",
      "\ufeffx",
      "\\n",
      "00ff",
      "id:secret",
      "",
    ],
    ...["c2VjcmV0", "c2VjcmV0LV8", "a-_b", "====", "-----BEGIN X", "PuTTY-User-Key-File-3: x", "{ not"],
    ...['{"kty":"oct","k":"AAAA"}', '{"kty":"RSA"}', '{"keys":[]}', UNTOUCHED, null, 5],
    ...[pem("rsa.pkcs8.pem"), ` ${pem("rsa.pkcs1.pem")}`, pem("rsa.public.pem"), pem("p256.sec1.pem")],
    ...[base64("rsa.pkcs8.pem"), base64("p256.sec1.pem")],
  ],
  payload: [
    ...[UNTOUCHED, "", " ", "{}", " {} ", '{ "a" : 1.0 }', '{"a":1,"a":2}', '{"a":"$issuer"}', '{"a":"$$"}'],
    ...[
      '{"$now":1}',
      '{"a":"$5"}',
      "[]",
      "1",
      "null",
      '"x"',
      "x",
      '{"a":1,}',
      '{"a":1 /*c*/}',
      "\ufeff{}",
      null,
    ],
    ...['{"ü":"😀"}', '{"a":"\ud800"}', '{"a":"\\ud800"}', '{"exp":"5m","iat":1.5}', '{"__proto__":{"a":1}}'],
    ...['{"a":9007199254740993}', '{"a":"\\u0024issuer"}', '{"1":1,"0":2}'],
  ],
  headers: [
    ...[
      UNTOUCHED,
      "",
      "{}",
      " ",
      '{ "kid": "x" }',
      '{"typ":"at+jwt","kid":"a"}',
      '{"b":1,"kid":"z","typ":"T"}',
      null,
    ],
    ...[
      '{"alg":"HS384"}',
      '{"alg":"none"}',
      '{"alg":"RS256"}',
      '{"alg":1}',
      '{"alg":null}',
      '{"alg":"ES256K"}',
    ],
    ...[
      '{"n":1.0,"m":1e3,"o":9007199254740993}',
      '{"1":1,"a":2}',
      '{"x":{"1":1,"0":2}}',
      '{"__proto__":1,"b":2}',
    ],
    ...[
      '{"a":"$issuer"}',
      '{"a":"$$"}',
      '{"kid":"ü"}',
      '{"kid":"\\u00fc"}',
      '{"a":"\\n\\u007f"}',
      '{"a":"\\ud800"}',
    ],
    ...["[]", "1", "null", '"x"', "true", "{a}", '{"a":1,"a":2}', '{"a":1,}', '{"a":1 }//x', '{"":1}'],
    ...['{"crit":["x"]}', '{"b64":false}', '{"typ":null}', '{"kid":1}', '{"x5t":"a","x5c":["b"]}'],
  ],
  algorithm: [UNTOUCHED, "HS384", "HS512", "RS256", "RS512", "none", "", "X"],
  name: [UNTOUCHED, "", "X-A", "Authorization", "token", " X-B "],
  headerPrefix: [UNTOUCHED, "", " ", "Bearer", "JWT", "none", "Bearer ", " B", "Token token=", null],
  location: [UNTOUCHED, "query", "", "x"],
  secretBase64: [UNTOUCHED, true, false],
};

/** The defaults that Yaak sets. If two inputs have the same name, the last one counts. */
const DEFAULTS = {
  algorithm: "HS256",
  payload: '{\n  "foo": "bar"\n}',
  headers: "{}",
  location: "header",
  name: "token",
  headerPrefix: "Bearer",
  secretBase64: false,
};

type Stored = Record<string, unknown>;
type Sent = { place: string; name: string; value: string };

describe("settings of the built-in plugin", () => {
  let yaak: Yaak;
  let onApply: (
    ctx: object,
    args: { values: object },
  ) => Promise<Record<string, { name: string; value: string }[]>>;
  beforeAll(async () => {
    yaak = Yaak.create();
    await yaak.run("request", "schema", "http");
    const bundle = join(yaak.dataFolder, "vendored-plugins/auth-jwt/build/index.js");
    onApply = createRequire(import.meta.url)(bundle).plugin.authentication.onApply;
  });
  afterAll(() => yaak.dispose());

  const stored = (settings: Stored): Stored =>
    Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== UNTOUCHED));

  /** What the built-in plugin sends. Undefined if it sends nothing. */
  async function sentBefore(values: Stored): Promise<Sent | undefined> {
    try {
      const { setHeaders, setQueryParameters } = await onApply({}, { values: { ...DEFAULTS, ...values } });
      const [found] = setHeaders ?? setQueryParameters ?? [];
      return found && { place: setHeaders ? "header" : "query", ...found };
    } catch {
      return undefined;
    }
  }

  async function sentNow(values: Stored): Promise<Sent | string> {
    try {
      const { kind, name, value } = await authenticate(values, request, clock, services);
      return { place: kind, name, value };
    } catch (error) {
      return (error as Error).message;
    }
  }

  /** Spaces around a header's name and value are not sent. */
  const bare = ({ place, name, value }: Sent): Sent =>
    place === "query"
      ? { place, name, value }
      : { place, name: name.trim(), value: value.replace(/ +/g, " ") };

  const base = { secret: "secret", name: "Authorization" };
  const pools = Object.entries(POOLS);
  it.each(pools.map(([name], index) => [name, index] as const))(
    "produce the same token in the same place, or are skipped, for any value of %s and of each setting after it",
    async (first, index) => {
      let equal = 0;
      for (const one of POOLS[first] ?? []) {
        for (const [second, others] of pools.slice(index)) {
          for (const other of second === first ? [one] : others) {
            const values = stored({ ...base, [first]: one, [second]: other });
            const before = await sentBefore(values);
            const conversion = fromStockAuth(values);
            if (!before || "refusal" in conversion) continue;
            const expected = bare(before);
            // The built-in plugin's bug is not carried over.
            if (!("name" in values) && expected.place === "header") expected.name = "Authorization";
            expect(await sentNow(conversion.values), JSON.stringify(values)).toEqual(expected);
            equal += 1;
          }
        }
      }
      expect(equal).toBeGreaterThan(0);
    },
  );

  it.each(["payload", "headers", "secret"])(
    "are converted despite unusual but harmless text in %s",
    (name) => {
      const good: Record<string, string[]> = {
        payload: ["{}", " {} ", '{ "a" : 1.0 }', '{"a":"$5"}', '{"a":9007199254740993}'],
        headers: ["", "{}", '{ "kid": "x" }', '{"b":1,"kid":"z","typ":"T"}', '{"n":1.0}', '{"alg":"HS384"}'],
        secret: ["secret", " s ", '"s"', "ü", '{"kty":"oct","k":"AAAA"}', pem("rsa.public.pem")],
      };
      for (const value of good[name] ?? []) {
        expect(fromStockAuth({ ...base, [name]: value }), value).toHaveProperty("values");
      }
    },
  );

  it("keep the exact text of a payload, header, or secret that needs no change", () => {
    const unchanged = { payload: ' { "a": 1 }\n', headers: '{  "kid": "x" }', secret: "s" };
    const conversion = fromStockAuth({ ...base, ...unchanged });
    expect(conversion).toMatchObject({
      values: { claims: unchanged.payload, header: unchanged.headers, key: unchanged.secret },
      notes: [],
    });
  });

  it("are read in time if they contain tags that never end, or deep nesting", () => {
    const open = "${[".repeat(80_000);
    const deep = `${'{"a":'.repeat(40_000)}1${"}".repeat(40_000)}`;
    for (const payload of [open, deep]) expect(fromStockAuth({ ...base, payload })).toHaveProperty("refusal");
    expect(fromStockAuth({ ...base, headers: deep })).toHaveProperty("refusal");
    expect(fromStockAuth({ ...base, headers: open })).toHaveProperty("refusal");
    for (const values of [{ secret: open }, { payload: `{"a": "${open}"}` }])
      expect(fromStockAuth({ ...base, ...values })).toHaveProperty("values");
  });

  it("with a private key as the secret, which never worked, keep the key, and sending shows an error", async () => {
    const values = { ...base, secret: pem("rsa.pkcs8.pem") };
    expect(await sentBefore(values)).toBeUndefined();
    const conversion = fromStockAuth(values);
    expect(conversion).toMatchObject({ values: { key: values.secret } });
    expect("values" in conversion && (await sentNow(conversion.values))).toContain(
      "Secret: This is a 2048-bit RSA key, but HS256 needs a shared secret. Change the algorithm to RS256, RS384, RS512, PS256, PS384, or PS512, or use the secret.",
    );
  });
});
