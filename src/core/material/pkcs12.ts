import { contextTag, DerReader } from "./der";

const DATA = "1.2.840.113549.1.7.1";

/** Bags with a private key (RFC 7292 section 4.2), by object identifier: whether it is encrypted. */
const KEY_BAGS: ReadonlyMap<string, boolean> = new Map([
  ["1.2.840.113549.1.12.10.1.1", false],
  ["1.2.840.113549.1.12.10.1.2", true],
]);

/** A private key in a keystore, as PKCS#8. */
export interface KeyBag {
  der: Buffer;
  isEncrypted: boolean;
}

/** More bags than any keystore of one user has. */
const MAX_BAGS = 1000;

/**
 * The private keys in a PKCS#12 keystore (RFC 7292). Every key is encrypted on its own, so nothing else is decrypted, and the
 * keystore's own MAC says no more than the key itself.
 *
 * @throws DerError for anything but these structures
 */
export function readPkcs12(der: Buffer): KeyBag[] {
  const keystore = new DerReader(der).sequence();
  keystore.smallInteger();
  const safes = readContent(keystore.sequence());
  return safes === undefined
    ? []
    : itemsOf(safes).flatMap((safe) => {
        const bags = readContent(safe);
        return bags === undefined ? [] : itemsOf(bags).flatMap((bag) => readBag(bag) ?? []);
      });
}

/** The bytes in a ContentInfo (RFC 5652 section 3). Undefined if they are encrypted, as certificates are. */
function readContent(info: DerReader): Buffer | undefined {
  if (info.objectIdentifier() !== DATA) return undefined;
  return new DerReader(info.read(contextTag(0)), true).octetString();
}

function itemsOf(der: Buffer): DerReader[] {
  const list = new DerReader(der).sequence();
  const items: DerReader[] = [];
  while (!list.isAtEnd && items.length < MAX_BAGS) items.push(list.sequence());
  return items;
}

function readBag(bag: DerReader): KeyBag | undefined {
  const isEncrypted = KEY_BAGS.get(bag.objectIdentifier());
  return isEncrypted === undefined ? undefined : { der: bag.read(contextTag(0)), isEncrypted };
}
