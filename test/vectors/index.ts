import { openssl } from "./openssl";
import { rfc7515 } from "./rfc7515";
import { rfc7520 } from "./rfc7520";
import { rfc8037 } from "./rfc8037";
import { rfc9964 } from "./rfc9964";
import type { Vector } from "./vector";

export { thumbprints } from "./thumbprints";
export type { Vector };

export const vectors: Vector[] = [...rfc7515, ...rfc7520, ...rfc8037, ...rfc9964, ...openssl];
