import { createSecretKey, type KeyObject } from "node:crypto";
import { type Api, type Checks, strict } from "./checks";
import { type Fault, inEach } from "./fault";

/* APIs that let the token choose the algorithm, in one way or another. */

/** Accepts unsigned tokens whose `alg` matches. */
const unsignedIf = (isNone: (alg: string) => boolean): Partial<Checks> => ({
  alg: (header, api) => (isNone(String(header.alg)) ? "none" : strict.alg(header, api)),
});

/** Accepts HS256 too, with this secret. */
const alsoHs256 = (secretOf: (api: Api) => string | Buffer): Partial<Checks> => ({
  alg: (header, api) => (header.alg === "HS256" ? "HS256" : strict.alg(header, api)),
  key: (header, api) => {
    const key = strict.key(header, api);
    return key && header.alg === "HS256" ? createSecretKey(Buffer.from(secretOf(api))) : key;
  },
});

const pem = (key: KeyObject, type: "spki" | "pkcs1" = "spki") => String(key.export({ type, format: "pem" }));
const der = (key: KeyObject) => key.export({ type: "spki", format: "der" });

/** A secret that a configuration lacks. */
const missingSecret = (): string => process.env.A_VARIABLE_THAT_NOBODY_SET ?? "";

export const algorithmFaults: Fault[] = [
  ...inEach(
    ["RS256", "ES256", "HS256"],
    "accepts alg none",
    unsignedIf((alg) => alg === "none"),
    ["A1"],
  ),
  ...inEach(
    ["RS256", "HS256"],
    "accepts alg none in any case",
    unsignedIf((alg) => alg.toLowerCase() === "none"),
    ["A1"],
  ),
  ...inEach(
    ["ES256"],
    "blocks only none, None, and NONE",
    unsignedIf((alg) => !["none", "None", "NONE"].includes(alg) && alg.toLowerCase() === "none"),
    ["A1"],
  ),

  ...inEach(
    ["RS256", "ES256"],
    "verifies HS256 with the public key's PEM",
    alsoHs256(({ key }) => pem(key)),
    ["A3"],
  ),
  ...inEach(
    ["RS256", "ES256"],
    "verifies HS256 with the public key's PEM without the last line break",
    alsoHs256(({ key }) => pem(key).trimEnd()),
    ["A3"],
  ),
  ...inEach(
    ["RS256"],
    "verifies HS256 with the public key's PKCS#1 PEM",
    alsoHs256(({ key }) => pem(key, "pkcs1")),
    ["A3"],
  ),
  ...inEach(
    ["RS256", "ES256"],
    "verifies HS256 with the public key's DER",
    alsoHs256(({ key }) => der(key)),
    ["A3"],
  ),

  ...inEach(
    ["RS256", "ES256"],
    "verifies HS256 with a secret that is not configured",
    alsoHs256(missingSecret),
    ["S10"],
  ),
  ...inEach(
    ["HS256"],
    "accepts the previous secret, which is not configured",
    {
      signature: (token, key) =>
        strict.signature(token, key) ||
        strict.signature(token, createSecretKey(Buffer.from(missingSecret()))),
    },
    ["S10"],
  ),

  ...inEach(
    ["RS256", "ES256", "HS256"],
    "uses its own algorithm if alg is missing",
    { alg: (header, api) => (header.alg === undefined ? api.algorithm : strict.alg(header, api)) },
    ["A5"],
  ),
  ...inEach(
    ["RS256", "HS256"],
    "uses its own algorithm if alg is unknown",
    {
      alg: (header, api) =>
        /^(?:(?:HS|RS|PS|ES)(?:256|384|512)|none)$/.test(String(header.alg ?? "none"))
          ? strict.alg(header, api)
          : api.algorithm,
    },
    ["A5"],
  ),
  ...inEach(["ES256"], "ignores alg", { alg: (_, api) => api.algorithm }, ["A5"]),
];
