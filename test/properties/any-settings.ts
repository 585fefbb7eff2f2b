import fc from "fast-check";
import { fields, optionsOf } from "../../src/core/form/schema";
import type { Field } from "../../src/core/form/types";
import { presets } from "../../src/presets";
import type { YaakContext } from "../../src/yaak/host";
import { jwk, keyFor, keyPath, PASSPHRASE, pem, SECRET, signingAlgorithms } from "../support/keys";
import { filledIn } from "../support/preset-cases";
import { UNITS } from "../support/units";

export type Settings = Record<string, unknown>;

/** Text with any UTF-16 code units, including unpaired surrogates. */
const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
);

const hugeText = fc
  .tuple(fc.constantFrom(...UNITS), fc.integer({ min: 1, max: 50_000 }))
  .map(([unit, times]) => unit.repeat(times));

const nested = fc.integer({ min: 1, max: 3000 }).map((depth) => "[".repeat(depth) + "]".repeat(depth));

const strangeObjects = fc
  .constantFrom(
    '{"__proto__": {"toString": 1}}',
    '{"constructor": {"prototype": {"x": 1}}, "hasOwnProperty": 1, "toString": null, "length": -1}',
    '[{"__proto__": []}]',
    '{"then": 1, "toJSON": "x", "valueOf": {}}',
  )
  .map((text): unknown => JSON.parse(text));

/** What Yaak could pass as the value of a field: JSON of any type. */
const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: anyText },
  { weight: 1, arbitrary: hugeText },
  { weight: 2, arbitrary: nested },
  { weight: 3, arbitrary: fc.jsonValue() },
  { weight: 3, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: strangeObjects },
  { weight: 1, arbitrary: strangeObjects.map((value) => JSON.stringify(value)) },
  { weight: 2, arbitrary: fc.constantFrom(undefined, null, true, false, 0, -1, 1e21, Number.MAX_VALUE) },
);

/** What people enter in one field or another. */
const likelyValues = (): unknown[] => [
  ...[
    "",
    " ",
    "none",
    "now",
    "now-60s",
    "5m",
    "-1h30m",
    "300",
    "2026-01-02T03:04:05Z",
    "1e9",
    "9007199254740993",
  ],
  ...[
    "$issuer",
    "$subject",
    "$audience $keyId",
    "$clientId",
    "$tokenUrl",
    "$scope",
    "$now+60s",
    "$uuid",
    "$$",
    "$key.email",
  ],
  ...[
    "$request.path",
    "$request.body.sha256",
    "$request.qsh",
    "$key.thumbprint",
    "$nothing.here",
    "$request.foo",
  ],
  ...[
    "a, b",
    '["a", "b"]',
    '{"a": 1.0, "b": "$request.url"}',
    '{"exp": "$now+1m", "kid": null}',
    '{"a": 1, "a": 2}',
    "{,}",
    "/* */ {}",
  ],
  ...['{"alg": "none"}', '{"crit": ["b64"], "b64": false}', '{"grant_type": "x", "resource": ["a", "b"]}'],
  ...[
    "https://as.example.com/token",
    "http://127.0.0.1:1/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "https://user:password@as.example.com/",
  ],
  ...[
    "Authorization",
    "X-Token",
    "Cookie",
    "Host",
    "bad name",
    "Bearer",
    "Token token=",
    "Bearer\r\nX-Evil: 1",
  ],
  ...[
    pem("rsa.certificate.pem"),
    pem("rsa.public.pem"),
    pem("p256.pkcs8.pem"),
    pem("rsa.pkcs8.encrypted.pem"),
    PASSPHRASE,
  ],
  ...[JSON.stringify(jwk("p384.pkcs8.pem")), JSON.stringify({ keys: [jwk("ed25519.pkcs8.pem")] }), SECRET],
  ...[
    keyPath("p256.pkcs8.pem"),
    keyPath("missing.pem"),
    keyPath("."),
    "/dev/null",
    "/dev/zero",
    "relative.pem",
  ],
];

/** Valid settings for each preset, algorithm, and flow. */
export const workingForms = (): Settings[] => [
  ...Array.from(presets.keys(), (preset) => ({ preset, ...filledIn[preset]?.() })),
  { algorithm: "none" },
  ...signingAlgorithms.map((algorithm) => ({ algorithm, key: keyFor(algorithm).key })),
  ...[
    ...["jwt-bearer", "client-assertion"].flatMap((flow) => [
      { flow },
      { flow, dpop: "on" },
      { flow, clientAuthentication: "body" },
    ]),
    ...["header", "json", "form"].map((exchangeAs) => ({ flow: "exchange", exchangeAs })),
  ].map((values) => ({
    ...values,
    key: SECRET,
    tokenUrl: "https://as.example.com/token",
    clientId: "client",
    clientSecret: "a client secret",
    issuer: "me",
    subject: "you",
  })),
];

const ofField = (field: Field, likely: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => {
  const options = optionsOf(field).map(({ value }) => value);
  if (options.length === 0) return fc.oneof(likely, anyValue);
  return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...options) }, { weight: 1, arbitrary: anyValue });
};

/** Valid settings, with any values at all in some of the fields. */
export function anySettings(): fc.Arbitrary<Settings> {
  const likely = fc.constantFrom(...likelyValues());
  const changes = fc.array(
    fc
      .constantFrom(...fields.values())
      .chain((field) => ofField(field, likely).map((value): [string, unknown] => [field.name, value])),
    { maxLength: 5 },
  );
  const foreign = fc.dictionary(
    fc.constantFrom("__proto__", "constructor", "toString", "name", ""),
    anyValue,
    { maxKeys: 2 },
  );
  return fc
    .tuple(fc.constantFrom({}, ...workingForms()), changes, foreign)
    .map(([form, some, others]) => ({ ...form, ...Object.fromEntries(some), ...others }));
}

/** What Yaak tells the plugin about the request that is sent. */
export const anyRequest = fc.record({
  contextId: fc.constant("context"),
  method: fc.oneof(fc.constantFrom("GET", "POST", "get"), anyText),
  url: fc.oneof(
    fc.webUrl({ withQueryParameters: true, withFragments: true }),
    fc.constantFrom("", "localhost:50051", "http://", "/path"),
    anyText,
  ),
  headers: fc.array(
    fc.record({ name: fc.oneof(fc.constantFrom("Cookie", "cookie", "X"), anyText), value: anyText }),
    { maxLength: 3 },
  ),
  body: fc.oneof(fc.constant(undefined), fc.constant(null), anyText, hugeText),
});

export type AnyContext = Pick<YaakContext, "httpRequest" | "store">;

/** A Yaak context in which anything can fail, with a token server that can return any response. */
export const anyContext: fc.Arbitrary<AnyContext> = fc
  .record({
    status: fc.constantFrom(200, 200, 200, 400, 401, 302, 500, 0),
    text: fc.oneof(
      fc.constant(
        '{"access_token": "an-access-token", "token_type": "Bearer", "code": "a-code", "expires_in": 60}',
      ),
      fc
        .record(
          {
            access_token: anyValue,
            token_type: anyValue,
            expires_in: anyValue,
            code: anyValue,
            error: anyValue,
            error_description: anyValue,
          },
          { requiredKeys: [] },
        )
        .map((json) => JSON.stringify(json)),
      anyText,
    ),
    stored: fc.oneof(fc.constant(undefined), anyValue),
    fails: fc.constantFrom("nothing", "nothing", "nothing", "send", "get", "set"),
  })
  .map(({ status, text, stored, fails }) => {
    const or = (what: string, value: unknown) =>
      fails === what ? Promise.reject(new Error("refused")) : Promise.resolve(value);
    return {
      httpRequest: {
        send: () =>
          or("send", {
            httpResponse: { status, headers: [], error: null },
            body: { text: async () => text },
          }),
      },
      store: {
        get: () => or("get", stored),
        set: () => or("set", undefined),
        delete: () => or("delete", true),
      },
    } as unknown as AnyContext;
  });
