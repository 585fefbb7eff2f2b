import { parseJson } from "./json";
import { member } from "./keys/jwk";

/** Where an OpenID discovery document (OpenID Connect Discovery 1.0 section 3) has its keys; undefined for other text. */
export function jwksUriOf(text: string): string | undefined {
  try {
    const document = parseJson("", text);
    return document instanceof Map ? member(document, "jwks_uri") : undefined;
  } catch {
    return undefined;
  }
}
