import { labelErrors } from "./form/labels";
import type { Values } from "./form/types";
import { type Algorithm, algorithms, privateKeyAlgorithms } from "./keys/algorithms";
import { type PublicKeyForms, toForms } from "./keys/public-forms";
import { JwtAuthError } from "./lib/errors";
import { nothingSigned, readSettings } from "./settings/settings";
import type { Clock } from "./token/clock";
import { buildContent } from "./token/content";
import { resolverFor } from "./token/prepare";
import { loadKeyFor } from "./token/signing-key";

/**
 * The public half of the private key in the form. Its `kid` is the one in the form's tokens, or else the thumbprint.
 *
 * @throws JwtAuthError if the form cannot sign, or signs without a private key
 */
export const publicKeyOf = (values: Values, clock: Clock): Promise<PublicKeyForms> =>
  labelErrors(values, async () => {
    const settings = readSettings(values);
    const { jwt } = settings;
    if (!jwt) throw nothingSigned();
    const key = await loadKeyFor(settings);
    const { algorithm = algorithms.get("none") as Algorithm } = key ?? {};
    if (!key?.publicKey) throw jwt.choice.isSelected ? noPublicKey(algorithm) : noPublicHalf();
    const kid = buildContent(
      jwt,
      algorithm.name,
      resolverFor(settings, { clock, isDraft: true }, key),
      clock,
    ).header.get("kid");
    const { publicKey } = key;
    return toForms(publicKey, algorithm.name, typeof kid === "string" ? kid : publicKey.thumbprint);
  });

const noPublicKey = ({ name, needs }: Algorithm) =>
  new JwtAuthError(
    "algorithm",
    `No public key, because the algorithm ${name} uses ${needs}. Choose an ${privateKeyAlgorithms()} algorithm.`,
  );

/** For a key that chose the algorithm itself. */
const noPublicHalf = () =>
  new JwtAuthError(
    "key",
    "No public key, because a shared secret has none. Give your server the secret itself, or use a private key.",
  );
