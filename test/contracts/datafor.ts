import type { Api } from "../support/token-server";
import { accepting, afterIssue, matches, within } from "./rules";

/** What the JWT settings page of Datafor and Optimibi asks for. */
export interface DataforSettings {
  /** Where the token is, under the token name: how it travels is not documented. */
  place: Api["in"];
  secret: string;
  /** Seconds. */
  lifetime: number;
  /** Names of the claims. */
  userName: string;
  fullName: string;
  email: string;
  algorithm: string;
}

/** Signs a user in who comes with a token as the settings page describes it. */
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
