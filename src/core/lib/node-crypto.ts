import type { BinaryLike, BinaryToTextEncoding } from "node:crypto";

let loaded: typeof import("node:crypto") | undefined;

/** Node's crypto module, loaded on first use. Loading it takes a third as long as loading the whole plugin. */
export function nodeCrypto(): typeof import("node:crypto") {
  loaded ??= require("node:crypto") as typeof import("node:crypto");
  return loaded;
}

/** A digest that tells apart all text, even with halves of surrogate pairs, which are all the same in UTF-8. */
export const digestOf = (text: string): string => sha256(Buffer.from(text, "utf16le"), "base64");

/** Only to compare with what Yaak computes. */
export const md5 = (data: string): string => nodeCrypto().createHash("md5").update(data).digest("hex");

export const sha256 = (data: BinaryLike, encoding: BinaryToTextEncoding): string =>
  nodeCrypto().hash("sha256", data, encoding);

/** @param hash name of a hash that Node.js has */
export const digest = (hash: string, data: BinaryLike): Buffer =>
  nodeCrypto().createHash(hash).update(data).digest();
