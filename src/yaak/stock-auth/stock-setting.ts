/** The stock plugin's settings, by its own names, as Yaak stores them. */
export type StockSettings = Readonly<Record<string, unknown>>;

/** Why a setting of the stock plugin cannot be had here in the same way, as the end of a sentence about a request. */
export class Refusal extends Error {}

const TAG = /\$\{\[.*?\]\}/gs;

/** Whether text has a tag that Yaak fills in when a request is sent. */
export const hasTag = (text: string): boolean => text.search(TAG) >= 0;

/** JSON with a value for each tag, be it in text or alone. */
export const fillTags = (json: string): string => json.replace(TAG, "0");
