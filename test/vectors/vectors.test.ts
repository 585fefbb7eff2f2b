import { constants, createHmac, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodeToken } from "../../src/core/jwt/decode";
import { signToken } from "../../src/core/jwt/sign";
import { isSignedBy } from "../../src/core/jwt/verify";
import { algorithms } from "../../src/core/keys/algorithms";
import { parseObject } from "../../src/core/lib/json";
import { stringify } from "../../src/core/lib/json-text";
import { readKeySettings } from "../../src/core/settings/key";
import { loadKeyOf } from "../../src/core/token/signing-key";
import { signingAlgorithms } from "../support/keys";
import { isForNoble, isSignedAccordingToNoble } from "../support/noble";
import { sign } from "../support/sign";
import { thumbprints as allThumbprints, vectors as allVectors, type Vector } from ".";

const parts = ({ token }: Vector) => {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const text = (part: string) => Buffer.from(part, "base64url").toString();
  return { header: text(header), payload: text(payload), signature, input: `${header}.${payload}` };
};
const formOf = ({ algorithm, key }: Vector) => ({ algorithm, key: key ? JSON.stringify(key) : "" });
const keyOf = (vector: Vector) => loadKeyOf(readKeySettings(formOf(vector)));

/** Whether the same input always produces the same token. All other signatures contain something random. */
const isDeterministic = ({ algorithm }: Vector) => !/^(?:ES|PS|ML-DSA)/.test(algorithm);
/** The plugin's headers are compact JSON. The header in RFC 7515 A.1 has a line break. */
const isCompact = (vector: Vector) =>
  stringify(parseObject("header", parts(vector).header)) === parts(vector).header;

/** A signature check that is independent of jose and of this plugin: Node's, or noble's for ML-DSA. */
function isSignature(signature: string, vector: Vector): boolean {
  const { algorithm, key = {} } = vector;
  const { input } = parts(vector);
  if (isForNoble(algorithm) && key.pub)
    return isSignedAccordingToNoble(`${input}.${signature}`, algorithm, Buffer.from(key.pub, "base64url"));
  const padding = algorithm.startsWith("PS") ? { padding: constants.RSA_PKCS1_PSS_PADDING } : {};
  const publicKey = { key: createPublicKey({ key, format: "jwk" }), dsaEncoding: "ieee-p1363", ...padding };
  const hash = `sha${algorithm.slice(2, 5)}`;
  return verify(hash, Buffer.from(input), publicKey as never, Buffer.from(signature, "base64url"));
}

/** ML-DSA needs a newer Node than some of the tests run on. */
const isUsable = ({ algorithm }: { algorithm: string }) =>
  algorithm === "none" || signingAlgorithms.includes(algorithm);
const vectors = allVectors.filter(isUsable);
const thumbprints = allThumbprints.filter(isUsable);

const withOtherStart = (text: string) => (text.startsWith("A") ? "B" : "A") + text.slice(1);

const bySection = (list: Vector[]) => list.map((vector) => [vector.section, vector] as const);

describe("a published token", () => {
  it("is counted in TESTING.md", () => {
    const counts = `${allVectors.length} tokens, ${allThumbprints.length} thumbprints`;
    expect(readFileSync("TESTING.md", "utf8")).toContain(`| ${counts} |`);
  });

  it("exists for every algorithm that an RFC or OpenSSL has a token for", () => {
    const missing = [...algorithms.keys()].filter(
      (name) => !allVectors.some(({ algorithm }) => algorithm === name),
    );
    // No RFC has a token for PS256, PS512, or ES384. Other libraries verify ours (test/verifiers).
    expect(missing).toEqual(["PS256", "PS512", "ES384"]);
  });

  it.each(bySection(allVectors.filter(({ algorithm }) => algorithm.startsWith("ML-DSA"))))(
    "from %s is accepted by the library that judges ours",
    (_, vector) => {
      const { signature } = parts(vector);
      expect(isSignature(signature, vector)).toBe(true);
      expect(isSignature(withOtherStart(signature), vector)).toBe(false);
    },
  );

  it.each(bySection(vectors.filter(isCompact)))("from %s matches what its key signs", async (_, vector) => {
    const { header, payload, input } = parts(vector);
    const content = { header: parseObject("header", header), claims: new Map(), claimsText: payload };
    const token = await signToken(content, await keyOf(vector));
    if (isDeterministic(vector)) return expect(token).toBe(vector.token);
    const signature = token.slice(input.length + 1);
    expect(token).toBe(`${input}.${signature}`);
    expect(isSignature(signature, vector)).toBe(true);
    expect(isSignature(withOtherStart(signature), vector)).toBe(false);
  });

  it("from RFC 7515 A.1 has a line break in its header, and the key in the form produces its signature", async () => {
    const [vector, ...others] = vectors.filter((candidate) => !isCompact(candidate));
    if (!vector) throw new Error("no vector");
    const { input, signature } = parts(vector);
    const signed = createHmac("sha256", (await keyOf(vector))?.key ?? "").update(input);
    expect(signed.digest("base64url")).toBe(signature);
    expect([vector.section, others]).toEqual(["RFC 7515 A.1", []]);
  });

  const ofClaims = vectors.filter((vector) => isCompact(vector) && parts(vector).payload.startsWith("{"));

  it.each(bySection(ofClaims))(
    "from %s can be created with the form, with exactly the same claims",
    async (_, vector) => {
      const { payload, input } = parts(vector);
      const others = { issuedAt: "none", expiresIn: "none", tokenType: "none" };
      const { token } = await sign({ ...formOf(vector), claims: payload, ...others });
      if (isDeterministic(vector)) expect(token).toBe(vector.token);
      else expect(token.startsWith(`${input}.`)).toBe(true);
    },
  );

  it.each(bySection(vectors.filter(({ key }) => key)))(
    "from %s can be verified with its key",
    async (_, vector) => {
      const key = await keyOf(vector);
      if (!key) throw new Error("no key");
      expect(await isSignedBy(decodeToken(vector.token), key)).toBe(true);
      const { input, signature } = parts(vector);
      expect(await isSignedBy(decodeToken(`${input}.${withOtherStart(signature)}`), key)).toBe(false);
    },
  );
});

describe("the thumbprint", () => {
  it.each(thumbprints)("from $section is the value of the thumbprint placeholder", async (vector) => {
    const { algorithm, key, thumbprint } = vector;
    const claims = '{"thumbprint": "$key.thumbprint"}';
    const signed = await sign({ algorithm, key: JSON.stringify(key), claims });
    expect(signed.claims.thumbprint).toBe(thumbprint);
  });
});
