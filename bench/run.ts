import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { importPKCS8 } from "jose";
import { makeKeys } from "../test/support/make-keys";
import { Yaak } from "../test/support/yaak";
import { form } from "./form";
import { interleavedMedians, median } from "./measure";
import { memory } from "./memory";

/** `npm run bench`: this plugin beside the stock JWT plugin and bare WebCrypto, in one run on one machine. */

const SECRET = "a shared secret of sixty-four bytes, long enough for every hash.";
const SAMPLES = 400;
const LOADS = 21;

const ec = (namedCurve: string) => ({ name: "ECDSA", namedCurve });

/** WebCrypto's parameters for signing, and the file that the key is in. */
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
const load = createRequire(__filename);

async function main(): Promise<void> {
  const keys = mkdtempSync(join(tmpdir(), "jwt-bearer-bench-"));
  makeKeys(keys);
  const yaak = Yaak.create();
  // Any command that starts the plugins makes the client unpack its own.
  await yaak.run("request", "schema", "http");
  const bundles = {
    ours: resolve("build/index.js"),
    stock: join(yaak.dataFolder, "vendored-plugins/auth-jwt/build/index.js"),
  };

  await speed(bundles, keys);
  loading(bundles);
  const { plugin } = load(bundles.ours);
  await form(plugin, readFileSync(join(keys, "rsa-4096.pem"), "utf8"));
  await memory(plugin);

  yaak.dispose();
  rmSync(keys, { recursive: true });
}

async function speed(bundles: { ours: string; stock: string }, keys: string): Promise<void> {
  const ours: Plugin = load(bundles.ours).plugin;
  const stock: Plugin = load(bundles.stock).plugin;
  console.log(`\nonApply with an inline key, medians of ${SAMPLES} calls, Node ${process.version}\n`);
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
      "ours µs": Math.round(a),
      "stock µs": Math.round(b),
      "WebCrypto µs": Math.round(c),
      "ours / stock": (a / b).toFixed(2),
      "ours / WebCrypto": (a / c).toFixed(2),
    };
  }
  console.table(rows);
}

async function importKey(algorithm: string, key: string): Promise<CryptoKey> {
  if (!algorithm.startsWith("HS")) return importPKCS8(key, algorithm);
  const raw = new TextEncoder().encode(key);
  return crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

/** Time to require each bundle in a process of its own, and size. */
function loading(bundles: { ours: string; stock: string }): void {
  const once = (file: string) => {
    const code = `const t = performance.now(); require(${JSON.stringify(file)}); console.log(performance.now() - t)`;
    return Number(execFileSync(process.execPath, ["-e", code], { encoding: "utf8" }));
  };
  const times = { ours: [] as number[], stock: [] as number[] };
  for (let i = 0; i < LOADS; i++) {
    times.ours.push(once(bundles.ours));
    times.stock.push(once(bundles.stock));
  }
  const row = (name: "ours" | "stock") => ({
    "require ms": median(times[name]).toFixed(1),
    "size kB": (statSync(bundles[name]).size / 1000).toFixed(1),
  });
  const ratios = {
    "require ms": (median(times.ours) / median(times.stock)).toFixed(2),
    "size kB": (statSync(bundles.ours).size / statSync(bundles.stock).size).toFixed(2),
  };
  console.log(`\nThe bundle: require() in a fresh process, median of ${LOADS}, and size\n`);
  console.table({ ours: row("ours"), stock: row("stock"), "ours / stock": ratios });
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
