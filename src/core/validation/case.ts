import type { Change, Subject } from "./forge";

/** One request with a token that has a flaw. */
export interface Variant {
  /** What distinguishes it from the case's other variants. */
  name?: string;
  change: Change;
  /** Why an API may accept it, as the end of a sentence. Undefined if the case decides. */
  policy?: string;
  /** Whether the token goes to {@link IN_QUERY} instead of where the form says. */
  isInQuery?: boolean;
  /** Whether the same token is sent again, and only the second response counts. */
  isSentTwice?: boolean;
}

/** One thing that an API has to check, and how to find out whether it does. */
export interface Case {
  id: string;
  name: string;
  /** The claim it is about. If the API is not said to check it, the result is shown without a judgment. */
  claim?: string;
  /** Why an API may accept such a token, as the end of a sentence. Undefined if none may, or if the claim decides. */
  policy?: string;
  /** Whether nobody can forge or misuse a token by it alone. */
  isMinor?: boolean;
  /** Whether it is about a limit, so that an API may also close the connection. */
  isLimit?: boolean;
  /** Why the case doesn't apply, in a sentence. Undefined if it does. */
  skip?: (subject: Subject) => string | undefined;
  variants: (subject: Subject) => Variant[];
  /** Which section says so. */
  rule: string;
  /** What it means if such a token is accepted, in sentences. Undefined if an API always may. */
  meaning?: string;
  /** How it is usually fixed, in sentences. */
  remedy?: string;
  /** The ID of a case that, if its token is accepted too, is the cause. */
  cause?: string;
}

/** Where RFC 6750 section 2.3 puts a token in a URL. */
export const IN_QUERY = { kind: "query", name: "access_token" } as const;

/** The variants of a case that has only one. */
export const only =
  (change: (subject: Subject) => Change): Case["variants"] =>
  (subject) => [{ change: change(subject) }];
