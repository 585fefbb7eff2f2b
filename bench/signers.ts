import { createHmac, createPrivateKey, createSecretKey, sign } from "node:crypto";
import { createRequire } from "node:module";
import type { Case } from "./cases";

/** What a plugin's `onApply` resolves to, if it sends the token in a header. */
interface Applied {
  setHeaders?: { value: string }[];
}

/** Signs a token for one request, from settings to the header. */
export type Signer = () => Promise<Applied>;

interface Plugin {
  authentication: { onApply(ctx: object, args: object): Promise<Applied> };
}

/** As much of Postman's `AuthHandlerInterface` as signing needs. */
interface Authorizer {
  sign(auth: { get(name: string): string | undefined }, request: object, done: (error?: Error) => void): void;
}

const request = { contextId: "bench", method: "GET", url: "http://localhost/", headers: [] };
const requireFile = createRequire(__filename);

const apply = (bundle: string, values: object): Signer => {
  const { authentication }: Plugin = requireFile(bundle).plugin;
  return () => authentication.onApply({}, { ...request, values });
};

export const thisPlugin = (bundle: string, { algorithm, settings }: Case, key: string): Signer =>
  apply(bundle, { algorithm, key, ...settings });

export const builtIn = (bundle: string, { algorithm, header, payload }: Case, key: string): Signer =>
  apply(bundle, {
    algorithm,
    secret: key,
    payload,
    headers: header,
    location: "header",
    headerPrefix: "Bearer",
  });

/** Postman's own code for signing a request, without its app. */
export function postman({ algorithm, header, payload }: Case, key: string): Signer {
  const authorizer: Authorizer = requireFile("postman-runtime/lib/authorizer/jwt.js");
  const settings = new Map(Object.entries({ algorithm, secret: key, privateKey: key, header, payload }));
  const auth = { get: (name: string) => settings.get(name) };
  return () =>
    new Promise((resolve, reject) => {
      const applied: Applied = {};
      const outgoing = {
        removeHeader() {},
        addHeader(added: { value: string }) {
          applied.setHeaders = [added];
        },
      };
      authorizer.sign(auth, outgoing, (error) => (error ? reject(error) : resolve(applied)));
    });
}

/** The part that no signer can avoid: the signature itself, of text that is ready, with a key that has been read. */
export function bare({ file, bare: { hash, ...options } }: Case, key: string, input: string): () => Buffer {
  const data = Buffer.from(input);
  if (!file) {
    const secret = createSecretKey(key, "utf8");
    return () => createHmac(hash, secret).update(data).digest();
  }
  const privateKey = { key: createPrivateKey(key), ...options };
  return () => sign(hash, data, privateKey);
}

/** @throws Error if the signer sent no Bearer token */
export async function tokenOf(signer: Signer): Promise<string> {
  const { setHeaders: [header] = [] } = await signer();
  const token = /^Bearer (\S+)$/.exec(header?.value ?? "")?.[1];
  if (!token) throw new Error(`No Bearer token in ${JSON.stringify(header)}`);
  return token;
}
