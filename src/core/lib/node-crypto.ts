import type { BinaryLike, BinaryToTextEncoding } from "node:crypto";

let loaded: typeof import("node:crypto") | undefined;

/** Node's crypto module, loaded on first use. Loading it takes a third as long as loading the whole plugin. */
export function nodeCrypto(): typeof import("node:crypto") {
  loaded ??= require("node:crypto") as typeof import("node:crypto");
  return loaded;
}

export const sha256 = (data: BinaryLike, encoding: BinaryToTextEncoding): string =>
  nodeCrypto().hash("sha256", data, encoding);
