import { deleteTokens, JwtAuthError } from "../../core";
import { toast } from "../dialog";
import type { YaakContext } from "../host";
import { storeOf } from "../services";

/** Deletes the cached tokens of every form. */
export async function deleteCachedTokens(ctx: YaakContext): Promise<void> {
  const isDeleted = await deleteTokens(storeOf(ctx)).catch((cause) => {
    throw new JwtAuthError(
      undefined,
      "The cached tokens couldn't be deleted. Restart Yaak, then delete them.",
      {
        cause,
        label: "Yaak",
      },
    );
  });
  const message = isDeleted
    ? "Cached tokens deleted. The next request gets a new one."
    : "No cached tokens to delete.";
  await toast(ctx, "success", message);
}
