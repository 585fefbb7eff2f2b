import type {
  CallGrpcRequestActionArgs,
  CallHttpRequestActionArgs,
  Folder,
  WebsocketRequest,
} from "@yaakapp/api";
import { type DialogName, formSchema, type Values, withLabel } from "../../core";
import type { Model } from "../applied-settings";
import { toast } from "../dialog";
import type { FormAction, WorkspaceAction, YaakAction, YaakContext } from "../host";
import { convertAuth } from "./convert-auth";
import { copyPublicKey } from "./copy-public-key";
import { copyToken } from "./copy-token";
import { deleteCachedTokens } from "./delete-cached-tokens";
import { generateKey } from "./generate-key";
import { inspectToken } from "./inspect-token";
import { copyRequestToken, inspectRequestToken } from "./request-actions";
import { testOpenRequest, testRequestValidation } from "./test-validation";
import { verifyToken } from "./verify-token";

/** The form's gear menu, in the order that users need its actions. */
export const formActions: FormAction[] = [
  formAction("copyToken", copyToken),
  formAction("inspectToken", inspectToken),
  formAction("verifyToken", verifyToken),
  formAction("testValidation", testOpenRequest),
  formAction("generateKey", generateKey),
  formAction("copyPublicKey", copyPublicKey),
  formAction("deleteCachedTokens", deleteCachedTokens),
];

/** The actions of requests and folders, where the form and its gear menu are out of reach if the auth is inherited. */
const modelActions = <Arguments>(modelOf: (args: Arguments) => Model): YaakAction<Arguments>[] => [
  action("copyRequestToken", (ctx, args) => copyRequestToken(ctx, modelOf(args))),
  action("inspectRequestToken", (ctx, args) => inspectRequestToken(ctx, modelOf(args))),
];

export const httpRequestActions = [
  ...modelActions(({ httpRequest }: CallHttpRequestActionArgs) => httpRequest),
  action("testValidation", (ctx, { httpRequest }: CallHttpRequestActionArgs) =>
    testRequestValidation(ctx, httpRequest),
  ),
];
export const grpcRequestActions = modelActions(({ grpcRequest }: CallGrpcRequestActionArgs) => grpcRequest);
export const websocketRequestActions = modelActions(
  ({ websocketRequest }: { websocketRequest: WebsocketRequest }) => websocketRequest,
);
export const folderActions = modelActions(({ folder }: { folder: Folder }) => folder);

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
    // Yaak has more icons than it declares.
    icon: icon as YaakAction<Arguments>["icon"],
    async onSelect(ctx, args) {
      try {
        await run(ctx, args);
      } catch (error) {
        await toast(ctx, "danger", withLabel(error, {}).message);
      }
    },
  };
}
