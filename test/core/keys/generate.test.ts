import { execFileSync } from "node:child_process";
import { calculateJwkThumbprint, compactVerify, importJWK, importSPKI } from "jose";
import { describe, expect, it } from "vitest";
import { formSchema } from "../../../src/core/form/schema";
import { algorithms } from "../../../src/core/keys/algorithms";
import { type GeneratedKey, generateKey } from "../../../src/core/keys/generate";
import { sign } from "../../support/sign";

const generate = (algorithm: string, bits = 2048, encoding = "text"): Promise<GeneratedKey> => {
  const entry = algorithms.get(algorithm);
  if (!entry) throw new Error(algorithm);
  return generateKey(entry, bits, encoding);
};
const openssl = (input: string, ...words: string[]) =>
  execFileSync("openssl", words, { input, encoding: "utf8", stdio: ["pipe", "pipe", "pipe"] });

describe("a generated key pair", () => {
  it.each([
    ["RS256", 2048, "2048 bit"],
    ["PS512", 3072, "3072 bit"],
    ["RS384", 2560, "2560 bit"],
    ["ES256", 0, "P-256"],
    ["ES384", 0, "P-384"],
    ["ES512", 0, "P-521"],
    ["EdDSA", 0, "ED25519"],
    ["Ed25519", 0, "ED25519"],
  ])("for %s can be read by OpenSSL, has the right size, and signs", async (algorithm, bits, what) => {
    const {
      privateKey = "",
      publicKey = "",
      privateJwk = "",
      publicJwk = "",
      keyId,
    } = await generate(algorithm, bits || 2048);
    expect(openssl(privateKey, "pkey", "-noout", "-text")).toContain(what);
    expect(openssl(privateKey, "pkey", "-pubout")).toBe(publicKey);

    const named = JSON.parse(publicJwk);
    expect(named).toMatchObject({ kid: keyId, use: "sig", alg: algorithm });
    expect(named).not.toHaveProperty("d");
    expect(keyId).toBe(await calculateJwkThumbprint(named));
    expect(JSON.parse(privateJwk)).toMatchObject(named);

    for (const key of [privateKey, privateJwk]) {
      const { token } = await sign({ algorithm, key });
      await compactVerify(token, await importSPKI(publicKey, algorithm));
      await compactVerify(token, await importJWK(named));
    }
    expect((await sign({ algorithm, key: privateJwk })).header.kid).toBe(keyId);
  });

  it.each([
    ["ES256", "keyPart"],
    ["HS256", "secretPart"],
  ])("for %s has exactly the parts that the dialog offers", async (algorithm, name) => {
    const options = formSchema.dialogFields.find((field) => field.name === name)?.options ?? [];
    const copied = options.map(({ value }) => value).filter((value) => value !== "use");
    expect(Object.keys(await generate(algorithm)).sort()).toEqual(copied.sort());
  });

  it("is different each time", async () => {
    expect(await generate("ES256")).not.toEqual(await generate("ES256"));
  });
});

describe("a generated secret", () => {
  it.each([
    ["HS256", 32],
    ["HS384", 48],
    ["HS512", 64],
  ])("for %s has %i bytes in an encoding that the form accepts", async (algorithm, length) => {
    for (const encoding of ["base64", "base64url", "hex"] as const) {
      const { secret = "", secretJwk = "" } = await generate(algorithm, 0, encoding);
      const bytes = Buffer.from(secret, encoding);
      expect(bytes).toHaveLength(length);
      expect(bytes.toString(encoding)).toBe(secret);
      const { token } = await sign({ algorithm, key: secret, keyEncoding: encoding });
      await compactVerify(token, bytes);
      expect((await sign({ algorithm, key: secretJwk })).token).toBe(token);
    }
    const { secret = "" } = await generate(algorithm, 0, "text");
    expect(Buffer.from(secret, "base64url")).toHaveLength(length);
    await compactVerify((await sign({ algorithm, key: secret })).token, Buffer.from(secret));
  });
});
