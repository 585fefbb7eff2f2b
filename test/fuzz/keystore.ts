import { context, type DerNode, integer, octets, oid, sequence, set } from "./der";
import { algorithmIdentifier, type Build } from "./key-tree";
import type { Random } from "./random";

const data = (content: DerNode[]): DerNode =>
  sequence(oid("1.2.840.113549.1.7.1"), context(0, octets(content, "data")));

/** A PKCS#12 keystore (RFC 7292) with what is in its only bag. Its MAC is never checked. */
export function keystore(random: Random, bagValue: DerNode): DerNode {
  const mac = sequence(
    sequence(algorithmIdentifier("2.16.840.1.101.3.4.2.1"), octets(random.bytes(32), "digest")),
    octets(random.bytes(8), "salt"),
    integer(random.pick([1, 2048, 2 ** 31]), "iterationCount"),
  );
  const bag = sequence(oid("1.2.840.113549.1.12.10.1.2"), context(0, bagValue), set());
  return sequence(integer(3, "version"), data([sequence(data([sequence(bag)]))]), mac);
}

/** A keystore whose bag holds random bytes. */
export const brokenKeystore: Build = (random) => ({
  what: "PKCS#12",
  root: keystore(random, octets(random.bytes(200))),
  label: "PRIVATE KEY",
  algorithms: [],
  kind: "private",
});
