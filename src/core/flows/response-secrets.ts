/** Enough for any response that has tokens in it. */
const MAX_SECRETS = 50;
const MAX_MEMBERS = 5000;

/** Names of secrets. */
const SECRET = /(?:token|secret|password|jwt|assertion|api_?key)$/i;

/** Names of secrets that have no spaces. */
const TOKEN = /(?:token|jwt|assertion|api_?key)$/i;

/**
 * The tokens and codes in a response, wherever they are.
 *
 * @param hasCode whether `code` is a one-time code, and not that of an error
 */
export function secretsIn(json: unknown, hasCode: boolean): string[] {
  const secrets: string[] = [];
  const open: [name: string, value: unknown][] = [["", json]];
  // The list grows while it is read.
  for (const [name, value] of open) {
    if (secrets.length === MAX_SECRETS || open.length > MAX_MEMBERS) break;
    if (typeof value === "object" && value !== null)
      for (const [inner, item] of Object.entries(value).slice(0, MAX_MEMBERS))
        open.push([Array.isArray(value) ? name : inner, item]);
    const isSecret = SECRET.test(name) || (name === "code" && hasCode);
    // A sentence about a token is not one.
    if (typeof value === "string" && isSecret && !(TOKEN.test(name) && /\s/.test(value))) secrets.push(value);
  }
  return secrets;
}
