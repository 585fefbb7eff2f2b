/** What something looks like, and what to do instead, without a period. */
export interface Found {
  words: string;
  remedy: string;
}

/** How keystores and the key blobs of Windows start, in hex. */
const STORES: [start: RegExp, found: Found][] = [
  [
    /^(?:feedfeed|cececece)/,
    {
      words: "a keystore (Java, JKS)",
      remedy:
        "Convert it with keytool -importkeystore -srckeystore FILE -destkeystore NEW.p12 -deststoretype PKCS12, and select that file",
    },
  ],
  [
    /^3080020103/,
    {
      words: "a keystore (PKCS#12)",
      remedy:
        "Extract its private key with openssl pkcs12 -nocerts -nodes -provider legacy -provider default -in FILE -out NEW",
    },
  ],
  [/^03d9a29a/, { words: "a KeePass database", remedy: "Export the key from it" }],
  [
    /^(?:0[67]02000000|454353[34][1-6]|52534131)/,
    { words: "a key blob from Windows", remedy: "Export the private key as PEM" },
  ],
  [
    /^(?:504b0304|89504e47|25504446|ffd8ff|1f8b08|7f454c46|377abcaf)/,
    { words: "an archive, image, or other file", remedy: "Select the key file" },
  ],
  [/^1ef1b5b0/, { words: "a keystore", remedy: "Export its private key as PEM" }],
];

/** How OpenPGP packets start, in hex. Short secrets can start like one by chance. */
const PACKETS = /^(?:9[4589]\w{2,6}0[3-6]|c[56]\w{2,6}0[3-6])/;
const MIN_PACKET_BYTES = 100;
const PGP = { words: "a keystore (PGP)", remedy: "Create a key pair with openssl genpkey" };

/** What bytes, or those in base64, are by how they start, if that is a keystore or another kind of file. */
export function findStore(material: string | Buffer): Found | undefined {
  const bytes = typeof material === "string" ? Buffer.from(material, "base64") : material;
  const start = bytes.toString("hex", 0, 8);
  const [, store] = STORES.find(([sign]) => sign.test(start)) ?? [];
  return store ?? (bytes.length >= MIN_PACKET_BYTES && PACKETS.test(start) ? PGP : undefined);
}
