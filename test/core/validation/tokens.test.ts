import { execFileSync } from "node:child_process";
import {
  createHash,
  createHmac,
  createPublicKey,
  createSecretKey,
  type JsonWebKey,
  verify,
  X509Certificate,
} from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { algorithms } from "../../../src/core/keys/algorithms";
import { readSettings } from "../../../src/core/settings/settings";
import { createPlan } from "../../../src/core/validation/plan";
import { keyFor, keyPath, signingAlgorithms } from "../../support/keys";
import { clock, NOW_SECONDS, request } from "../../support/sign";

const settings = {
  issuer: "https://issuer.example.com",
  subject: "alice",
  audience: "https://api.example.com",
  keyId: "key-1",
  jwtId: "uuid",
};

interface Forged {
  id: string;
  name?: string;
  token: string;
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
}

/** Decodes without the plugin. */
function decode(token: string): Pick<Forged, "token" | "header" | "claims"> {
  const [header = "", claims = ""] = token.split(".");
  const json = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
  return { token, header: json(header), claims: json(claims) };
}

async function forge(algorithm: string, more: object = {}): Promise<{ good: Forged; all: Forged[] }> {
  const values = { algorithm, key: keyFor(algorithm).key, ...settings, ...more };
  const plan = await createPlan(readSettings(values), request, clock);
  const all = [];
  for (const { testCase: each, variant, create } of plan.steps) {
    const { token, placed } = await create();
    expect(placed.value).toContain(token);
    all.push({ id: each.id, name: variant.name, ...decode(token) });
  }
  const { token } = await plan.createGood();
  return { good: { id: "C1", ...decode(token) }, all };
}

/** Whether the real key signed the token, according to Node alone. */
function isSigned(algorithm: string, { token }: Forged): boolean {
  const { family, hash = null, saltLength } = algorithms.get(algorithm) ?? {};
  const end = token.lastIndexOf(".");
  const [input, signature] = [token.slice(0, end), Buffer.from(token.slice(end + 1), "base64url")];
  const { verifyWith } = keyFor(algorithm);
  if (family === "hmac")
    return createHmac(hash ?? "", verifyWith as Uint8Array)
      .update(input)
      .digest()
      .equals(signature);
  const options = {
    key: verifyWith as ReturnType<typeof createPublicKey>,
    dsaEncoding: "ieee-p1363" as const,
    ...(saltLength === undefined ? {} : { saltLength, padding: 6 }),
  };
  return verify(hash, Buffer.from(input), options, signature);
}

/** Cases whose token has a signature of the real key: their flaw is elsewhere. */
const SIGNED = [
  "A5",
  "H4",
  "H7",
  "T1",
  "T2",
  "T3",
  "T4",
  "T5",
  "T6",
  "I1",
  "I2",
  "I4",
  "I5",
  "Y1",
  "F5",
  "F6",
  "X1",
];
/** Cases whose flaw is the signature. */
const FORGED = ["S1", "S3", "S4", "S5", "S7", "S8", "S10", "A1", "A3", "H1", "H2"];

/** What is different in a token, as names. Times pass, so nothing else may. */
const differences = (good: Record<string, unknown>, other: Record<string, unknown>): string[] =>
  [...new Set([...Object.keys(good), ...Object.keys(other)])].filter(
    (name) => JSON.stringify(good[name]) !== JSON.stringify(other[name]),
  );

describe.each(signingAlgorithms)("the tokens for %s", (algorithm) => {
  let forged: Awaited<ReturnType<typeof forge>>;
  beforeAll(async () => {
    forged = await forge(algorithm);
  });

  it("have a signature of the real key, unless that is the flaw", () => {
    const { good, all } = forged;
    expect(isSigned(algorithm, good)).toBe(true);
    for (const each of all) {
      if (SIGNED.includes(each.id)) expect(isSigned(algorithm, each), each.id).toBe(true);
      if (FORGED.includes(each.id)) expect(isSigned(algorithm, each), each.id).toBe(false);
    }
  });

  it("differ from a good one in one part only", () => {
    const { good, all } = forged;
    const expected: Record<string, string> = {
      S3: "exp",
      S4: "test",
      S10: algorithm.startsWith("HS") ? "" : "alg",
      ...{ A1: "alg", A3: "alg", A4: "alg", A5: "alg", H2: "x5c", H4: "kid", H7: "crit,test" },
      ...{ T1: "exp", T2: "iat,exp", T3: "exp", T4: "exp", T5: "nbf", T6: "iat,exp" },
      ...{ I1: "iss", I2: "aud", I4: "sub" },
      "T1 issued before that": "iat,exp",
      "T5 expires after that": "exp,nbf",
      ...{ Y1: "typ", F6: "padding" },
    };
    for (const { id, name, header, claims } of all) {
      const found = [...differences(good.header, header), ...differences(good.claims, claims)];
      // Another claim can change the signature until it has a character that base64 writes differently.
      if (id === "F1") continue;
      const embedded = name === "another kid" ? `kid,${id === "H1" ? "jwk" : "x5c"}` : "jwk";
      const one =
        id === "H1" || (id === "H2" && name === "another kid")
          ? embedded
          : (expected[`${id} ${name}`] ?? expected[id] ?? "");
      expect(found.join(), `${id} ${name}`).toBe(one);
    }
  });
});

describe("the tokens", () => {
  const find = ({ all }: { all: Forged[] }, id: string, name?: string): Forged => {
    const found = all.find((each) => each.id === id && each.name === name);
    if (!found) throw new Error(`no ${id} ${name}`);
    return found;
  };

  it("have times before and after now", async () => {
    const forged = await forge("HS256");
    const times = [
      find(forged, "T1", "exp alone").claims.exp,
      find(forged, "T2").claims.exp,
      find(forged, "T5", "nbf alone").claims.nbf,
      find(forged, "T6").claims.iat,
      find(forged, "T4", "negative").claims.exp,
      find(forged, "T4", "as text").claims.exp,
    ];
    const hour = 3600;
    expect(times).toEqual([
      NOW_SECONDS - hour,
      NOW_SECONDS - 30,
      NOW_SECONDS + hour,
      NOW_SECONDS + hour,
      -1,
      String(NOW_SECONDS + 300),
    ]);
    expect(
      Buffer.from(find(forged, "T4", "1e20").token.split(".")[1] ?? "", "base64url").toString(),
    ).toContain('"exp":1e20');
  });

  it("have other issuers and audiences that start like the real ones, or none", async () => {
    const forged = await forge("HS256", { audience: '["https://api.example.com","other"]' });
    expect(find(forged, "I1", "other").claims.iss).toBe("https://issuer.example.com-other");
    expect(find(forged, "I2", "other").claims.aud).toEqual(["https://api.example.com-other", "other-other"]);
    expect(find(forged, "I1", "missing").claims).not.toHaveProperty("iss");
    expect(find(forged, "I2", "missing").claims).not.toHaveProperty("aud");
  });

  it.each([
    ["RS256", ["PEM", "PEM without its last line break", "PKCS#1 PEM", "DER"]],
    ["ES256", ["PEM", "PEM without its last line break", "DER"]],
  ])(
    "for %s are signed with the public key as the secret, in each of its forms",
    async (algorithm, names) => {
      const forged = await forge(algorithm);
      const key = keyFor(algorithm).verifyWith as ReturnType<typeof createPublicKey>;
      const pem = key.export({ type: "spki", format: "pem" }) as string;
      const forms: Record<string, string | Buffer> = {
        PEM: pem,
        "PEM without its last line break": pem.slice(0, -1),
        "PKCS#1 PEM": algorithm === "RS256" ? key.export({ type: "pkcs1", format: "pem" }) : "",
        DER: key.export({ type: "spki", format: "der" }),
      };
      expect(forged.all.filter(({ id }) => id === "A3").map(({ name }) => name)).toEqual(names);
      for (const name of names) {
        const { token, header } = find(forged, "A3", name);
        const [input, signature] = [token.slice(0, token.lastIndexOf(".")), token.split(".")[2]];
        const hmac = createHmac("sha256", createSecretKey(Buffer.from(forms[name] ?? ""))).update(input);
        expect([header.alg, signature]).toEqual(["HS256", hmac.digest("base64url")]);
      }
    },
  );

  it("are signed with the key that they embed", async () => {
    const forged = await forge("ES256");
    for (const [id, name] of [
      ["H1", "your kid"],
      ["H1", "another kid"],
      ["H2", "your kid"],
      ["H2", "another kid"],
    ] as const) {
      const { token, header } = find(forged, id, name);
      const [input, signature = ""] = [token.slice(0, token.lastIndexOf(".")), token.split(".")[2]];
      const key =
        id === "H1"
          ? createPublicKey({ key: header.jwk as JsonWebKey, format: "jwk" })
          : new X509Certificate(Buffer.from((header.x5c as string[])[0] ?? "", "base64")).publicKey;
      const options = { key, dsaEncoding: "ieee-p1363" as const };
      const isOwn = verify("sha256", Buffer.from(input), options, Buffer.from(signature, "base64url"));
      expect(isOwn, `${id} ${name}`).toBe(true);
      if (id === "H1") expect((header.jwk as { kid: string }).kid).toBe(header.kid);
    }
    expect(JSON.stringify(find(forged, "H1", "your kid").header)).not.toContain('"d"');
  });

  it("for ES256 have the same numbers in DER format, or zeros", async () => {
    const forged = await forge("ES256");
    const { token } = find(forged, "S9");
    const [input, signature = ""] = [token.slice(0, token.lastIndexOf(".")), token.split(".")[2]];
    const key = keyFor("ES256").verifyWith as ReturnType<typeof createPublicKey>;
    // DER is what Node expects unless it is told otherwise.
    expect(verify("sha256", Buffer.from(input), key, Buffer.from(signature, "base64url"))).toBe(true);
    expect(find(forged, "S8").token.split(".")[2]).toBe(Buffer.alloc(64).toString("base64url"));
  });

  it("are written in other ways, with the same signature", async () => {
    for (const algorithm of ["HS256", "RS256", "ES256", "HS384"]) {
      const forged = await forge(algorithm);
      // 48 bytes need no padding.
      const isPadded = algorithm !== "HS384";
      const padded = isPadded ? [find(forged, "F1", "padded with =").token] : [];
      const standard = find(forged, "F1", "standard base64").token;
      const spaced = find(forged, "F1", "a space inside").token;
      for (const token of padded) expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+=+$/);
      expect(standard).toMatch(/^[\w-]+\.[\w-]+\.[A-Za-z\d]*[+/][A-Za-z\d+/]*=*$/);
      expect(standard.endsWith("=")).toBe(isPadded);
      expect(spaced).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+ [\w-]+$/);
      for (const token of [...padded, standard, spaced])
        expect(isSigned(algorithm, { ...decode(token), id: "F1", token: token.replace(" ", "") })).toBe(true);
    }
  });

  it("that are for another time are consistent, for APIs that compare the times", async () => {
    const forged = await forge("HS256", { notBefore: "now", expiresIn: "10m" });
    const { iat, nbf, exp } = find(forged, "T1", "issued before that").claims;
    expect([iat, nbf, exp]).toEqual([NOW_SECONDS - 4200, NOW_SECONDS - 4200, NOW_SECONDS - 3600]);
    expect(find(forged, "T2").claims).toMatchObject({ iat: NOW_SECONDS - 630, exp: NOW_SECONDS - 30 });
    for (const [id, name] of [["T5", "expires after that"], ["T6"]] as const)
      expect(find(forged, id, name).claims.exp).toBe(NOW_SECONDS + 7200);
  });

  it("embed a certificate with the thumbprints that tokens usually have", async () => {
    const folder = mkdtempSync(join(tmpdir(), "jwt-bearer-x5t-"));
    const certificate = join(folder, "certificate.pem");
    const request = [
      "req",
      "-x509",
      "-new",
      "-key",
      keyPath("rsa.pkcs8.pem"),
      "-subj",
      "/CN=own",
      "-days",
      "1",
    ];
    execFileSync("openssl", [...request, "-out", certificate], { stdio: "pipe" });
    const text = readFileSync(certificate, "utf8");
    rmSync(folder, { recursive: true });
    const forged = await forge("RS256", { certificate: text, certificateHeader: "both" });
    for (const name of ["your kid", "another kid"]) {
      const { header } = find(forged, "H2", name);
      const bytes = Buffer.from((header.x5c as string[])[0] ?? "", "base64");
      const digest = (hash: string) => createHash(hash).update(bytes).digest("base64url");
      expect([header.x5t, header["x5t#S256"]]).toEqual([digest("sha1"), digest("sha256")]);
    }
  });

  it("are long enough for a limit, and have a claim twice", async () => {
    const forged = await forge("HS256");
    expect(find(forged, "F6").token.length).toBeGreaterThan(16 * 1024);
    const text = Buffer.from(find(forged, "F5").token.split(".")[1] ?? "", "base64url").toString();
    expect(text).toMatch(/^\{"sub":"other",.*"sub":"alice"/);
  });
});
