import { CompactEncrypt, CompactSign } from "jose";
import { describe, expect, it } from "vitest";
import { type DecodedToken, decodeToken } from "../../../src/core/jwt/decode";
import { stringify } from "../../../src/core/lib/json-text";
import { SECRET } from "../../support/keys";
import { refusal } from "../../support/refusal";
import { sign } from "../../support/sign";

const secret = new TextEncoder().encode(SECRET);
const part = (text: string) => Buffer.from(text).toString("base64url");
const decode = (text: string): DecodedToken => decodeToken(text);

const failure = async (text: string): Promise<string> => {
  const { field, message } = await refusal(() => decode(text));
  expect(field).toBe("token");
  return message;
};

describe("a pasted token", async () => {
  const { token } = await sign({ key: SECRET, issuer: "me", claims: '{ "id": 9007199254740993 }' });
  const [head = "", ...rest] = token.split(".");

  it.each([
    ["on its own", token],
    ["with surrounding whitespace", `\n  ${token}\t\n`],
    ["in double quotes", `"${token}"`],
    ["in backticks", `\`${token}\``],
    ["after Bearer", `Bearer ${token}`],
    ["after bearer in lowercase", `bearer ${token}`],
    ["after another prefix", `JWT ${token}`],
    ["in a complete header line", `Authorization: Bearer ${token}`],
    ["in a header line without a prefix", `X-Auth-Token:${token}`],
    ["in quotes after Bearer", `Bearer "${token}"`],
    ["in a quoted header line", `'Authorization: Bearer ${token}'`],
    ["even if it is split across lines", token.replace(/(.{40})/g, "$1\n")],
    ["after Bearer, even if it is split across lines", `Bearer ${token.replace(/(.{40})/g, "$1\r\n  ")}`],
    ["in a cookie", `Cookie: a=b; token=${token}; c=d.e.f`],
    ["in a URL", `https://api.example.com/a.b.c?token=${token}&page=2`],
    ["in a curl command", `curl -H 'Authorization: Bearer ${token}' https://api.example.com`],
    ["in JSON", `{"access_token":"${token}","token_type":"Bearer"}`],
  ])("is found %s", (_, text) => {
    const found = decode(text);
    expect(found.compact).toBe(token);
    expect(found).toMatchObject({ kind: "JWS", algorithm: "HS256" });
    expect(stringify(found.claims ?? null)).toContain('"iss":"me"');
  });

  it("keeps its numbers exactly as signed", () => {
    expect(stringify(decode(token).claims ?? null)).toContain('"id":9007199254740993');
  });

  it("can be unsecured", () => {
    const text = `${part('{"alg":"none"}')}.${part('{"a":1}')}.`;
    expect(decode(text)).toMatchObject({ compact: text, algorithm: "none" });
  });

  it("can have a payload that is not JSON", async () => {
    const text = await new CompactSign(Buffer.from("It’s a dangerous business"))
      .setProtectedHeader({ alg: "HS256" })
      .sign(secret);
    expect(decode(text)).toMatchObject({ claims: undefined, payload: "It’s a dangerous business" });
  });

  it.each([
    ["binary data", Buffer.from([0xff, 0xfe, 0x00])],
    ["a JSON array", Buffer.from("[1]")],
    ["JSON with a comment", Buffer.from('{"a":1 /* one */}')],
    ["JSON with a duplicate claim", Buffer.from('{"a":1,"a":2}')],
  ])("has no claims if the payload is %s", async (_, payload) => {
    const text = await new CompactSign(payload).setProtectedHeader({ alg: "HS256" }).sign(secret);
    const found = decode(text);
    expect(found.claims).toBeUndefined();
    expect(found.payload).toBe(payload.at(-1) === 0 ? undefined : payload.toString());
  });

  it("has no claims if the payload has a character too many, or a byte order mark", () => {
    const header = part('{"alg":"none"}');
    expect(decode(`${header}.${part('{"a":12}')}.`).claims?.size).toBe(1);
    expect(decode(`${header}.${part('{"a":1}xx')}A.`)).toMatchObject({
      payload: undefined,
      claims: undefined,
    });
    expect(decode(`${header}.${part('\ufeff{"a":1}')}.`)).toMatchObject({
      payload: '\ufeff{"a":1}',
      claims: undefined,
    });
  });

  it("shows only its header if it is encrypted", async () => {
    const jwe = await new CompactEncrypt(Buffer.from('{"sub":"hidden"}'))
      .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
      .encrypt(secret.slice(0, 32));
    const found = decode(`Bearer ${jwe}`);
    expect(found).toMatchObject({ kind: "JWE", algorithm: "dir" });
    expect([found.claims, found.payload]).toEqual([undefined, undefined]);
    expect(found.header.get("enc")).toBe("A256GCM");
  });

  const notThree = "(five if encrypted). Paste the whole token.";
  const noHeader =
    "The first part isn't a JWT header (a JSON object in base64url). Paste the whole token, from its first character.";
  it.each([
    ["empty", "", "Required. Paste a token."],
    ["only whitespace", " \n ", "Required. Paste a token."],
    ["a word", "hello", `This isn't a token: a JWT has three parts separated by dots ${notThree}`],
    [
      "a sentence",
      "This is not a token, is it?",
      `This isn't a token: a JWT has three parts separated by dots ${notThree}`,
    ],
    [
      "a token without its signature",
      `${head}.${rest[0]}`,
      `This has 2 parts, but a JWT has three ${notThree}`,
    ],
    ["text with four parts", "a.b.c.d", `This has 4 parts, but a JWT has three ${notThree}`],
    ["text with three parts that are not base64url", "a.b.c", noHeader],
    ["a hostname", "www.example.com", noHeader],
    ["a token whose header is not an object", `${part("[1]")}.${rest.join(".")}`, noHeader],
    [
      "a token with a duplicate header parameter",
      `${part('{"alg":"HS256","alg":"none"}')}.${rest.join(".")}`,
      noHeader,
    ],
    // Its base64url has a multiple of four characters, and a single one more encodes nothing.
    [
      "a token whose header has an extra character",
      `${part('{"alg":"HS256"}')}A.${rest.join(".")}`,
      noHeader,
    ],
    ["a token whose header has an extra byte", `${part('{"alg":"HS256"} ')}A.${rest.join(".")}`, noHeader],
    [
      "a token whose header has a byte order mark",
      `${part('\ufeff{"alg":"HS256"}')}.${rest.join(".")}`,
      noHeader,
    ],
    ["a token without the first characters", token.slice(3), noHeader],
  ])("is rejected if it is %s", async (_, text, message) => {
    expect(await failure(text)).toBe(message);
  });

  it("is not too long with 64 kB", () => {
    const text = `${head}.${"A".repeat(64 * 1024 - head.length - 2)}.`;
    expect(decode(text).compact).toBe(text);
  });

  it.each([
    ["of one letter", "a".repeat(64 * 1024 + 1)],
    ["of dots", ".".repeat(2 * 1024 * 1024)],
  ])("is rejected immediately if it is too long: %s", async (_, text) => {
    expect(await failure(text)).toBe("Too large for a token (over 64 kB). Paste only the token.");
  });

  it.each([
    ["one letter", "e"],
    ["token prefixes", "eyJh"],
    ["dots", "."],
    ["spaces", " x"],
    ["token parts", "eyJhbGciOiJIUzI1NiJ9."],
    ["header lines", "Authorization: Bearer "],
  ])("is rejected without hanging if it is 64 kB of %s", async (_, text) => {
    expect(await failure(text.repeat((64 * 1024) / text.length - 1))).toMatch(/token/);
  });
});
