import { algorithmOf } from "../../core/algorithms";
import { type DecodedToken, decodeToken } from "../../core/decode";
import { inspect } from "../../core/inspect";
import { type Field, isShown, type Values } from "../../core/schema";
import { verify } from "../../core/verify";
import { askUntil, banner, show, textOf } from "../dialog";
import { fetchKey, isUrl } from "../fetch-key";
import type { Change, YaakContext } from "../host";
import { escapeMarkdown } from "../markdown";
import { describeToken } from "./inspect-token";

/** Asks for a token and a key, and says whether a server would take the token. */
export async function verifyToken(ctx: YaakContext): Promise<void> {
  const verified = await askUntil(ctx, "verifyToken", (answer) => tryToVerify(ctx, answer), { change });
  if (!verified) return;
  const { token, expected } = verified;
  const checked = expected.length > 0 ? ` It has the expected ${expected.join(" and ")}.` : "";
  const good = banner("success", escapeMarkdown(`Verified: the signature fits the key.${checked}`));
  await show(ctx, "Verified", [good, ...describeToken(inspect(token, Date.now()))]);
}

async function tryToVerify(
  ctx: YaakContext,
  answer: Values,
): Promise<{ token: DecodedToken; expected: string[] }> {
  const token = decodeToken("token", textOf(answer, "token"));
  const optional = (name: string) => ({ field: name, value: textOf(answer, name).trim() || undefined });
  const [issuer, audience] = [optional("expectedIssuer"), optional("expectedAudience")];
  const field = "verificationKey";
  const typed = textOf(answer, field);
  const text = isUrl(typed) ? await fetchKey(ctx, field, typed.trim()) : typed;
  const key = { field, text, encoding: textOf(answer, "keyEncoding") };
  await verify(token, key, { token: { field: "token" }, issuer, audience }, Date.now());
  return { token, expected: [...(issuer.value ? ["iss"] : []), ...(audience.value ? ["aud"] : [])] };
}

/** How a secret is written matters for a token that is signed with one. */
function change(field: Field, values: Values): Partial<Change> {
  if (field.name !== "keyEncoding") return {};
  return { hidden: !isShown(field, { algorithm: algorithmIn(textOf(values, "token")) }) };
}

function algorithmIn(token: string): string {
  try {
    return algorithmOf(decodeToken("token", token).algorithm)?.name ?? "none";
  } catch {
    return "none";
  }
}
