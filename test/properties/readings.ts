const decodings: [runs: RegExp, offsets: number[], encoding: "base64" | "hex"][] = [
  [/[\w+/-]{11,}/g, [0, 1, 2, 3], "base64"],
  [/[\da-f]{16,}/gi, [0, 1], "hex"],
];

/**
 * The text, and everything that any part of it could mean if it is in base64, base64url, hex, percent-encoding, or Markdown.
 * Bytes are in Latin-1.
 *
 * @param depth how often a part can be encoded
 */
export function* readings(text: string, depth = 3): Generator<string> {
  yield text;
  if (depth === 0) return;
  const plain = text
    .replaceAll("\\", "")
    .replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  if (plain !== text) yield* readings(plain, depth - 1);
  for (const [runs, offsets, encoding] of decodings)
    for (const [run] of text.matchAll(runs))
      for (const offset of offsets)
        yield* readings(Buffer.from(run.slice(offset), encoding).toString("latin1"), depth - 1);
}
