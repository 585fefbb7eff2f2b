import { toast } from "../dialog";
import type { YaakContext } from "../host";
import { forgetTokens as forget } from "../services";

/** Clears the tokens that are kept for the next send, of every form. */
export async function forgetTokens(ctx: YaakContext): Promise<void> {
  const message = (await forget(ctx))
    ? "Tokens forgotten. The next request gets a new one."
    : "There are no tokens to forget.";
  await toast(ctx, "success", message);
}
