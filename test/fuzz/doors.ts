import { createPrivateKey, createPublicKey, type JsonWebKey } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CompactSign, compactVerify, decodeProtectedHeader } from "jose";
import { decodeToken, verify, withLabel } from "../../src/core";
import { isForNoble, isSignedAccordingToNoble } from "../support/noble";
import { loadPlugin } from "../support/plugin";
import { pem } from "./armor";
import { CURVES } from "./curves";
import { encode } from "./der";
import { ecJwk } from "./ec";
import { ed25519Jwk } from "./edwards";
import type { FuzzedKey } from "./fuzzed-key";
import { url } from "./jwk";
import { materialOf } from "./material";
import type { Door } from "./messages";
import { toBytes } from "./numbers";
import { rsaPrivateKey } from "./rsa";

/**
 * Calls the plugin with a key. Returns the token if there is one. Throws an error as the user sees it.
 *
 * @param attempt changes the key in a way that does not matter, so that nothing cached is used
 */
type Enter = (key: FuzzedKey, attempt: number) => Promise<string>;

/** The real private keys of the algorithms that tokens to verify are signed with. */
function signers(seed: number): Record<string, JsonWebKey | string> {
  const material = materialOf(seed);
  const ed25519 = material.ed25519("own");
  const rsa = pem("RSA PRIVATE KEY", encode(rsaPrivateKey(material.rsa(2048))));
  const ec = (curve: (typeof CURVES)[keyof typeof CURVES], bytes: number) => {
    const key = material.ec(curve, "own");
    return { ...ecJwk(key), d: url(toBytes(key.d, bytes)) };
  };
  return {
    RS256: rsa,
    PS256: rsa,
    ES256: ec(CURVES.P256, 32),
    ES384: ec(CURVES.P384, 48),
    ES512: ec(CURVES.P521, 66),
    ES256K: ec(CURVES.secp256k1, 32),
    EdDSA: { ...ed25519Jwk(ed25519), d: url(ed25519.seed) },
  };
}

const request = { contextId: "fuzz", method: "GET", url: "http://localhost/", headers: [] };
const CERTIFICATE_HEADERS = ["x5t#S256", "x5t", "both", "x5c", "x5t#S256+x5c"];

/** @param folder where key files are written */
export async function openDoors(seed: number, folder: string): Promise<Record<Door, Enter>> {
  const { onApply } = loadPlugin().authentication;
  const keys = signers(seed);
  const send = async (values: Record<string, string>): Promise<string> => {
    const { setHeaders = [] } = await onApply({} as never, { ...request, values } as never);
    const token = /^Bearer (\S+)$/.exec(setHeaders[0]?.value ?? "")?.[1];
    if (!token) throw new Error("the response has no token");
    return token;
  };

  const tokens = await makeTokens(keys, send);

  return {
    sign: (key, attempt) => {
      if (!key.isFile) return send({ ...key.values, key: key.content + " ".repeat(attempt) });
      const keyFile = join(folder, `key-${process.pid}`);
      writeFileSync(keyFile, key.content);
      return send({ ...key.values, keyFile, ...(attempt > 0 && { keyId: `attempt-${attempt}` }) });
    },
    verify: async ({ content, values }, attempt) => {
      const text = Buffer.isBuffer(content) ? content.toString("base64") : content;
      const token = decodeToken(tokenFor(tokens, values.algorithm ?? ""));
      const key = { text: text + " ".repeat(attempt), encoding: values.keyEncoding ?? "text" };
      try {
        await verify(token, key, {}, Date.now());
        return "";
      } catch (error) {
        throw withLabel(error, {});
      }
    },
    certificate: ({ content, values }, attempt) => {
      const text = Buffer.isBuffer(content) ? content.toString("base64") : content;
      const { algorithm = "" } = values;
      const key = keys[algorithm] ?? keys.RS256 ?? "";
      return send({
        algorithm: algorithm in keys ? algorithm : "RS256",
        key: typeof key === "string" ? key : JSON.stringify(key),
        certificate: text + " ".repeat(attempt),
        certificateHeader: CERTIFICATE_HEADERS[text.length % CERTIFICATE_HEADERS.length] ?? "",
      });
    },
  };
}

/** @param send signs with the plugin what jose cannot sign */
async function makeTokens(
  keys: Record<string, JsonWebKey | string>,
  send: (values: Record<string, string>) => Promise<string>,
): Promise<Record<string, string>> {
  const tokens: Record<string, string> = {};
  const payload = Buffer.from('{"iss":"fuzz"}');
  for (const [alg, key] of Object.entries(keys)) {
    const privateKey = createPrivateKey(typeof key === "string" ? key : { key, format: "jwk" });
    if (isForNoble(alg)) {
      tokens[alg] = await send({ algorithm: alg, key: JSON.stringify(key) });
      continue;
    }
    tokens[alg] = await new CompactSign(payload).setProtectedHeader({ alg }).sign(privateKey);
  }
  const secret = Buffer.alloc(32, "secret");
  tokens.HS256 = await new CompactSign(payload).setProtectedHeader({ alg: "HS256" }).sign(secret);
  return tokens;
}

const tokenFor = (tokens: Record<string, string>, algorithm: string): string =>
  tokens[algorithm] ?? tokens[algorithm.startsWith("HS") ? "HS256" : "RS256"] ?? "";

/** Whether a server with the public key would accept a token. */
export async function isSignedWith(token: string, jwk: JsonWebKey): Promise<boolean> {
  const key = createPublicKey({ key: jwk, format: "jwk" });
  const { alg = "" } = decodeProtectedHeader(token);
  if (isForNoble(alg)) return isSignedAccordingToNoble(token, alg, key);
  return compactVerify(token, key).then(
    () => true,
    () => false,
  );
}
