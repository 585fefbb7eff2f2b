import { type DialogName, formSchema, type Values, withLabel } from "../../core";
import { toast } from "../dialog";
import type { FormAction, WorkspaceAction, YaakAction, YaakContext } from "../host";
import { convertAuth } from "./convert-auth";
import { copyPublicKey } from "./copy-public-key";
import { copyToken } from "./copy-token";
import { deleteCachedTokens } from "./delete-cached-tokens";
import { generateKey } from "./generate-key";
import { inspectToken } from "./inspect-token";
import { verifyToken } from "./verify-token";

/** The form's gear menu, in the order that users need its actions. */
export const formActions: FormAction[] = [
  formAction("copyToken", copyToken),
  formAction("inspectToken", inspectToken),
  formAction("verifyToken", verifyToken),
  formAction("generateKey", generateKey),
  formAction("copyPublicKey", copyPublicKey),
  formAction("deleteCachedTokens", deleteCachedTokens),
];

export const workspaceActions: WorkspaceAction[] = [
  action("convertAuth", (ctx, { workspace }) => convertAuth(ctx, workspace)),
];

function formAction(
  name: DialogName,
  run: (ctx: YaakContext, values: Values, contextId: string) => Promise<void>,
): FormAction {
  return action(name, (ctx, { values, contextId }) => run(ctx, values, contextId));
}

/** Shows errors in a toast. */
function action<Arguments>(
  name: DialogName,
  run: (ctx: YaakContext, args: Arguments) => Promise<void>,
): YaakAction<Arguments> {
  const { label, title, icon } = formSchema.dialogs[name];
  return {
    label: label ?? title,
    icon,
    async onSelect(ctx, args) {
      try {
        await run(ctx, args);
      } catch (error) {
        await toast(ctx, "danger", withLabel(error, {}).message);
      }
    },
  };
}
