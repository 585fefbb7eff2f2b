import { arrays, fill, id, many, objects } from "./texts";

const part = (text: string): string => Buffer.from(text).toString("base64url");
/** A token whose signature does not match. It is as long as one of ES512. */
export const token = (header: string, payload: string): string =>
  `${part(header)}.${part(payload)}.${part("x".repeat(132))}`;
export const HS256 = '{"alg":"HS256"}';
export const ES512 = '{"alg":"ES512"}';
export const ES256K = '{"alg":"ES256K"}';
export const RS256 = '{"alg":"RS256"}';

/** What base64url makes of a text of this length is just short of 1 MiB. */
export const PAYLOAD_CHARS = 780_000;

/** Hostile tokens of a size. */
export const TOKENS: Record<string, (chars: number) => string> = {
  "arrays in 990 levels": (chars) => token(HS256, `{"a":${arrays(990, chars)}}`),
  "arrays in 99 levels": (chars) => token(HS256, `{"a":${arrays(98, chars)}}`),
  "objects in 990 levels": (chars) => token(HS256, objects(990, chars)),
  "arrays side by side": (chars) => token(HS256, `{"a":[${many(() => "[]", chars)}]}`),
  "many claims": (chars) => token(HS256, `{${many((index) => `"${id(index)}":1`, chars)}}`),
  "the same claim again and again": (chars) => token(HS256, `{${many(() => '"a":1', chars)}}`),
  "many texts": (chars) => token(HS256, `{"aud":[${many(() => '""', chars)}]}`),
  "a deep header": (chars) => token(`{"alg":"HS256","a":${arrays(990, chars)}}`, "{}"),
  "many header parameters": (chars) =>
    token(`{"alg":"HS256",${many((index) => `"${id(index)}":1`, chars)}}`, "{}"),
  "a long algorithm": (chars) => token(`{"alg":"${fill("\\n", chars)}"}`, "{}"),
  "a long key ID": (chars) => token(`{"alg":"HS256","kid":"${fill("$", chars)}"}`, "{}"),
  "a long time": (chars) => token(HS256, `{"exp":${fill("9", chars)},"iat":1e9999}`),
  "a long issuer": (chars) => token(HS256, `{"iss":"${fill("x", chars)}"}`),
  backticks: (chars) => token(HS256, fill("`", chars)),
  "a payload that is nearly JSON": (chars) => token(HS256, fill("[", chars)),
  "five parts": (chars) => `${part('{"alg":"dir"}')}..${fill("x", chars)}..`,
};

/** What is pasted instead of a token. */
export const PASTED: string[] = [
  "a. b. c ",
  "ey.\n",
  "eyJ ",
  "eyJhbGciOiJIUzI1NiJ9.e30.eA ",
  "eyJhbGciOiJIUzI1NiJ9.e30.eA",
  "eyJhbGci.eyJhbGci.",
  "eyJhbGci:eyJhbGci.a.a.a.a.a.",
  "Authorization: Bearer ",
];
