import type { JsonObject } from "../lib/json";
import { idIn, member } from "./jwk-members";

/** What a key file has besides its key and the key's ID. Anything else in a file is not sent. */
export interface FileTexts {
  /** The `client_email` and `token_uri` of a service account file. */
  email?: string;
  tokenUri?: string;
  /** The client ID and the enterprise ID in a Box config file. */
  clientId?: string;
  enterpriseId?: string;
  /** The client secret in a Box config file. */
  clientSecret?: string;
}

/** Google's file, and what its texts look like. Others are ignored. */
const ACCOUNT = {
  type: "service_account",
  email: /^[\w.+-]{1,64}@[\w.-]{1,255}$/,
  tokenUri: /^https?:\/\/[\w.-]{1,255}(?::\d{1,5})?(?:\/[\w./~-]{0,255})?$/,
};

/** The same for Box's. Its enterprise ID is 0 if the app has none. */
const BOX = {
  clientId: /^[\w-]{3,64}$/,
  clientSecret: /^[\x21-\x7e]{3,200}$/,
  enterpriseId: /^(?!0+$)\d{1,20}$/,
};

const matching = (pattern: RegExp, text = ""): string | undefined => (pattern.test(text) ? text : undefined);

/** What a key file of a known format has besides its key. */
export function fileTexts(object: JsonObject): FileTexts {
  if (member(object, "type") === ACCOUNT.type)
    return {
      email: matching(ACCOUNT.email, member(object, "client_email")),
      tokenUri: matching(ACCOUNT.tokenUri, member(object, "token_uri")),
    };
  const app = object.get("boxAppSettings");
  const auth = app instanceof Map ? app.get("appAuth") : undefined;
  if (!(app instanceof Map && auth instanceof Map && auth.has("privateKey"))) return {};
  return {
    clientSecret: matching(BOX.clientSecret, member(app, "clientSecret")),
    clientId: matching(BOX.clientId, member(app, "clientID")),
    enterpriseId: matching(BOX.enterpriseId, idIn(object, "enterpriseID")),
  };
}
