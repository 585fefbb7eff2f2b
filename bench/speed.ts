import { createPublicKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jwtVerify } from "jose";
import { AUDIENCE, CASES, type Case, ISSUER } from "./cases";
import { interleavedMedians } from "./measure";
import { bare, builtIn, postman, thisPlugin, tokenOf } from "./signers";
import { type Peer, verdict } from "./targets";

const SECRET = "a shared secret of sixty-four bytes, long enough for every hash.";

const SAMPLES = 400;
/** Signing with a secret is so fast that the time depends on whether the engine has compiled the signers' code. */
const SAMPLES_WITH_SECRET = 2000;

/**
 * Measures the time to sign a request, compared with Yaak's built-in (stock) plugin, Postman, and the signature alone.
 *
 * @param keys the folder with the key files
 */
export async function speed(bundles: { ours: string; stock: string }, keys: string): Promise<void> {
  const counts = `${SAMPLES} calls (HS256: ${SAMPLES_WITH_SECRET})`;
  console.log(`\nSigning a request with a pasted key: medians of ${counts}, Node.js ${process.version}`);
  console.log("✓ meets the target in bench/targets.ts, > is above it\n");
  const rows: Record<string, object> = {};
  for (const entry of CASES) {
    const key = entry.file ? readFileSync(join(keys, entry.file), "utf8") : SECRET;
    rows[entry.name] = await row(entry, key, bundles);
  }
  console.table(rows);
}

async function row(entry: Case, key: string, bundles: { ours: string; stock: string }): Promise<object> {
  const signers = [
    thisPlugin(bundles.ours, entry, key),
    builtIn(bundles.stock, entry, key),
    postman(entry, key),
  ];
  const tokens = await Promise.all(signers.map(tokenOf));
  const [input = ""] = tokens.map(signedPart);
  const signature = bare(entry, key, input);
  await check([...tokens, `${input}.${signature().toString("base64url")}`], entry, key);

  const [ours = 0, stock = 0, postmans = 0, alone = 0] = await interleavedMedians(
    entry.file ? SAMPLES : SAMPLES_WITH_SECRET,
    [...signers, signature],
  );
  const against = (peer: Peer, time: number) => verdict(entry.name, peer, ours / time);
  return {
    "this plugin (µs)": Math.round(ours),
    "built-in (µs)": Math.round(stock),
    "Postman (µs)": Math.round(postmans),
    "node:crypto (µs)": Math.round(alone),
    "vs. built-in": against("built-in", stock),
    "vs. Postman": against("Postman", postmans),
    "vs. node:crypto": against("node:crypto", alone),
  };
}

const signedPart = (token: string) => token.slice(0, token.lastIndexOf("."));

/** @throws Error if a server would reject one of the tokens, or if they are not all equally long */
async function check(tokens: string[], { algorithm, file, payload }: Case, key: string): Promise<void> {
  const publicKey = file ? createPublicKey(key) : new TextEncoder().encode(key);
  for (const token of tokens) {
    await jwtVerify(token, publicKey, {
      algorithms: [algorithm],
      issuer: ISSUER,
      audience: AUDIENCE,
      requiredClaims: Object.keys(JSON.parse(payload)),
    });
  }
  // The order of claims and the second of signing may differ, but not how much is signed.
  const lengths = new Set(tokens.map((token) => token.length));
  if (lengths.size > 1) throw new Error(`${algorithm} tokens of different lengths: ${tokens.join(" ")}`);
}
