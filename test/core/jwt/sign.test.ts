import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type TokenContent, tokenLength } from "../../../src/core/jwt/sign";
import { type Algorithm, algorithms } from "../../../src/core/keys/algorithms";
import { readSettings } from "../../../src/core/settings/settings";
import { prepare } from "../../../src/core/token/prepare";
import { keyFor, keyPath, SECRET, signingAlgorithms } from "../../support/keys";
import { clock, request, sign } from "../../support/sign";

/** OpenSSL's signature for the same input, in base64url. */
function openssl(signingInput: string, ...words: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "jwt-bearer-sign-"));
  const file = join(folder, "input");
  writeFileSync(file, signingInput);
  const signature = execFileSync(
    "openssl",
    words.map((word) => (word === "INPUT" ? file : word)),
  );
  rmSync(folder, { recursive: true });
  return signature.toString("base64url");
}

describe("a token", () => {
  it.each([
    ["HS256", ["dgst", "-sha256", "-hmac", SECRET, "-binary", "INPUT"]],
    ["HS384", ["dgst", "-sha384", "-hmac", SECRET, "-binary", "INPUT"]],
    ["HS512", ["dgst", "-sha512", "-hmac", SECRET, "-binary", "INPUT"]],
    ["RS256", ["dgst", "-sha256", "-sign", "rsa.pkcs8.pem", "INPUT"]],
    ["RS384", ["dgst", "-sha384", "-sign", "rsa.pkcs8.pem", "INPUT"]],
    ["RS512", ["dgst", "-sha512", "-sign", "rsa.pkcs8.pem", "INPUT"]],
    ["EdDSA", ["pkeyutl", "-sign", "-rawin", "-inkey", "ed25519.pkcs8.pem", "-in", "INPUT"]],
  ])("signed with %s matches OpenSSL's signature byte for byte", async (algorithm, words) => {
    const { token } = await sign({ algorithm, key: keyFor(algorithm).key, subject: "ä😀" });
    const [header, claims, signature] = token.split(".");
    const command = words.map((word) => (word.endsWith(".pem") ? keyPath(word) : word));
    expect(signature).toBe(openssl(`${header}.${claims}`, ...command));
  });

  it("matches a known token with the same secret, header, and claims", async () => {
    const settings = { claims: '{"sub":"1234567890"}', issuedAt: "none", expiresIn: "none" };
    const { token } = await sign({ key: "your-256-bit-secret", ...settings });
    // printf %s HEADER.CLAIMS | openssl dgst -sha256 -hmac your-256-bit-secret -binary | basenc --base64url
    expect(token).toBe(
      "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
    );
  });

  it("without a signature ends with a dot", async () => {
    const { token } = await sign({ algorithm: "none", issuedAt: "none", expiresIn: "none" });
    expect(token).toBe(`${Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url")}.e30.`);
  });
});

describe("the token length calculated before signing", () => {
  it.each(["none", ...signingAlgorithms])("equals the actual length with %s", async (algorithm) => {
    const values = { algorithm, key: algorithm === "none" ? "" : keyFor(algorithm).key };
    const { content, key } = await prepare(readSettings(values), { clock, request });
    const length = tokenLength(content as TokenContent, algorithms.get(algorithm) as Algorithm, key?.key);
    expect(length).toBe((await sign(values)).token.length);
  });

  it("equals the actual length with a modulus that is not a whole number of bytes", async () => {
    const key = execFileSync("openssl", ["genrsa", "2055"], { encoding: "utf8", stdio: "pipe" });
    const settings = readSettings({ algorithm: "RS256", key });
    const { content, key: signingKey } = await prepare(settings, { clock, request });
    const { algorithm } = signingKey ?? {};
    const length = tokenLength(content as TokenContent, algorithm as Algorithm, signingKey?.key);
    expect(length).toBe((await sign({ algorithm: "RS256", key })).token.length);
  });
});
