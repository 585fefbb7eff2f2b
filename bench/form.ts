import { randomUUID } from "node:crypto";
import type { YaakInput, YaakPlugin } from "../src/yaak/host";
import { median } from "./measure";

const KEYSTROKES = 200;

/** Awaits every `dynamic` of the form in sequence, as Yaak's plugin runtime does on each keystroke. */
async function resolve(inputs: YaakInput[], values: object): Promise<void> {
  for (const { dynamic, ...input } of inputs) {
    const change = await dynamic?.({} as never, { contextId: "bench", values } as never);
    const resolved = { ...input, ...change } as { inputs?: YaakInput[] };
    if (resolved.inputs) await resolve(resolved.inputs, values);
  }
}

/** Measures the cost of a keystroke with a large key, and what it would cost if the key were read again each time. */
export async function form({ authentication }: YaakPlugin, key: string): Promise<void> {
  const claims = JSON.stringify({
    text: "x".repeat(KEYSTROKES),
    path: "$request.path",
    key: "$key.thumbprint",
  });
  const typed = (count: number) => claims.replace("x".repeat(KEYSTROKES), "x".repeat(count));
  const keystroke = async (count: number, more: object) => {
    const start = process.hrtime.bigint();
    await resolve(authentication.args, { algorithm: "RS256", key, claims: typed(count), ...more });
    return Number(process.hrtime.bigint() - start) / 1_000_000;
  };

  const cached: number[] = [];
  const uncached: number[] = [];
  for (let count = 1; count <= KEYSTROKES; count++) {
    cached.push(await keystroke(count, {}));
    // A new passphrase causes a cache miss, even though this key is not encrypted.
    uncached.push(await keystroke(count, { passphrase: randomUUID() }));
  }
  const row = (times: number[]) => ({
    "median (ms)": median(times).toFixed(2),
    "slowest (ms)": Math.max(...times).toFixed(2),
  });
  console.log(`\nForm with a 4096-bit RSA key: ${KEYSTROKES} keystrokes, each re-rendering the whole form\n`);
  console.table({ "key cached": row(cached), "key not cached": row(uncached) });
}
