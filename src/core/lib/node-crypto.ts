import type { BinaryLike, BinaryToTextEncoding } from "node:crypto";

/** Node's cryptography, loaded with its first use: to load it takes a third of the time that the whole plugin does. */
export const nodeCrypto = (): typeof import("node:crypto") => require("node:crypto");

export const sha256 = (data: BinaryLike, encoding: BinaryToTextEncoding): string =>
  nodeCrypto().createHash("sha256").update(data).digest(encoding);
