/** The built-in plugin's settings under its own names, as Yaak stores them. */
export type StockSettings = Readonly<Record<string, unknown>>;

/** Why a setting of the built-in plugin cannot be converted, as the end of a sentence about a request. */
export class Refusal extends Error {}

const TAG = /\$\{\[.*?\]\}/gs;

/** Whether text contains a template tag, which Yaak renders when a request is sent. */
export const hasTag = (text: string): boolean => text.search(TAG) >= 0;

/** JSON with each tag replaced by a value, whether the tag is inside a string or on its own. */
export const fillTags = (json: string): string => json.replace(TAG, "0");
