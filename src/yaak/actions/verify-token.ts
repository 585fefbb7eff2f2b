import {
  algorithms,
  checkUrl,
  type DecodedToken,
  decodeToken,
  type Field,
  fetchKey,
  isShown,
  isUrl,
  JwtAuthError,
  trim,
  type Values,
  verify,
} from "../../core";
import { currentClock } from "../../node/clock";
import { inTime } from "../../node/in-time";
import { askUntil, banner, textOf } from "../dialog";
import type { Change, YaakContext } from "../host";
import { send } from "../http";
import { showDetails } from "./inspect-token";

/** Asks for a token and a key, and says whether a server would accept the token. */
export async function verifyToken(ctx: YaakContext): Promise<void> {
  const verified = await askUntil(ctx, "verifyToken", (answer) => tryToVerify(ctx, answer), { change });
  if (!verified) return;
  const { token, checked, isInsecure } = verified;
  const also = checked.length > 0 ? ` The token also has the expected ${checked.join(" and ")}.` : "";
  const good = banner("success", `Verified: the signature matches the key.${also}`);
  const warning = isInsecure ? [banner("warning", INSECURE)] : [];
  await showDetails(ctx, "verified", token, [good, ...warning]);
}

/** For a discovery document, a key, and all redirects. Each response alone has ten seconds. */
const TIME_LIMIT_SECONDS = 20;

const INSECURE =
  "The key was fetched over plain http, so others on the network could have replaced it. Use an https:// URL.";

interface Verified {
  token: DecodedToken;
  /** The claims that were compared with an expected value. */
  checked: string[];
  isInsecure: boolean;
}

async function tryToVerify(ctx: YaakContext, answer: Values): Promise<Verified> {
  const token = decodeToken(textOf(answer, "token"));
  const issuer = trim(textOf(answer, "expectedIssuer")) || undefined;
  const audience = trim(textOf(answer, "expectedAudience")) || undefined;
  const typed = textOf(answer, "verificationKey");
  const expected = { issuer, audience };
  const checked = [...(issuer ? ["iss"] : []), ...(audience ? ["aud"] : [])];
  if (!isUrl(typed)) {
    const key = { text: typed, encoding: textOf(answer, "keyEncoding") };
    await verify(token, key, expected, currentClock().now);
    return { token, checked, isInsecure: false };
  }
  checkUrl(token);
  const url = trim(typed);
  const fetched = await inTime(TIME_LIMIT_SECONDS * 1000, () =>
    fetchKey((request) => send(ctx, request), url),
  );
  if (!fetched)
    throw new JwtAuthError(
      "verificationKey",
      `No key after ${TIME_LIMIT_SECONDS} seconds. Check the URL, or paste the key itself.`,
    );
  const { text, isInsecure } = fetched;
  await verify(token, { text }, expected, currentClock().now);
  return { token, checked, isInsecure };
}

/** The encoding of a secret matters only if the token is signed with one. */
function change(field: Field, values: Values): Partial<Change> {
  return { hidden: !isShown(field, { algorithm: algorithmIn(textOf(values, "token")) }) };
}

function algorithmIn(token: string): string {
  try {
    return algorithms.get(decodeToken(token).algorithm)?.name ?? "none";
  } catch {
    return "none";
  }
}
