import {
  algorithms,
  type DecodedToken,
  decodeToken,
  type Field,
  fetchKey,
  inspect,
  isShown,
  isUrl,
  type Values,
  verify,
} from "../../core";
import { currentClock } from "../../node/clock";
import { askUntil, banner, show, textOf } from "../dialog";
import type { Change, YaakContext } from "../host";
import { send } from "../http";
import { describeToken } from "./inspect-token";

/** Asks for a token and a key, and says whether a server would accept the token. */
export async function verifyToken(ctx: YaakContext): Promise<void> {
  const verified = await askUntil(ctx, "verifyToken", (answer) => tryToVerify(ctx, answer), { change });
  if (!verified) return;
  const { token, checked } = verified;
  const also = checked.length > 0 ? ` The token also has the expected ${checked.join(" and ")}.` : "";
  const good = banner("success", `Verified: the signature matches the key.${also}`);
  await show(ctx, "Verified", [good, ...describeToken(inspect(token, currentClock().now))]);
}

async function tryToVerify(
  ctx: YaakContext,
  answer: Values,
): Promise<{ token: DecodedToken; checked: string[] }> {
  const token = decodeToken(textOf(answer, "token"));
  const issuer = textOf(answer, "expectedIssuer").trim() || undefined;
  const audience = textOf(answer, "expectedAudience").trim() || undefined;
  const typed = textOf(answer, "verificationKey");
  const text = isUrl(typed) ? await fetchKey((request) => send(ctx, request), typed.trim()) : typed;
  await verify(
    token,
    { text, encoding: textOf(answer, "keyEncoding") },
    { issuer, audience },
    currentClock().now,
  );
  return { token, checked: [...(issuer ? ["iss"] : []), ...(audience ? ["aud"] : [])] };
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
