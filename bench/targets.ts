/** What this plugin is compared with. */
export type Peer = "built-in" | "Postman" | "node:crypto";

/**
 * The largest acceptable ratio of this plugin's time to each peer's, by row of the speed table. The ratios depend on the
 * machine and its load, so the table shows which ones meet their targets, but none of them fails the run.
 */
const TARGETS: Record<string, Partial<Record<Peer, number>>> = {
  HS256: { "built-in": 0.15, Postman: 2 },
  RS256: { "built-in": 0.45, Postman: 0.5, "node:crypto": 1.25 },
  PS256: { "built-in": 0.45, Postman: 0.5, "node:crypto": 1.25 },
  ES256: { "built-in": 0.2, Postman: 0.2 },
  ES384: { "built-in": 0.75, Postman: 0.8, "node:crypto": 1.25 },
  ES512: { "built-in": 0.95, Postman: 0.9, "node:crypto": 1.25 },
};

/** A ratio, and whether it meets its target: `0.14 ✓`, `0.31 > 0.15`, or `0.31` if it has none. */
export function verdict(row: string, peer: Peer, ratio: number): string {
  const shown = ratio.toFixed(2);
  const target = TARGETS[row]?.[peer];
  if (target === undefined) return shown;
  // Compares the number shown, to never print "0.15 > 0.15".
  return Number(shown) <= target ? `${shown} ✓` : `${shown} > ${target}`;
}
