/** What is found at an offset, and what to say of it. */
type Sign = [sign: RegExp, problem: (found: string) => string];

/** Characters that look like others. */
const CURLY = "“”„‟«»″＂‘’‚‛‹›′´＇";
const FULL_WIDTH: Record<string, string> = {
  ...{ "：": ":", "，": ",", "、": ",", "｛": "{", "｝": "}", "［": "[", "］": "]", "；": ",", "＝": ":" },
};

/** What is found between names and values in place of a colon or comma. */
const SEPARATORS: Sign[] = [
  [
    new RegExp(`[${Object.keys(FULL_WIDTH).join("")}]`, "y"),
    (c) => `found a full-width ${c}; use ${FULL_WIDTH[c]}`,
  ],
  [/=>|->|:=|==?/y, (text) => `found ${text} instead of a colon`],
  [/;(?=\s*$)/y, () => "found a semicolon at the end; remove it"],
  [/;/y, () => "found a semicolon instead of a comma"],
];

/** What is found in place of a name or a value. */
const VALUES: Sign[] = [
  [new RegExp(`[${CURLY}]`, "y"), (c) => `found a typographic quote (${c}); use straight double quotes (")`],
  [/'/y, () => "found a single quote ('); use double quotes (\")"],
  [/`/y, () => 'found a backtick; use double quotes (")'],
  [/&(?:quot|#34|#x22);/iy, (text) => `found ${text} instead of a double quote`],
  [/\\/y, () => "found a backslash outside of a string; remove it"],
  [/[‐-―−－]/y, (c) => `found a dash (${c}); use a hyphen (-) as the minus sign`],
  [/(?:true|false)(?![\w$])/iy, (text) => `found ${text}; use ${text.toLowerCase()}`],
  [/(?:none|nil|null|undefined)(?![\w$])/iy, (text) => `found ${text}; use null`],
  [
    /-?(?:nan|infinity|inf)(?![\w$])/iy,
    (text) => `found ${text}, which JSON doesn't have; use a number or null`,
  ],
  [/-\s+\d/y, () => "found a space after the minus sign; remove it"],
  [/…|\.\.\./y, (text) => `found ${text}; enter a value, or remove it`],
  [/\+/y, () => "found a plus sign; remove it"],
  [/\.\d/y, () => "found a number without a digit before its point; write 0 there"],
  [/#/y, () => "found #; comments start with //"],
];

/** What is wrong with the character in place of a colon, a comma, or a bracket. Undefined if it is something else. */
export const explainSeparator = (text: string, offset: number) => explain(SEPARATORS, text, offset);

/** What is wrong with the text in place of a name or a value. Undefined if it is not known. */
export const explainValue = (text: string, offset: number) => explain(VALUES, text, offset);

function explain(signs: Sign[], text: string, offset: number): string | undefined {
  for (const [sign, problem] of signs) {
    sign.lastIndex = offset;
    const [found] = sign.exec(text) ?? [];
    if (found !== undefined) return problem(found);
  }
  return undefined;
}
