import { describe, expect, it } from "vitest";
import type { Values } from "../../../src/core/form/types";
import { SECRET } from "../../support/keys";
import { failure, NOW, NOW_SECONDS, request, sign, UUID } from "../../support/sign";

const hmac = { key: SECRET };

/** The value of an additional claim after its placeholders are replaced. */
const claim = async (text: string, values: Values = hmac, info: Parameters<typeof sign>[1] = request) =>
  (await sign({ ...values, claims: JSON.stringify({ claim: text }) }, info)).claims.claim;

const message = async (text: string, values: Values = hmac, info: Parameters<typeof sign>[1] = request) =>
  (await failure({ ...values, claims: JSON.stringify({ claim: text }) }, info)).message;

describe("replacing placeholders", () => {
  it.each<[string, string, unknown]>([
    ["$request.method", "GET", undefined],
    ["$request.url", "https://api.example.com/reports?page=2", undefined],
    ["$request.host", "api.example.com", undefined],
    ["$request.path", "/reports", undefined],
    ["$request.query", "page=2", undefined],
    ["$request.pathWithQuery", "/reports?page=2", undefined],
    ["$request.query.sha256", "bc7c7eb0ad0afdec22a98aee6437c21ba68cc9e60eee16268ee946ffabbeaf51", undefined],
  ])("returns the request's value for %s", async (text, value) => {
    expect(await claim(text)).toBe(value);
  });

  it.each<[string, string]>([
    ["$uuid", UUID],
    ["$random.hex16", "ab".repeat(16)],
    ["$issuer", "me"],
    ["$subject", "you"],
    ["$keyId", "k1"],
    ["$request.method $request.host$request.path", "GET api.example.com/reports"],
    ["at $now", `at ${NOW_SECONDS}`],
    ["$now-$now+1m", `${NOW_SECONDS}-${NOW_SECONDS + 60}`],
    ["$subject.SHA256:$issuer", "you.SHA256:me"],
    ["$issuer_$subject/$keyId.", "me_you/k1."],
    ["GET $request.path.", "GET /reports."],
    ["$request.path/v1 $request.host-x", "/reports/v1 api.example.com-x"],
    ["$request.method:$request.path?x", "GET:/reports?x"],
    ["$request.path. Next", "/reports. Next"],
    ["$now/$now-x", `${NOW_SECONDS}/${NOW_SECONDS}-x`],
    ["($now) - 5 minutes", `(${NOW_SECONDS}) - 5 minutes`],
    ["$uuid.$uuid", `${UUID}.${UUID}`],
    ["at $now+5min", `at ${NOW_SECONDS + 300}`],
    ["at $now.ms.", `at ${NOW}.`],
    ["$now.ms+5m/$now.ms-x", `${NOW + 300_000}/${NOW}-x`],
    ["$request.pathWithQuery#x", "/reports?page=2#x"],
  ])("inserts the values in %s", async (text, value) => {
    expect(await claim(text, { ...hmac, issuer: "me", subject: "you", keyId: "k1" })).toBe(value);
  });

  it.each<[string, number]>([
    ["$now", NOW_SECONDS],
    ["$now+60s", NOW_SECONDS + 60],
    ["$now-1h30m", NOW_SECONDS - 5400],
    ["$now+300", NOW_SECONDS + 300],
    ["$now.ms", NOW],
    ["$now.ms+5m", NOW + 300_000],
    ["$now.ms-1h30m", NOW - 5_400_000],
  ])("returns a number for %s if the text contains nothing else", async (text, value) => {
    expect(await claim(text)).toBe(value);
  });

  it.each<[string, string]>([
    ["$$request.host", "$request.host"],
    ["$$$uuid", `$${UUID}`],
    ["5 $", "5 $"],
    ["$5 and US$", "$5 and US$"],
    ["$nowhere $issuers $uuid4 $keyIds", "$nowhere $issuers $uuid4 $keyIds"],
    ["$requestPath $key_id $Issuer $guid $nowUtc", "$requestPath $key_id $Issuer $guid $nowUtc"],
    ["$$request $$key $", "$request $key $"],
  ])("leaves %s unchanged, except that $$ becomes one dollar sign", async (text, value) => {
    expect(await claim(text, { ...hmac, issuer: "me" })).toBe(value);
  });

  it("works in every field that supports them, at any depth, but not in names", async () => {
    const { header, claims } = await sign({
      ...hmac,
      issuer: "$request.host",
      subject: "$issuer",
      audience: '["$request.method", "$subject"]',
      keyId: "$subject-1",
      claims: '{ "a": [{ "b": "$keyId", "$uuid": 1 }], "n": 9007199254740993 }',
      header: '{ "nonce": "$random.hex16", "at": "$now" }',
    });
    const host = "api.example.com";
    expect(header).toMatchObject({ kid: `${host}-1`, nonce: "ab".repeat(16), at: NOW_SECONDS });
    expect(claims).toMatchObject({
      iss: host,
      sub: host,
      aud: ["GET", host],
      a: [{ b: `${host}-1`, $uuid: 1 }],
    });
  });

  it("returns strings for fields, because iss, sub, aud, and kid are strings", async () => {
    const { header, claims } = await sign({ ...hmac, issuer: "$now", audience: "$now,b", keyId: "$now" });
    expect([header.kid, claims.iss, claims.aud]).toEqual([
      `${NOW_SECONDS}`,
      `${NOW_SECONDS}`,
      [`${NOW_SECONDS}`, "b"],
    ]);
  });

  it("uses the same value as the field that a placeholder refers to, even if it is random", async () => {
    let count = 0;
    const { createResolver } = await import("../../../src/core/token/resolve");
    const clock = { now: 0, time: () => 0, randomUUID: () => `uuid-${++count}`, randomHex: () => "" };
    const resolver = createResolver({ clock, fields: { issuer: "$uuid" }, pending: [] });
    expect([resolver.field("issuer"), resolver.text("claims", "$issuer $uuid")]).toEqual([
      "uuid-1",
      "uuid-1 uuid-2",
    ]);
  });
});

describe("replacing placeholders fails for", () => {
  const label = "Additional Claims: ";

  it.each<[string, string]>([
    [
      "$request.hostname",
      "Unknown placeholder $request.hostname. Use $request.method, $request.url, $request.host, $request.path, $request.pathWithQuery, $request.query, $request.body.sha256, $request.qsh, or $$ for a dollar sign.",
    ],
    ...["$request.body", "$request.body.md5", "$request.body.sha256.base32", "$request.body.sha256_x"].map(
      (text): [string, string] => [
        text,
        `Unknown placeholder ${text}. Use $request.body.sha256 (or sha384, sha512; .base64, .base64url) or $$ for a dollar sign.`,
      ],
    ),
    [
      "$request.pathWithQuery.x",
      "Unknown placeholder $request.pathWithQuery.x. Use $request.method, $request.url, $request.host, $request.path, $request.pathWithQuery, $request.query, $request.body.sha256, $request.qsh, or $$ for a dollar sign.",
    ],
    ...["$now.us", "$now.ms.x", "$now.msx", "$now.ms_5"].map((text): [string, string] => [
      text,
      `Unknown placeholder ${text}. Use $now, $now+60s, $now.ms, or $$ for a dollar sign.`,
    ]),
    ...["$now.ms + 5m", "$now.ms*1000", "$now.ms+5x", "$now.ms--5m"].map((text): [string, string] => [
      text,
      `The placeholder ${text} doesn't end with a duration. Use $now.ms+300, $now.ms+5m, or $now.ms-1h30m.`,
    ]),
    [
      "$request.",
      "Unknown placeholder $request. Use $request.method, $request.url, $request.host, $request.path, $request.pathWithQuery, $request.query, $request.body.sha256, $request.qsh, or $$ for a dollar sign.",
    ],
    [
      "see $key.sha1.",
      "Unknown placeholder $key.sha1. Use $key.sha256, $key.thumbprint, $key.jwk, $key.email, $key.tokenUri, $key.clientId, $key.enterpriseId, or $$ for a dollar sign.",
    ],
    ["$random.hex", "Unknown placeholder $random.hex. Use $random.hex16 or $$ for a dollar sign."],
    [
      "$request.query.md5",
      "Unknown placeholder $request.query.md5. Use $request.query, $request.query.sha256 (or sha384, sha512; .base64, .base64url), or $$ for a dollar sign.",
    ],
    [
      "{$request}",
      "Unknown placeholder $request. Use $request.method, $request.url, $request.host, $request.path, $request.pathWithQuery, $request.query, $request.body.sha256, $request.qsh, or $$ for a dollar sign.",
    ],
    [
      "the $key",
      "Unknown placeholder $key. Use $key.sha256, $key.thumbprint, $key.jwk, $key.email, $key.tokenUri, $key.clientId, $key.enterpriseId, or $$ for a dollar sign.",
    ],
    [
      "$key.sha256.hex",
      "Unknown placeholder $key.sha256.hex. Use $key.sha256, $key.thumbprint, $key.jwk, $key.email, $key.tokenUri, $key.clientId, $key.enterpriseId, or $$ for a dollar sign.",
    ],
    ["$random", "Unknown placeholder $random. Use $random.hex16 or $$ for a dollar sign."],
    ["$random.hex16_x", "Unknown placeholder $random.hex16_x. Use $random.hex16 or $$ for a dollar sign."],
    ["$uuid.v4", "Unknown placeholder $uuid.v4. Use $uuid or $$ for a dollar sign."],
    ["$uuid_4", "Unknown placeholder $uuid_4. Use $uuid or $$ for a dollar sign."],
    ["$uuid()", "Unknown placeholder $uuid(). Use $uuid or $$ for a dollar sign."],
    ["$now.iso", "Unknown placeholder $now.iso. Use $now, $now+60s, $now.ms, or $$ for a dollar sign."],
    ["$now_ms", "Unknown placeholder $now_ms. Use $now, $now+60s, $now.ms, or $$ for a dollar sign."],
    ...[
      "$now + 5m",
      "$now+ 5m",
      "$now -5",
      "$now+5m+1h",
      "$now+x",
      "$now+",
      "$now*1000",
      "$now+5 minutes",
      "$now+1.5s",
      "$now+1795629593",
    ].map((text): [string, string] => [
      text,
      `The placeholder ${text} doesn't end with a duration. Use $now+300, $now+5m, or $now-1h30m.`,
    ]),
    [
      "$now+60x",
      "The placeholder $now+60x doesn't end with a duration. Use $now+300, $now+5m, or $now-1h30m.",
    ],
    ["$issuer", "The placeholder $issuer has no value because that field is empty. Fill it in."],
    ["$request.body.sha256", "The placeholder $request.body.sha256 has no value: the body is not known."],
  ])("%s", async (text, problem) => {
    expect(await message(text)).toBe(label + problem);
  });

  it("$request.host for a URL without a host", async () => {
    expect(await message("$request.host", hmac, { method: "GET", url: "/reports", body: "" })).toBe(
      `${label}The placeholder $request.host has no value because the request's URL is incomplete. Fix the URL.`,
    );
  });

  it.each<[string, Values, string]>([
    [
      "a circular reference between two fields",
      { issuer: "$subject", subject: "$issuer" },
      "Issuer: Circular reference: $issuer → $subject → $issuer. Enter a value in one of these fields.",
    ],
    [
      "a field that refers to itself",
      { subject: "a $subject" },
      "Subject: Circular reference: $subject → $subject. Enter a value in one of these fields.",
    ],
    [
      "a circular reference next to a valid placeholder",
      { issuer: "me", subject: "$keyId", keyId: "$issuer $subject" },
      "Key ID: Circular reference: $keyId → $subject → $keyId. Enter a value in one of these fields.",
    ],
    [
      "a circular reference in other fields, with the label of one of them",
      { issuer: "$uuid", subject: "$keyId", keyId: "$subject" },
      "Key ID: Circular reference: $keyId → $subject → $keyId. Enter a value in one of these fields.",
    ],
  ])("%s", async (_, values, text) => {
    expect(await failure({ ...hmac, ...values })).toEqual({
      message: text,
      field: expect.any(String),
    });
  });

  it("fields that multiply each other, before they use up the memory", async () => {
    const twice = (name: string) => `$${name} `.repeat(500);
    const values = {
      issuer: twice("subject"),
      subject: twice("keyId"),
      keyId: twice("audience"),
      audience: "x",
    };
    expect(await failure({ ...hmac, ...values })).toEqual({
      message: "Issuer: The placeholders add up to more than 1 MiB. Use fewer of them.",
      field: "issuer",
    });
  });

  it("text that is too long for a token", async () => {
    const issuer = "x".repeat(10_000);
    expect(await claim("$issuer$issuer$issuer", { ...hmac, issuer })).toBe(issuer.repeat(3));
    const claims = '{ "a": "$issuer$issuer$issuer$issuer" }';
    expect(await failure({ ...hmac, issuer, claims })).toEqual({
      message:
        "Additional Claims: The token would be over 64 kB, more than servers accept. Shorten the claims.",
      field: "claims",
    });
  });
});
