import { spawnSync } from "node:child_process";
import { createSecretKey, type KeyObject } from "node:crypto";
import { createVerifier } from "fast-jwt";
import { decodeJwt, jwtVerify } from "jose";
import jsonwebtoken from "jsonwebtoken";
import { isForNoble, isSignedAccordingToNoble } from "../support/noble";
import { NO_PYTHON, PYTHON } from "../support/python";

/** A token, and what a server uses to verify it. */
export interface Case {
  token: string;
  algorithm: string;
  key: KeyObject | Uint8Array;
  audience: string;
}

/** A third-party library. */
export interface Verifier {
  name: string;
  knows: (algorithm: string) => boolean;
  /** Why it cannot be tested here. Undefined if it can. */
  leftOut?: string;
  /** Returns why each case is rejected. Undefined for an accepted case. */
  verify: (cases: Case[]) => Promise<(string | undefined)[]>;
}

/** Adapts a library that verifies one token at a time and throws. */
const each = (verify: (token: Case) => unknown): Verifier["verify"] => {
  const verifyOne = async (token: Case) => {
    try {
      await verify(token);
      return undefined;
    } catch (error) {
      return String(error);
    }
  };
  return (cases) => Promise.all(cases.map(verifyOne));
};

const pem = (key: KeyObject): string => key.export({ format: "pem", type: "spki" }).toString();
const keyAsText = (key: Case["key"]) => (key instanceof Uint8Array ? Buffer.from(key) : pem(key));

async function pyJwt(cases: Case[]): Promise<(string | undefined)[]> {
  const input = cases.map(({ key, ...others }) => ({
    ...others,
    ...(key instanceof Uint8Array ? { secret: Buffer.from(key).toString("hex") } : { key: pem(key) }),
  }));
  const script = "test/verifiers/pyjwt.py";
  const options = { input: JSON.stringify(input), encoding: "utf8", maxBuffer: 2 ** 26 } as const;
  const { stdout, stderr, status } = spawnSync(PYTHON ?? "", [script], options);
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout).map((error: string | null) => error ?? undefined);
}

export const verifiers: Verifier[] = [
  {
    name: "noble",
    knows: isForNoble,
    verify: each(({ token, algorithm, key, audience }) => {
      if (!isSignedAccordingToNoble(token, algorithm, key)) throw new Error("wrong signature");
      if (decodeJwt(token).aud !== audience) throw new Error("wrong audience");
    }),
  },
  {
    name: "jose",
    knows: (algorithm) => algorithm !== "ES256K",
    verify: each(({ token, algorithm, key, audience }) =>
      jwtVerify(token, key instanceof Uint8Array ? createSecretKey(key) : key, {
        algorithms: [algorithm],
        audience,
      }),
    ),
  },
  {
    name: "jsonwebtoken",
    knows: (algorithm) => /^(?:HS|RS|PS|ES)\d+$/.test(algorithm),
    verify: each(({ token, algorithm, key, audience }) =>
      jsonwebtoken.verify(token, keyAsText(key), {
        algorithms: [algorithm as jsonwebtoken.Algorithm],
        audience,
      }),
    ),
  },
  {
    name: "fast-jwt",
    knows: (algorithm) => /^(?:HS|RS|PS|ES)\d+$|^EdDSA$/.test(algorithm),
    verify: each(({ token, algorithm, key, audience }) =>
      createVerifier({ key: keyAsText(key), algorithms: [algorithm as never], allowedAud: audience })(token),
    ),
  },
  {
    name: "PyJWT",
    knows: (algorithm) => /^(?:HS|RS|PS|ES)\d+K?$|^EdDSA$/.test(algorithm),
    leftOut: NO_PYTHON,
    verify: pyJwt,
  },
];
