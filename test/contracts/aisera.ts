import type { KeyObject } from "node:crypto";
import type { Api } from "../support/token-server";
import { accepting, ahead, is, within } from "./rules";

/** What Aisera's page on JSON Web Tokens requires. Its claim names are not documented, so these are the usual ones. */
export interface AiseraSettings {
  issuer: string;
  subject: string;
  audience: string;
  publicKey: KeyObject;
  /** The certificate's thumbprints, by header parameter. */
  thumbprints: { x5t: string; "x5t#S256": string };
  /** The user principal names that Aisera knows. */
  users: string[];
}

export const aisera = ({
  issuer,
  subject,
  audience,
  publicKey,
  thumbprints,
  users,
}: AiseraSettings): Api => ({
  algorithm: "RS256",
  verifyWith: publicKey,
  check: accepting({
    header: { x5t: is(thumbprints.x5t), "x5t#S256": is(thumbprints["x5t#S256"]) },
    claims: {
      iss: is(issuer),
      sub: is(subject),
      aud: is(audience),
      upn: (value) => users.some((user) => user === value),
      iat: within(60),
      exp: ahead(600),
    },
  }),
});
