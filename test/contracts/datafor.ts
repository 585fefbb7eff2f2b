import type { Api } from "../support/token-server";
import { accepting, afterIssue, matches, within } from "./rules";

/** The settings on the JWT page of Datafor and Optimibi. */
export interface DataforSettings {
  /** Where the token is sent, with the token name. The documentation does not specify the place. */
  place: Api["in"];
  secret: string;
  /** In seconds. */
  lifetime: number;
  /** Names of the claims. */
  userName: string;
  fullName: string;
  email: string;
  algorithm: string;
}

/** Accepts a user whose token matches the settings page. */
export const datafor = ({
  place,
  secret,
  lifetime,
  userName,
  fullName,
  email,
  algorithm,
}: DataforSettings): Api => ({
  algorithm,
  verifyWith: new TextEncoder().encode(secret),
  in: place,
  check: accepting({
    claims: {
      [userName]: matches(/^robin$/),
      [fullName]: matches(/^Robin Example$/),
      [email]: matches(/^robin@example\.org$/),
      iat: within(60),
      exp: afterIssue(lifetime),
    },
  }),
});
