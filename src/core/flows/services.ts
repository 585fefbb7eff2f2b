import type { Send } from "../lib/http";
import type { TokenStore } from "./stored-tokens";

/** What the host provides for a flow. */
export interface Services {
  send: Send;
  store: TokenStore;
  /** The DPoP nonces in earlier responses from a URL's server, the newest first. Undefined if the host does not provide them. */
  findNonces?: (url: string) => Promise<string[]>;
  /** Identifies what has the settings, such as a workspace. What it adds to requests can differ from another's. */
  holder: string;
}
