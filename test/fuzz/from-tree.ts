import { armor, brokenArmor } from "./armor";
import { encode } from "./der";
import { ecPkcs8, ecSpki, sec1 } from "./ec";
import { ed25519Pkcs8, edwardsSpki, otherPkcs8 } from "./edwards";
import { encrypt } from "./encrypted";
import { algorithmFor, changes, type FuzzedKey } from "./fuzzed-key";
import type { Build } from "./key-tree";
import { brokenKeystore, keystore } from "./keystore";
import type { Material } from "./material";
import { encodeOrDamage, mutate } from "./mutate";
import { certificate, pkcs1Public, request, rsaSpki } from "./public";
import type { Random } from "./random";
import { pkcs1, rsaPkcs8, rsaPss } from "./rsa";
import { encryptTraditionally } from "./traditional";
import { dh, dsa, mlDsa } from "./unsupported";

const BUILDERS: readonly (readonly [weight: number, build: Build])[] = [
  [8, rsaPkcs8],
  [6, pkcs1],
  [8, ecPkcs8],
  [9, sec1],
  [7, ed25519Pkcs8],
  [1, otherPkcs8],
  [1, rsaPss],
  [2, dsa],
  [1, dh],
  [2, mlDsa],
  [2, rsaSpki],
  [2, ecSpki],
  [1, edwardsSpki],
  [1, pkcs1Public],
  [4, certificate],
  [1, request],
  [1, brokenKeystore],
];

/** Passphrases that libraries encode or measure differently. */
const PASSPHRASES: readonly (readonly [weight: number, passphrase: string])[] = [
  [8, "secret"],
  [4, "a passphrase of several words"],
  [2, "påss wörd"],
  [1, "\u{1f511}"],
  [1, "x".repeat(1000)],
  [1, "x".repeat(5000)],
];

/** What goes into a PEM. */
interface Body {
  what: string;
  der: Buffer;
  label: string;
  headers?: string[];
}

/** A key in DER, plain or encrypted, as it is entered. */
export function fromTree(random: Random, material: Material): FuzzedKey {
  const tree = random.weighted(BUILDERS)(random, material);
  const count = changes(random);
  const encrypted = tree.kind === "private" && random.chance(0.3);
  // The key itself is changed, what encrypts it, or both.
  const [inside, outside] = encrypted
    ? random.pick([
        [count, 0],
        [0, count],
        [count, count],
      ])
    : [count, 0];

  const changed = times(inside, () => mutate(random, tree.root));
  const [damage, der] = encodeOrDamage(random, tree.root, inside > 0 && random.chance(0.07));
  const plain = { what: [tree.what, ...changed].join(", ") + damage, der, label: tree.label };
  const passphrase = random.weighted(PASSPHRASES);
  const body: Body = encrypted ? protect(random, plain, passphrase, outside) : plain;
  const enter = count > 0 && random.chance(0.12) ? brokenArmor : armor;
  const entered = enter(random, body.der, body.label, body.headers);

  const given = random.weighted([
    [88, passphrase],
    [5, "wrong"],
    [7, ""],
  ]);
  return {
    ...entered,
    what: body.what + (entered.what && `;${entered.what}`),
    values: { algorithm: algorithmFor(random, tree.algorithms), passphrase: encrypted ? given : "" },
    encrypted,
    kind: tree.kind,
    isLarge: tree.isLarge,
    verifier: count === 0 ? tree.verifier : undefined,
  };
}

const times = (count: number, change: () => string): string[] => Array.from({ length: count }, change);

/** Encrypts PKCS#8 as PKCS#8, and other formats also as OpenSSL once did. */
function protect(random: Random, { what, der, label }: Body, passphrase: string, count: number): Body {
  if (label !== "PRIVATE KEY" && random.chance(0.85)) {
    const traditional = encryptTraditionally(random, der, passphrase, count > 0);
    return { ...traditional, what: `${what}, ${traditional.what}`, label };
  }
  let inner = der;
  const depth = count > 0 && random.chance(0.04) ? 5 : 1;
  for (let level = 1; level < depth; level++) inner = encode(encrypt(random, inner, passphrase).root);
  const outer = encrypt(random, inner, passphrase);
  const isInKeystore = random.chance(0.15);
  const root = isInKeystore ? keystore(random, outer.root) : outer.root;
  const changed = times(count, () => mutate(random, root));
  const where = isInKeystore ? " in PKCS#12" : "";
  return {
    what: [what, `${outer.what}${depth > 1 ? ` ${depth} deep` : ""}${where}`, ...changed].join(", "),
    der: encode(root),
    label: "ENCRYPTED PRIVATE KEY",
  };
}
