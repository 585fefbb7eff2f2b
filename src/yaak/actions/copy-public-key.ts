import { type PublicKeyForms, publicKeyOf, readSelect, type Values } from "../../core";
import { currentClock } from "../../node/clock";
import { askUntil, toast } from "../dialog";
import type { YaakContext } from "../host";

/** Copies the public half of the private key in the form, for the server. */
export async function copyPublicKey(ctx: YaakContext, values: Values): Promise<void> {
  const forms = await publicKeyOf(values, currentClock());
  const form = await askUntil(
    ctx,
    "copyPublicKey",
    async (answer) => readSelect("publicKeyForm", answer) as keyof PublicKeyForms,
  );
  if (!form) return;
  await ctx.clipboard.copyText(forms[form]);
  await toast(ctx, "success", "Public key copied. Add it to your server.");
}
