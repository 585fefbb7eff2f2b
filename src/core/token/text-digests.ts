import { digest } from "../lib/node-crypto";

const HASHES = ["sha256", "sha384", "sha512"];
/** How a digest can be written. Without a name, it is in hex, too. */
const ENCODINGS = ["hex", "base64", "base64url"] as const;

/** The digests of each source of text. A text can be large, so it is hashed only once by each hash. */
const known = new WeakMap<object, Map<string, Buffer>>();

type Read<Source> = (source: Source) => string;

/**
 * The digests of a text as values, by name: `body.sha256`, `body.sha256.base64`, and so on.
 *
 * @param name name of the text, which is always the same in one source
 */
export function digestValues<Source extends object>(
  name: string,
  textOf: Read<Source>,
): [name: string, read: Read<Source>][] {
  const digestOf = (source: Source, hash: string): Buffer => {
    const digests = known.get(source) ?? new Map<string, Buffer>();
    known.set(source, digests);
    const id = `${name}.${hash}`;
    const bytes = digests.get(id) ?? digest(hash, textOf(source));
    digests.set(id, bytes);
    return bytes;
  };
  return HASHES.flatMap((hash) => [
    [`${name}.${hash}`, (source) => digestOf(source, hash).toString("hex")],
    ...ENCODINGS.map((encoding): [string, Read<Source>] => [
      `${name}.${hash}.${encoding}`,
      (source) => digestOf(source, hash).toString(encoding),
    ]),
  ]);
}
