import type { BinaryLike, BinaryToTextEncoding } from "node:crypto";

/** Node's crypto module, loaded on first use. Loading it takes a third as long as loading the whole plugin. */
export const nodeCrypto = (): typeof import("node:crypto") => require("node:crypto");

export const sha256 = (data: BinaryLike, encoding: BinaryToTextEncoding): string =>
  nodeCrypto().createHash("sha256").update(data).digest(encoding);
