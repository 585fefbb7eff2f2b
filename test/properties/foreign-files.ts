import { type ForeignFile, foreignFile, type Notes } from "./foreign-file";

const lines = (prefix: string, notes: Notes): string =>
  [prefix, ...Array.from({ length: 4 }, () => notes.draw("base64", 70))].join("\n");

const environment = (
  notes: Notes,
): string => `DATABASE_URL=postgres://app:${notes.draw("password", 20)}@db/app
STRIPE_SECRET_KEY=sk_${notes.draw("base64url", 24)}
export SESSION_SECRET='${notes.draw("hex", 64)}'
`;

/** Text and binary files without a key for JWTs, by name. Most can be used as a shared secret all the same. */
export const foreignFiles = (): [name: string, file: ForeignFile][] => [
  [".env", foreignFile(environment)],
  [
    "env that starts like a Ghost key",
    foreignFile((notes) => `${notes.draw("hex", 24)}:${notes.draw("password", 40)}\n${environment(notes)}`),
  ],
  [
    "env that starts with a Ghost key",
    foreignFile((notes) => `${notes.draw("hex", 24)}:${notes.draw("hex", 64)}\n${environment(notes)}`),
  ],
  ["htdigest", foreignFile((notes) => `${notes.draw("word", 12)}:${notes.draw("hex", 32)}\n`)],
  ["hashcat.potfile", foreignFile((notes) => `${notes.draw("hex", 32)}:${notes.draw("hex", 16)}\n`)],
  [
    "passwd",
    foreignFile(
      (notes) => `root:x:0:0:root:/root:/bin/bash
${notes.draw("word", 9)}:x:1000:1000:${notes.draw("word", 12)},,,:/home/${notes.draw("word", 9)}:/bin/zsh
`,
    ),
  ],
  [
    "shadow",
    foreignFile(
      (notes) => `root:!:19700:0:99999:7:::
robin:$6$${notes.draw("base64", 16)}$${notes.draw("base64", 86)}:19700:0:99999:7:::
`,
    ),
  ],
  [
    "id_ed25519",
    foreignFile(
      (notes) => `-----BEGIN OPENSSH PRIVATE KEY-----
${lines("b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAAzAAAAC3NzaC1lZDI1NTE5AA", notes)}
-----END OPENSSH PRIVATE KEY-----
`,
      null,
    ),
  ],
  [
    "known_hosts",
    foreignFile(
      (notes) => `|1|${notes.draw("base64", 27)}=|${notes.draw("base64", 27)}= ssh-rsa AAAAB3Nz
${notes.draw("word", 12)}.example.com,10.0.0.7 ssh-ed25519 AAAAC3Nz${notes.draw("base64", 60)}
`,
    ),
  ],
  [
    "authorized_keys",
    foreignFile(
      (notes) => `ssh-ed25519 AAAAC3Nz${notes.draw("base64", 60)} ${notes.draw("word", 9)}@laptop\n`,
    ),
  ],
  [
    "aws credentials",
    foreignFile(
      (notes) => `[default]
aws_access_key_id = AKIA${notes.draw("base64url", 16).toUpperCase()}
aws_secret_access_key = ${notes.draw("base64", 40)}
aws_session_token = ${notes.draw("base64", 200)}
`,
    ),
  ],
  [
    "aws config",
    foreignFile(
      (notes) => `[profile ${notes.draw("word", 10)}]
sso_start_url = https://${notes.draw("word", 12)}.awsapps.com/start
role_arn = arn:aws:iam::000000000000:role/${notes.draw("word", 14)}
`,
    ),
  ],
  [
    ".netrc",
    foreignFile((notes) => `machine api.example.com login robin password ${notes.draw("password", 20)}\n`),
  ],
  [".npmrc", foreignFile((notes) => `//registry.npmjs.org/:_authToken=npm_${notes.draw("base64url", 36)}\n`)],
  [
    ".git-credentials",
    foreignFile((notes) => `https://robin:${notes.draw("base64url", 40)}@git.example.com\n`),
  ],
  [".pgpass", foreignFile((notes) => `db.example.com:5432:app:robin:${notes.draw("password", 24)}\n`)],
  [
    ".bash_history",
    foreignFile(
      (notes) => `curl -u robin:${notes.draw("password", 16)} https://api.example.com
export GITHUB_TOKEN=ghp_${notes.draw("base64url", 36)}
mysql -p${notes.draw("password", 12)} app < dump.sql
`,
    ),
  ],
  [
    "kube config",
    foreignFile(
      (notes) => `apiVersion: v1
kind: Config
users:
- name: ${notes.draw("word", 10)}
  user:
    token: ${notes.draw("base64url", 120)}
    client-key-data: ${notes.keep(Buffer.from(notes.pem("p384.pkcs8.pem")).toString("base64"))}
`,
    ),
  ],
  ["master.key", foreignFile((notes) => notes.draw("hex", 32), { algorithm: "HS512", keyEncoding: "hex" })],
  [
    "backup.key",
    foreignFile((notes) => `${notes.draw("base64", 44)}\n`, { algorithm: "HS384", keyEncoding: "base64" }),
  ],
  [
    "cookie_secret",
    foreignFile((notes) => `${notes.draw("base64url", 43)}\n`, {
      algorithm: "HS256",
      keyEncoding: "base64url",
    }),
  ],
  [
    "env in UTF-16",
    foreignFile((notes) => {
      const bytes = Buffer.from(`\ufeff${environment(notes)}`, "utf16le");
      notes.keep(bytes.toString("latin1"));
      return bytes;
    }),
  ],
  [
    "passwords.kdbx",
    foreignFile((notes) => Buffer.concat([Buffer.from("03d9a29a67fb4bb5", "hex"), notes.bytes(500)])),
  ],
];
