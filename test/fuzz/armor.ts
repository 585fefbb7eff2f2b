import type { Random } from "./random";

/** A key as it is entered: pasted, or in a file. */
export interface Entered {
  what: string;
  content: string | Buffer;
  isFile: boolean;
}

const pasted = (what: string, content: string): Entered => ({ what, content, isFile: false });

const LABELS = [
  ...["PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY"],
  ...[
    "PUBLIC KEY",
    "RSA PUBLIC KEY",
    "CERTIFICATE",
    "X509 CERTIFICATE",
    "TRUSTED CERTIFICATE",
    "EC PARAMETERS",
  ],
  ...["CERTIFICATE REQUEST", "OPENSSH PRIVATE KEY", "ANY PRIVATE KEY", "", "A".repeat(10_000)],
];

export function pem(label: string, der: Buffer, headers: string[] = [], newline = "\n"): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  const head = headers.length > 0 ? [...headers, ""] : [];
  return [`-----BEGIN ${label}-----`, ...head, ...lines, `-----END ${label}-----`, ""].join(newline);
}

/** JSON files that cloud services issue: Google's and Coinbase's. */
const inJson = (random: Random, text: string): string =>
  random.chance(0.6)
    ? JSON.stringify({
        type: "service_account",
        private_key_id: "id",
        private_key: text,
        client_email: "robot@project.example",
        token_uri: "https://oauth2.example.com/token",
      })
    : JSON.stringify({ name: "organizations/1/apiKeys/2", privateKey: text });

/** DER in any of the forms that people paste or save. */
export function armor(random: Random, der: Buffer, label: string, headers: string[] = []): Entered {
  const own = pem(label, der, headers);
  const ways: (readonly [number, () => Entered])[] = [
    [10, () => pasted("", own)],
    [1, () => pasted(" without line breaks", own.replaceAll("\n", " "))],
    [1, () => pasted(" with CRLF", own.replaceAll("\n", "\r\n"))],
    [1, () => pasted(" with escaped line breaks", own.replaceAll("\n", "\\n"))],
    [1, () => pasted(" in quotes", JSON.stringify(own))],
    [
      1,
      () =>
        pasted(
          " after another block",
          `${pem("EC PARAMETERS", Buffer.from("06082a8648ce3d030107", "hex"))}${own}`,
        ),
    ],
    [2, () => pasted(" in a JSON file", inJson(random, own))],
    [1, () => pasted(" in base64 again", Buffer.from(own).toString("base64"))],
    [1, () => pasted(" in a .env file", `PORT=3000\nKEY="${own.replaceAll("\n", "\\n")}"\n`)],
    [
      1,
      () => pasted(" in a Kubernetes secret", `data:\n  tls.key: ${Buffer.from(own).toString("base64")}\n`),
    ],
    [1, () => pasted(" percent-encoded", encodeURIComponent(own))],
    [1, () => ({ what: " in a file", content: own, isFile: true })],
  ];
  if (headers.length > 0) return random.weighted(ways)();
  const bare: typeof ways = [
    [2, () => pasted(" in base64", der.toString("base64"))],
    [1, () => pasted(" in base64url", der.toString("base64url"))],
    [1, () => pasted(" in base64 in a JSON file", inJson(random, der.toString("base64")))],
    [1, () => ({ what: " in a DER file", content: der, isFile: true })],
  ];
  return random.weighted([...ways, ...bare])();
}

/** The same, broken: other labels, other text around it, and base64 that is not. */
export function brokenArmor(random: Random, der: Buffer, label: string, headers: string[] = []): Entered {
  const own = pem(label, der, headers);
  const other = random.pick(LABELS);
  const at = random.below(own.length);
  return random.weighted<() => Entered>([
    [6, () => pasted(` as ${other.slice(0, 30)}`, pem(other, der, headers))],
    [2, () => pasted(" with another END", own.replace(/END [^-]*/, `END ${other}`))],
    [2, () => pasted(" without END", own.slice(0, own.lastIndexOf("-----END")))],
    [2, () => pasted(" truncated", own.slice(0, at))],
    [
      2,
      () =>
        pasted(
          " with text inside",
          `${own.slice(0, at)}${random.pick(["!", "=", "\0", "é", "-----", "\n\n"])}${own.slice(at)}`,
        ),
    ],
    [1, () => pasted(" twice", own + own)],
    [1, () => pasted(" inside itself", own.slice(0, at) + own + own.slice(at))],
    [
      1,
      () =>
        pasted(
          " with headers",
          own.replace("\n", `\n${random.pick(["Comment: x", "Proc-Type: 4,ENCRYPTED"])}\n\n`),
        ),
    ],
    [
      1,
      () =>
        pasted(
          " after many BEGIN lines",
          `-----BEGIN ${label}-----\n`.repeat(random.size()).slice(0, 1e6) + own,
        ),
    ],
    [1, () => pasted(" after whitespace", `${" \n".repeat(random.size())}${own}`)],
    [1, () => pasted(" with huge base64", own.replace("\n", `\n${"A".repeat(random.size())}`))],
    [1, () => pasted(" in hex", der.toString("hex"))],
    [
      1,
      () => ({ what: " in a file in UTF-16", content: Buffer.from(`\ufeff${own}`, "utf16le"), isFile: true }),
    ],
    [
      1,
      () => ({
        what: " in a file before more bytes",
        content: Buffer.concat([der, random.bytes(200)]),
        isFile: true,
      }),
    ],
  ])();
}
