import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { importPKCS8 } from "jose";
import { writeBundle } from "../scripts/bundle";
import { withPublished } from "../scripts/published";
import { makeKeys } from "../test/support/make-keys";
import { bundleFile } from "../test/support/plugin";
import { Yaak } from "../test/support/yaak";
import { form } from "./form";
import { BUILT_IN, load } from "./load";
import { interleavedMedians } from "./measure";
import { memory } from "./memory";

/**
 * `npm run bench`: compares this plugin, as published, with Yaak's built-in (stock) JWT plugin and with bare WebCrypto, in
 * one run on one machine.
 */

const SECRET = "a shared secret of sixty-four bytes, long enough for every hash.";
const SAMPLES = 400;

const ec = (namedCurve: string) => ({ name: "ECDSA", namedCurve });

/** WebCrypto signing parameters and the key file for each algorithm. */
const CASES: { algorithm: string; sign: object; file?: string }[] = [
  { algorithm: "HS256", sign: { name: "HMAC" } },
  { algorithm: "RS256", sign: { name: "RSASSA-PKCS1-v1_5" }, file: "rsa.pkcs8.pem" },
  { algorithm: "PS256", sign: { name: "RSA-PSS", saltLength: 32 }, file: "rsa.pkcs8.pem" },
  { algorithm: "ES256", sign: { ...ec("P-256"), hash: "SHA-256" }, file: "p256.pkcs8.pem" },
  { algorithm: "ES384", sign: { ...ec("P-384"), hash: "SHA-384" }, file: "p384.pkcs8.pem" },
  { algorithm: "ES512", sign: { ...ec("P-521"), hash: "SHA-512" }, file: "p521.pkcs8.pem" },
];

interface Plugin {
  authentication: { onApply(ctx: object, args: object): Promise<unknown> };
}

const request = { contextId: "bench", method: "GET", url: "http://localhost/", headers: [] };
const requireFile = createRequire(__filename);

async function bench(): Promise<void> {
  const keys = mkdtempSync(join(tmpdir(), "jwt-bearer-bench-"));
  makeKeys(keys);
  const yaak = Yaak.create();
  // Any command that starts the plugins makes the client unpack its built-in ones.
  await yaak.run("request", "schema", "http");
  const bundles = {
    ours: bundleFile(),
    stock: join(yaak.dataFolder, "vendored-plugins/auth-jwt/build/index.js"),
  };

  await speed(bundles, keys);
  await writeBundle();
  load({
    "this plugin, as published": bundles.ours,
    [BUILT_IN]: bundles.stock,
    "this plugin, npm run build": resolve("build/index.js"),
  });
  const { plugin } = requireFile(bundles.ours);
  await form(plugin, readFileSync(join(keys, "rsa-4096.pem"), "utf8"));
  await memory(plugin);

  yaak.dispose();
  rmSync(keys, { recursive: true });
}

async function speed(bundles: { ours: string; stock: string }, keys: string): Promise<void> {
  const ours: Plugin = requireFile(bundles.ours).plugin;
  const stock: Plugin = requireFile(bundles.stock).plugin;
  console.log(`\nonApply with a pasted key: medians of ${SAMPLES} calls, Node.js ${process.version}\n`);
  const rows: Record<string, object> = {};
  for (const { algorithm, sign, file } of CASES) {
    const key = file ? readFileSync(join(keys, file), "utf8") : SECRET;
    const payload = '{"iss":"bench","aud":"server","iat":1700000000,"exp":1700000300}';
    const ourValues = { algorithm, key, issuer: "bench", audience: "server" };
    const stockValues = {
      algorithm,
      secret: key,
      payload,
      headers: "{}",
      location: "header",
      headerPrefix: "Bearer",
    };
    const cryptoKey = await importKey(algorithm, key);
    const signingInput = new TextEncoder().encode("x".repeat(150));

    const [a = 0, b = 0, c = 0] = await interleavedMedians(SAMPLES, [
      () => ours.authentication.onApply({}, { ...request, values: ourValues }),
      () => stock.authentication.onApply({}, { ...request, values: stockValues }),
      () => crypto.subtle.sign(sign as AlgorithmIdentifier, cryptoKey, signingInput),
    ]);
    rows[algorithm] = {
      "this plugin (µs)": Math.round(a),
      "built-in (µs)": Math.round(b),
      "WebCrypto (µs)": Math.round(c),
      "vs. built-in": (a / b).toFixed(2),
      "vs. WebCrypto": (a / c).toFixed(2),
    };
  }
  console.table(rows);
}

async function importKey(algorithm: string, key: string): Promise<CryptoKey> {
  if (!algorithm.startsWith("HS")) return importPKCS8(key, algorithm);
  const raw = new TextEncoder().encode(key);
  return crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

withPublished(bench).catch((error) => {
  console.error(error);
  process.exit(1);
});
