import { type Algorithm, algorithms, choiceOf } from "../keys/algorithms";
import { generateKeyPair } from "../keys/generate";
import { loadKey, type SigningKey } from "../keys/load";
import { JwtAuthError } from "../lib/errors";

/** A key pair for DPoP proofs (RFC 9449). The plugin generates it, and it is never shown. */
export interface ProofKey {
  key: SigningKey;
  /** The private JWK as JSON, which is stored with the tokens that are bound to the key. */
  text: string;
}

const FIELD = "dpop";

/** Algorithms for proofs, the most common and fastest ones first. */
const FIRST = ["ES256", "EdDSA", "Ed25519", "ES384", "PS256", "RS256"];
const OTHERS = [...algorithms.values()].filter(({ family }) => family === "ec" || family === "rsa");
const PREFERRED = [...new Set([...FIRST, ...OTHERS.map(({ name }) => name)])];

const RSA_BITS = 2048;

/**
 * The last key, or a new one for the first algorithm that the server accepts.
 *
 * @param last undefined if there is none
 * @param accepted undefined if the server does not say, which means P-256 (ES256)
 * @throws JwtAuthError if the server accepts no algorithm that this plugin has
 */
export const proofKeyFor = async (
  last: string | undefined,
  accepted: readonly string[] | undefined,
): Promise<ProofKey> => (await readProofKey(last, accepted)) ?? makeProofKey(accepted);

async function makeProofKey(accepted?: readonly string[]): Promise<ProofKey> {
  const name = PREFERRED.find((candidate) => accepted?.includes(candidate) ?? true);
  if (name === undefined)
    throw new JwtAuthError(
      FIELD,
      "The server doesn't accept any DPoP algorithm that this plugin supports. Turn off DPoP.",
    );
  const { privateKey } = await generateKeyPair(algorithms.get(name) as Algorithm, RSA_BITS);
  const text = JSON.stringify({ ...privateKey.export({ format: "jwk" }), alg: name });
  return { key: await load(text, name), text };
}

/** Reads a stored key. Undefined if there is none, or if the server does not accept its algorithm. */
export async function readProofKey(
  text: string | undefined,
  accepted?: readonly string[],
): Promise<ProofKey | undefined> {
  try {
    const { alg } = JSON.parse(text ?? "{}");
    if (text === undefined || !PREFERRED.includes(alg) || !(accepted?.includes(alg) ?? true))
      return undefined;
    return { key: await load(text, alg), text };
  } catch {
    return undefined;
  }
}

const load = (text: string, alg: string): Promise<SigningKey> =>
  loadKey({ field: FIELD, text, encoding: "", passphrase: "", holdsId: false }, choiceOf(alg));
