import { algorithms, type Values } from "../../core";
import { checkPayload, readHeader } from "./json";
import { convertKey } from "./key";
import { convertPlacement } from "./placement";
import { Refusal, type StockSettings } from "./stock-setting";

/** The auth type of the plugin that Yaak brings. */
export const STOCK_AUTH = "jwt";

/** Settings for this plugin that give the same token, with what is worth knowing of them; or why there are none. */
export type Conversion = { values: Values & { disabled?: unknown }; notes: string[] } | { refusal: string };

/** What the stock plugin fills in where a setting was never touched. */
const DEFAULTS = {
  algorithm: "HS256",
  payload: '{\n  "foo": "bar"\n}',
  headers: "{}",
  location: "header",
};

/**
 * Turns settings of the stock plugin into settings that give the same token, byte for byte where the signature is. It adds no
 * `typ` and no times, signs the payload to the letter, and takes `alg` from the header JSON.
 *
 * @param stock its settings
 */
export function fromStockAuth(stock: StockSettings): Conversion {
  const text = (name: keyof typeof DEFAULTS) => {
    const value = stock[name];
    // A payload of null is signed as the word.
    return value === undefined || (value === null && name !== "payload") ? DEFAULTS[name] : String(value);
  };
  const notes: string[] = [];
  try {
    const header = readHeader(text("headers"));
    const algorithm = algorithms.get(header.algorithm ?? text("algorithm"));
    if (!algorithm) throw new Refusal("the algorithm isn't supported");
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
