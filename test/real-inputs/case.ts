/** Yaak's own variables, in messages. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: Yaak's template tags look like this
export const ENTER_VARIABLES = "Enter variables as ${[ name ]} in Yaak";

/** Something that people enter, and what they get. */
export interface RealInput {
  /** What is entered, in words. */
  input: string;
  /** The form as stored. `TOKEN_URL` stands for the URL of the token server. */
  values: Record<string, unknown>;
  /**
   * The error message, or what is sent: each header or query parameter with its value, and tokens as their JSON, without the `typ`,
   * `iat`, and `exp` that every token has. Of a token that is sent as usual, only its algorithm, or its whole header if there is more
   * in it, and its claims: `HS256 {"iss":"me"}`, `{"alg":"RS256","kid":"k1"} {}`.
   */
  gets: string;
  /** What the form warns of, each warning as a whole. None by default. */
  warnings?: string[];
  /** The bytes of the secret that the token must be signed with. */
  secret?: string | Buffer;
  /** The private key that the token must be signed with, unless it is the usual one of its algorithm in `test/support/keys.ts`. */
  key?: string;
  /** The request that is sent. */
  request?: { url?: string; headers?: { name: string; value: string }[] };
  /** What the token server returns. An object is sent as JSON. */
  answer?: { status?: number; headers?: Record<string, string>; body?: unknown };
  /** The bytes of the key file, and its name, unless it does not matter. */
  file?: string | Buffer;
  fileName?: string;
}
