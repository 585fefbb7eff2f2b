import { type PublicKeyForms, publicKeyOf } from "../../core/public-key-forms";
import { readSelect } from "../../core/read";
import type { Values } from "../../core/schema";
import { askUntil, toast } from "../dialog";
import type { YaakContext } from "../host";
import { currentMoment } from "../moment";

/** Copies the public half of the private key in the form, for the server. */
export async function copyPublicKey(ctx: YaakContext, values: Values): Promise<void> {
  const forms = await publicKeyOf(values, currentMoment());
  const form = await askUntil(
    ctx,
    "copyPublicKey",
    async (answer) => readSelect("publicKeyForm", answer) as keyof PublicKeyForms,
  );
  if (!form) return;
  await ctx.clipboard.copyText(forms[form]);
  await toast(ctx, "success", "Public key copied. Give it to the server.");
}
