/** The format of every message: `<Label>: <Sentence>. <Sentence>.`, in at most 300 characters. */
const RULES: [name: string, holds: (message: string) => boolean][] = [
  ["starts with a label that starts with a capital", (message) => /^[A-Z][^:]*: /.test(message)],
  ["has a problem that starts with a capital", (message) => /^[^:]*: [A-Z]/.test(message)],
  ["ends with one period", (message) => /[^.]\.$/.test(message)],
  // A server's own words can be any number of sentences.
  [
    "has at most two sentences",
    (message) => /: The server (?:rejected|failed)/.test(message) || !/[.?!] .*[.?!] \p{Lu}/u.test(message),
  ],
  ["is on one line", (message) => !/[\p{Cc}\u2028\u2029]/u.test(message)],
  ["has at most 300 characters", (message) => message.length <= 300],
];

/** The names of the rules that a message breaks. */
export const brokenRules = (message: string): string[] =>
  RULES.flatMap(([name, holds]) => (holds(message) ? [] : name));
