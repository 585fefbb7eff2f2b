import { algorithms, type Values } from "../../core";
import { checkPayload, readHeader } from "./json";
import { convertKey } from "./key";
import { convertPlacement } from "./placement";
import { Refusal, type StockSettings } from "./stock-setting";

/** The auth type of Yaak's built-in JWT plugin. */
export const STOCK_AUTH = "jwt";

/** Settings for this plugin that create the same token, with notes for the user, or why that is not possible. */
export type Conversion = { values: Values & { disabled?: unknown }; notes: string[] } | { refusal: string };

/** The built-in plugin's values for settings that were never touched. */
const DEFAULTS = {
  algorithm: "HS256",
  payload: '{\n  "foo": "bar"\n}',
  headers: "{}",
  location: "header",
};

/**
 * Converts settings of the built-in plugin to settings that create the same token, byte for byte in the signed part. The
 * built-in plugin adds no `typ` and no times, signs the payload exactly as entered, and uses the `alg` in the header JSON.
 *
 * @param stock settings of the built-in plugin
 */
export function fromStockAuth(stock: StockSettings): Conversion {
  const text = (name: keyof typeof DEFAULTS) => {
    const value = stock[name];
    // A payload of null is signed as the word "null".
    return value === undefined || (value === null && name !== "payload") ? DEFAULTS[name] : String(value);
  };
  const notes: string[] = [];
  try {
    const header = readHeader(text("headers"));
    const algorithm = algorithms.get(header.algorithm ?? text("algorithm"));
    if (!algorithm) throw new Refusal("The algorithm isn't supported");
    checkPayload(text("payload"));
    const values = {
      algorithm: algorithm.name,
      ...convertKey(stock, algorithm, notes),
      tokenType: "none",
      issuedAt: "none",
      expiresIn: "none",
      claims: text("payload"),
      ...(header.text === undefined ? {} : { header: header.text }),
      ...convertPlacement(stock, text("location"), notes),
      ...(stock.disabled === undefined ? {} : { disabled: stock.disabled }),
    };
    return { values, notes };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error.message };
    throw error;
  }
}
