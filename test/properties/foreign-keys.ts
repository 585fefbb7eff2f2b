import { keyFor, pem, serviceAccount, signingAlgorithms } from "../support/keys";
import { bodyOf } from "./any-key";
import { type ForeignFile, foreignFile, type Notes } from "./foreign-file";

const RSA = "rsa.pkcs8.pem";
const ML_DSA = signingAlgorithms.filter((name) => name.startsWith("ML-DSA"));

/** Other secrets of the same application, as members of a JSON file. */
const others = (notes: Notes) => ({
  client_secret: notes.draw("base64url", 40),
  webhook: { secret: notes.draw("hex", 40) },
  password: notes.draw("password", 20),
  description: notes.draw("word", 16),
});

/** A JSON file with more in it than its key. */
const jsonKey = (algorithm: string, write: (notes: Notes) => object): ForeignFile =>
  foreignFile((notes) => JSON.stringify({ ...others(notes), ...write(notes) }, null, 2), { algorithm });

function mlDsaKey(notes: Notes, algorithm: string): object {
  const key = JSON.parse(keyFor(algorithm).key);
  notes.keep(key.priv);
  // The seeds of the tests start with the name of the algorithm, which is public.
  notes.publics.push(key.pub, Buffer.from(algorithm).toString("base64url"));
  return key;
}

/** One key for each type and curve, all with the same ID. */
function jwkSet(notes: Notes): object {
  const names = ["p256.pkcs8.pem", "p384.pkcs8.pem", "p521.pkcs8.pem", "secp256k1.pem", "ed25519.pkcs8.pem"];
  const keys = [...names.map((name) => notes.jwk(name)), ...ML_DSA.map((name) => mlDsaKey(notes, name))];
  const kid = notes.show("key of the set");
  return { keys: keys.map((key) => ({ ...key, kid, comment: notes.draw("word", 20) })) };
}

function serviceAccountFile(notes: Notes): string {
  const account = { ...serviceAccount(RSA), private_key: notes.pem(RSA), project_id: notes.draw("word", 14) };
  const { private_key_id, client_email, token_uri } = account;
  for (const text of [private_key_id, client_email, token_uri]) notes.show(text);
  return JSON.stringify({ ...account, ...others(notes), client_id: notes.draw("hex", 21) });
}

/** A Box config file, whose client secret must stay where it is. */
function boxFile(notes: Notes): string {
  const appAuth = {
    publicKeyID: notes.show("box-key1"),
    privateKey: notes.pem(RSA),
    passphrase: notes.draw("hex", 32),
  };
  const clientID = notes.show("l0ikqkmgfsp8bcnc2lmvtvq15g4dbnxy");
  const app = { clientID, clientSecret: notes.draw("word", 32), appAuth };
  return JSON.stringify({ boxAppSettings: app, enterpriseID: notes.show("8013004711"), ...others(notes) });
}

/** The placeholders that only a service account file has a value for, and only a Box config file. */
const OF_ACCOUNT = ["key.email", "key.tokenUri"];
const OF_BOX = ["key.clientId", "key.enterpriseId"];
export const FILE_NAMES = [...OF_ACCOUNT, ...OF_BOX];

/** Key files that contain more secrets than their key, by name. */
export const foreignKeys = (): [name: string, file: ForeignFile][] => [
  [
    "rsa.pem",
    foreignFile(
      (notes) => `# ${notes.draw("word", 20)}
Password: ${notes.draw("password", 20)}
${notes.pem(RSA)}
# The old one: ${notes.draw("base64", 60)}
${pem("rsa.certificate.pem")}`,
      { algorithm: "RS256" },
    ),
  ],
  [
    "env with a PEM",
    foreignFile(
      (notes) => `APP_SECRET=${notes.draw("hex", 64)}
PRIVATE_KEY="${notes.pem(RSA).replaceAll("\n", "\\n")}"
ADMIN_PASSWORD=${notes.draw("password", 20)}
`,
      { algorithm: "PS256" },
    ),
  ],
  [
    "encrypted.pem",
    foreignFile(
      (notes) => {
        const text = pem("rsa.pkcs1.aes.pem");
        notes.keep(bodyOf(text));
        return `Bag Attributes\n    friendlyName: ${notes.draw("word", 20)}\n${text}`;
      },
      { algorithm: "RS512" },
    ),
  ],
  ...["google-oauth", "google-service-account"].map((preset): [string, ForeignFile] => [
    `service account for ${preset}`,
    foreignFile(serviceAccountFile, { algorithm: "RS256", preset }, OF_ACCOUNT),
  ]),
  ...["RS256", "PS256"].map((algorithm): [string, ForeignFile] => [
    `Box config for ${algorithm}`,
    foreignFile(boxFile, { algorithm }, OF_BOX),
  ]),
  ["Box config for box", foreignFile(boxFile, { algorithm: "RS256", preset: "box" }, OF_BOX)],
  [
    "app.json with a private_key",
    jsonKey("RS384", (notes) => {
      const ids = {
        app_id: notes.draw("word", 10),
        id: notes.draw("word", 12),
        name: notes.draw("word", 12),
      };
      return { ...ids, email: `${notes.draw("word", 10)}@example.com`, private_key: notes.pem(RSA) };
    }),
  ],
  [
    "cdp_api_key.json",
    jsonKey("ES256", (notes) => {
      const name = notes.show("organizations/o/apiKeys/k");
      return { name, id: notes.draw("hex", 32), privateKey: notes.pem("p256.sec1.pem") };
    }),
  ],
  [
    "JSON with a member without a name",
    jsonKey("PS384", (notes) => ({ "": notes.draw("password", 30), privateKey: notes.pem(RSA) })),
  ],
  [
    "rsa.jwk",
    jsonKey("PS512", (notes) => {
      const kid = notes.show("key with extras");
      return { ...notes.jwk(RSA), kid, email: notes.draw("word", 12), name: notes.draw("word", 12) };
    }),
  ],
  ...["ES256", "ES384", "ES512", "ES256K", "EdDSA", ...ML_DSA].map((algorithm): [string, ForeignFile] => [
    `${algorithm} of a JWK set`,
    jsonKey(algorithm, jwkSet),
  ]),
  [
    "oct.jwk",
    jsonKey("HS384", (notes) => {
      const kid = notes.show("key of an octet sequence");
      return { kty: "oct", kid, k: notes.draw("base64url", 86), name: notes.draw("word", 12) };
    }),
  ],
  [
    "Ghost key",
    foreignFile((notes) => `${notes.show("5f1b2c3d4e5f6a7b8c9d0e1f")}:${notes.draw("hex", 64)}\n`, {
      algorithm: "HS256",
      keyEncoding: "hex",
      preset: "ghost-admin",
    }),
  ],
  [
    "WireGuard privatekey",
    foreignFile((notes) => `${notes.keep(notes.bytes(32).toString("base64"))}\n`, { algorithm: "Ed25519" }),
  ],
];
