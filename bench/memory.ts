import { generateKeyPairSync } from "node:crypto";
import type { YaakPlugin } from "../src/yaak/host";

const SENDS = 10_000;
const KEYS = 200;
const READINGS = 5;

/** Measures the process's memory over many sends that cycle through more keys than the plugin caches. */
export async function memory({ authentication }: YaakPlugin): Promise<void> {
  const { gc } = globalThis as { gc?: () => void };
  if (!gc) throw new Error("Run this with node --expose-gc");
  const keys = Array.from({ length: KEYS }, () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    return String(privateKey.export({ format: "pem", type: "pkcs8" }));
  });
  const send = (count: number) => {
    const values = { algorithm: "ES256", key: keys[count % KEYS], claims: `{ "count": ${count} }` };
    return authentication.onApply({} as never, {
      contextId: "bench",
      method: "GET",
      url: "http://localhost/",
      headers: [],
      values,
    });
  };
  const reading = () => {
    gc();
    const { heapUsed, external, rss } = process.memoryUsage();
    const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(2);
    return {
      "heap (MB)": megabytes(heapUsed),
      "external (MB)": megabytes(external),
      "process (MB)": megabytes(rss),
    };
  };

  // The first sends fill the cache and let the engine compile hot code.
  for (let count = 0; count < 5 * KEYS; count++) await send(count);
  const rows: Record<string, object> = { "0 sends": reading() };
  for (let count = 1; count <= SENDS; count++) {
    await send(count);
    if (count % (SENDS / READINGS) === 0) rows[`${count} sends`] = reading();
  }
  console.log(
    `\nMemory over ${SENDS} sends that alternate between ${KEYS} keys, after ${5 * KEYS} warm-up sends\n`,
  );
  console.table(rows);
}
