import type { Algorithm } from "../keys/algorithms";
import { loadKey, type SigningKey } from "../keys/load";
import type { JwtSettings } from "../settings/jwt";
import type { KeySettings } from "../settings/key";
import type { Settings } from "../settings/settings";
import { plainText } from "./reference-syntax";

/** What an authorization server says of itself, as far as a token depends on it. */
export interface AuthorizationServer {
  issuer: string;
  tokenEndpoint: string;
  /** Algorithms for client assertions. Undefined if it does not say. */
  assertionAlgorithms?: readonly string[];
}

/** The pasted keys of remembered settings, so that even their digest is not computed again on every send. */
const pastedKeys = new WeakMap<JwtSettings, Promise<SigningKey>>();

/**
 * The key of the settings. Null if nothing is signed, or for the algorithm `none`.
 *
 * @throws JwtAuthError that describes what was found and what would work
 */
export function loadKeyFor(
  settings: Settings,
  server?: AuthorizationServer,
): Promise<SigningKey | null> | null {
  const { jwt, readKey } = settings;
  const known = jwt && pastedKeys.get(jwt);
  if (!jwt) return null;
  const key = known ? undefined : readKey();
  const loading = known ?? loadKeyOf({ ...jwt, key });
  if (loading && !known && key?.path === undefined) pastedKeys.set(jwt, loading);
  return loading && server ? loading.then((loaded) => withAlgorithmOf(server, loaded, settings)) : loading;
}

/** The key with the first algorithm that the server lists, unless the user selected one, or the key allows none of them. */
async function withAlgorithmOf(
  { assertionAlgorithms: listed }: AuthorizationServer,
  loaded: SigningKey,
  { jwt, readKey, exchange }: Settings,
): Promise<SigningKey> {
  const isListed = ({ name }: Algorithm) => listed?.includes(name) ?? true;
  if (!jwt || jwt.choice.isSelected || !exchange.isForClient || isListed(loaded.algorithm)) return loaded;
  const algorithms = jwt.choice.algorithms.filter(isListed);
  if (algorithms.length === 0) return loaded;
  const choice = { ...jwt.choice, algorithms };
  return (await loadKeyOf({ ...jwt, choice, key: readKey() })?.catch(() => loaded)) ?? loaded;
}

/** {@link loadKeyFor}, for settings that are only for the key. */
export function loadKeyOf({ key, choice, keyId }: KeySettings): Promise<SigningKey> | null {
  // A key ID with references cannot select a key, because their values may come from the key.
  return key ? loadKey(key, choice, plainText(keyId ?? "") || undefined) : null;
}
