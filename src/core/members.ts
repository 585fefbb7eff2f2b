import { JwtAuthError } from "./errors";
import type { SigningKey } from "./key";
import { presetOf, type Values } from "./schema";
import type { Settings } from "./settings";

/** A member of the token that a field of the form sets. */
export interface Member {
  field: string;
  part: "header" | "claims";
  name: string;
}

/** What each field sets, whether it is filled in or not; an empty certificate what it might. */
export const membersOf = ({ namedClaims, certificate }: Settings): Member[] => [
  { field: "tokenType", part: "header", name: "typ" },
  { field: "keyId", part: "header", name: "kid" },
  ...(certificate?.parameters ?? (["x5t", "x5t#S256", "x5c"] as const)).map((name) => ({
    field: "certificate",
    part: "header" as const,
    name,
  })),
  { field: "issuer", part: "claims", name: "iss" },
  { field: "subject", part: "claims", name: "sub" },
  { field: "audience", part: "claims", name: "aud" },
  { field: "issuedAt", part: "claims", name: "iat" },
  { field: "notBefore", part: "claims", name: "nbf" },
  { field: "expiresIn", part: "claims", name: "exp" },
  { field: "jwtId", part: "claims", name: "jti" },
  ...namedClaims.map(({ field, name }) => ({ field, part: "claims" as const, name })),
];

/** The fields that the preset requires, that are empty, and that neither the JSON nor the key makes up for. */
export const missingFields = (settings: Settings, key?: SigningKey | null): string[] =>
  settings.missing.filter((field) => {
    const members = membersOf(settings).filter((member) => member.field === field);
    return !members.some(({ part, name }) => settings[part].has(name)) && !(field === "keyId" && key?.keyId);
  });

/**
 * A preset's token without what the preset requires is refused by the server, so it is not sent.
 *
 * @throws JwtAuthError for the first field that is missing
 */
export function checkComplete(settings: Settings, values: Values, key?: SigningKey | null): void {
  const [missing] = missingFields(settings, key);
  if (!missing) return;
  throw new JwtAuthError(
    "missing-value",
    missing,
    `there is nothing here, and ${presetOf(values)?.label} needs it. Fill it in, or type none to send the token without.`,
  );
}
