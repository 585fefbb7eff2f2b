import { createPublicKey, createSecretKey, type KeyObject, sign } from "node:crypto";
import { AUDIENCE, ISSUER } from "../parties";
import type { ApiRequest } from "./checks";
import type { JsonObject } from "./json";
import type { Algorithm } from "./settings";
import {
  base64url,
  certificate,
  clientKeys,
  createToken,
  goodClaims,
  goodHeader,
  now,
  type Parts,
  signatureOf,
  verifyingJwk,
} from "./tokens";

/** A request with one flaw. */
export interface Case {
  id: string;
  request: ApiRequest;
  /** Whether an API may accept it. */
  isPolicy?: boolean;
  /** Whether only the second of two requests matters. */
  isRepeated?: boolean;
}

/** All cases that exist for an algorithm, with their variants. */
export function casesFor(algorithm: Algorithm): Case[] {
  const keys = clientKeys(algorithm);
  const create = (changes: Partial<Parts> = {}) =>
    createToken({ header: goodHeader(algorithm), claims: goodClaims(), key: keys.own, ...changes });
  const header = (changes: JsonObject) => ({ ...goodHeader(algorithm), ...changes });
  const claims = (changes: JsonObject) => create({ claims: { ...goodClaims(), ...changes } });
  const good = create();
  const policy = { isPolicy: true };
  return [
    { id: "C2", request: { path: "/" } },
    ...forgeries(algorithm, good, keys).map(([id, token]) => bearer(id, token)),
    ...(algorithm === "HS256" ? [] : confusions(create, header, createPublicKey(keys.own))),
    ...embeddings(create, header, keys.other),
    ...["none", "None", "NONE", "nOnE"].map((alg) =>
      bearer("A1", `${base64url(header({ alg }))}.${base64url(goodClaims())}.`),
    ),
    ...OTHER_ALGORITHMS[algorithm].map((alg) => bearer("A4", create({ header: header({ alg }) }), policy)),
    ...[undefined, "XX256"].map((alg) => bearer("A5", create({ header: header({ alg }), alg: algorithm }))),
    bearer("S10", emptySecret(algorithm, create, header)),
    bearer("H4", create({ header: header({ kid: "key-2" }) })),
    bearer("H7", create({ header: header({ crit: ["x-test"], "x-test": true }) })),
    bearer("T1", claims({ iat: now() - 3900, exp: now() - 3600 })),
    bearer("T2", claims({ iat: now() - 330, exp: now() - 30 }), policy),
    bearer("T3", claims({ exp: undefined })),
    bearer("T4", claims({ exp: String(now() + 300) })),
    bearer("T4", claims({ exp: -1 })),
    bearer("T4", claims({ exp: 1e20 }), policy),
    bearer("T5", claims({ nbf: now() + 3600, exp: now() + 7200 })),
    bearer("T6", claims({ iat: now() + 3600, exp: now() + 7200 }), policy),
    ...[`${ISSUER}-other`, undefined].map((iss) => bearer("I1", claims({ iss }))),
    ...[`${AUDIENCE}-other`, undefined].map((aud) => bearer("I2", claims({ aud }))),
    bearer("I4", claims({ sub: undefined }), policy),
    bearer("I5", claims({ jti: "used-twice" }), { ...policy, isRepeated: true }),
    ...["dpop+jwt", "logout+jwt"].map((typ) => bearer("Y1", create({ header: header({ typ }) }), policy)),
    bearer("F1", withSignature(good, Buffer.from(last(good), "base64url").toString("base64"))),
    bearer("F1", good.replace(/.{10}$/, " $&")),
    bearer("F5", create({ claims: JSON.stringify(goodClaims()).replace("}", ',"sub":"mallory"}') }), policy),
    bearer("F6", claims({ padding: "x".repeat(16384) }), policy),
    { id: "X1", request: { path: `/?access_token=${good}` }, isPolicy: true },
  ];
}

const OTHER_ALGORITHMS: Record<Algorithm, string[]> = {
  RS256: ["RS512", "PS256"],
  ES256: [],
  HS256: ["HS512"],
};

const bearer = (id: string, token: string, more: Partial<Case> = {}): Case => ({
  id,
  request: { path: "/", authorization: `Bearer ${token}` },
  ...more,
});

const last = (token: string) => token.slice(token.lastIndexOf(".") + 1);
const withSignature = (token: string, text: string) => token.slice(0, -last(token).length) + text;

type Create = (changes: Partial<Parts>) => string;
type Header = (changes: JsonObject) => JsonObject;

function forgeries(
  algorithm: Algorithm,
  good: string,
  keys: { own: KeyObject; other: KeyObject },
): [id: string, token: string][] {
  const bytes = Buffer.from(last(good), "base64url");
  const changed = Buffer.from(bytes);
  changed[changed.length - 1] = ~Number(changed.at(-1));
  const [header = "", claims = ""] = good.split(".");
  const input = `${header}.${claims}`;
  const other = base64url({ ...goodClaims(), sub: "mallory" });
  const otherHeader = base64url({ ...goodHeader(algorithm), test: true });
  return [
    ["S1", withSignature(good, base64url(changed))],
    ["S3", `${header}.${other}.${base64url(bytes)}`],
    ["S4", `${otherHeader}.${claims}.${base64url(bytes)}`],
    ["S5", `${input}.`],
    ["S7", `${input}.${base64url(signatureOf(algorithm, input, keys.other))}`],
    ...(algorithm === "ES256"
      ? ([
          ["S8", withSignature(good, base64url(Buffer.alloc(64)))],
          ["S9", withSignature(good, base64url(sign("sha256", Buffer.from(input), keys.own)))],
        ] satisfies [string, string][])
      : []),
  ];
}

function emptySecret(algorithm: Algorithm, create: Create, header: Header): string {
  const alg = algorithm.startsWith("HS") ? algorithm : "HS256";
  return create({ header: header({ alg }), key: createSecretKey(Buffer.alloc(0)) });
}

/** A3, with each text of the public key. */
function confusions(create: Create, header: Header, key: KeyObject): Case[] {
  const pem = String(key.export({ type: "spki", format: "pem" }));
  const secrets = [pem, pem.trimEnd(), key.export({ type: "spki", format: "der" })];
  if (key.asymmetricKeyType === "rsa") secrets.push(key.export({ type: "pkcs1", format: "pem" }));
  return secrets.map((secret) =>
    bearer("A3", create({ header: header({ alg: "HS256" }), key: createSecretKey(Buffer.from(secret)) })),
  );
}

/** H1 and H2, each with the ID of the API's key, and with an ID of its own. A secret has no certificate. */
function embeddings(create: Create, header: Header, key: KeyObject): Case[] {
  const parameters = [
    { id: "H1", embedded: { jwk: verifyingJwk(key) } },
    ...(key.type === "secret" ? [] : [{ id: "H2", embedded: { x5c: [certificate(key)] } }]),
  ];
  return [{}, { kid: "attacker" }].flatMap((kid) =>
    parameters.map(({ id, embedded }) =>
      bearer(id, create({ header: header({ ...embedded, ...kid }), key })),
    ),
  );
}
