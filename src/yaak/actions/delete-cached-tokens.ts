import { toast } from "../dialog";
import type { YaakContext } from "../host";
import { deleteTokens } from "../services";

/** Deletes the cached tokens of every form. */
export async function deleteCachedTokens(ctx: YaakContext): Promise<void> {
  const message = (await deleteTokens(ctx))
    ? "Cached tokens deleted. The next request gets a new one."
    : "No cached tokens to delete.";
  await toast(ctx, "success", message);
}
