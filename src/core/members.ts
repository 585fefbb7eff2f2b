import type { TokenContent } from "./claims";
import { JwtAuthError } from "./errors";
import type { SigningKey } from "./key";
import { presetOf, type Values } from "./schema";
import type { Settings } from "./settings";

/** A member of the token that a field of the form sets. */
export interface Member {
  field: string;
  part: keyof TokenContent;
  name: string;
}

/** What each field sets, whether it is filled in or not. */
export const membersOf = ({ namedClaims }: Settings): Member[] => [
  { field: "tokenType", part: "header", name: "typ" },
  { field: "keyId", part: "header", name: "kid" },
  { field: "certificate", part: "header", name: "x5t" },
  { field: "certificate", part: "header", name: "x5t#S256" },
  { field: "certificate", part: "header", name: "x5c" },
  { field: "issuer", part: "claims", name: "iss" },
  { field: "subject", part: "claims", name: "sub" },
  { field: "audience", part: "claims", name: "aud" },
  { field: "issuedAt", part: "claims", name: "iat" },
  { field: "notBefore", part: "claims", name: "nbf" },
  { field: "expiresIn", part: "claims", name: "exp" },
  ...namedClaims.map(({ field, name }) => ({ field, part: "claims" as const, name })),
];

/**
 * A preset's token without what the preset requires is refused by the server, so it is not sent. What stands in the JSON
 * or comes with the key does as well as the field.
 *
 * @throws JwtAuthError for the first field that is missing
 */
export function checkComplete(settings: Settings, values: Values, key?: SigningKey | null): void {
  const members = membersOf(settings);
  const missing = settings.missing.find(
    (field) =>
      !members.some((member) => member.field === field && settings[member.part].has(member.name)) &&
      !(field === "keyId" && (key === undefined || key?.keyId)),
  );
  if (!missing) return;
  const preset = presetOf(values)?.label;
  throw new JwtAuthError(
    "missing-value",
    missing,
    `there is nothing here, and ${preset} needs it. Fill it in, or type none to send the token without.`,
  );
}
