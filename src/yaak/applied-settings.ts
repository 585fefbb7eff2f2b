import type { Folder, GrpcRequest, HttpRequest, WebsocketRequest } from "@yaakapp/api";
import { formSchema, isEmpty, JwtAuthError, md5, type RequestInfo, type Values } from "../core";
import { UNAVAILABLE_BODY } from "./body";
import type { YaakContext } from "./host";
import { toRequestInfo } from "./shown-request";

export type Model = HttpRequest | WebsocketRequest | GrpcRequest | Folder;

/** The settings that Yaak would send a model's requests with. */
export interface AppliedSettings {
  values: Values;
  /** The MD5 of the ID of what holds them, as Yaak passes it on every send. */
  contextId: string;
  /** Null for a folder. */
  request: RequestInfo | null;
  /** The HTTP request as it would be sent. For any other model, only its `authentication` has a meaning. */
  rendered: HttpRequest;
}

/**
 * The settings that really apply to a request or folder: its own, or those of the nearest folder that has any.
 *
 * @throws JwtAuthError if this plugin's auth does not apply, or if Yaak does not tell
 */
export async function appliedSettings(ctx: YaakContext, model: Model): Promise<AppliedSettings> {
  const holder = await findAuth(ctx, model);
  if (holder.authenticationType !== formSchema.name)
    throw fail(`Not used by this ${nounOf(model)}. Choose it in the Auth tab.`);
  // Known before anything is replaced, so that nothing in disabled settings matters.
  if (holder.authentication.disabled === true) throw disabled();
  const rendered = await render(ctx, model, holder.authentication);
  if (rendered.authentication.disabled === true) throw disabled();
  return {
    values: rendered.authentication,
    contextId: md5(holder.id),
    request: requestOf(model, rendered),
    rendered,
  };
}

const fail = (problem: string, cause?: unknown) =>
  new JwtAuthError(undefined, problem, { label: formSchema.label, cause });

const disabled = () => fail("Disabled here. Enable it in the Auth tab.");

const nounOf = ({ model }: Model): string => (model === "folder" ? "folder" : "request");

/** What holds the auth: the model itself, or the nearest folder around it that does not inherit. */
async function findAuth(ctx: YaakContext, model: Model): Promise<Model> {
  if (!isEmpty(model.authenticationType)) return model;
  const folders = await Promise.resolve(ctx.folder?.list?.()).catch(() => undefined);
  const byId = new Map(folders?.map((folder) => [folder.id, folder]));
  let holder = model;
  while (isEmpty(holder.authenticationType)) {
    const { folderId } = holder;
    if (!folderId)
      throw fail(
        `This ${nounOf(model)} inherits the workspace's auth, which Yaak doesn't show to plugins. Use the gear menu in Workspace Settings.`,
      );
    const folder = byId.get(folderId);
    if (!folder)
      throw fail("Yaak doesn't show this folder to plugins. Use the gear menu in the folder's settings.");
    // Each is followed once, so that folders in a circle end.
    byId.delete(folderId);
    holder = folder;
  }
  return holder;
}

/**
 * Replaces template tags. Yaak uses the variables of the folder that an HTTP request is in, so anything else is rendered as one:
 * otherwise, it would use those of the request that is open.
 *
 * @throws JwtAuthError if a tag has no value
 */
export async function render(
  ctx: YaakContext,
  model: Model,
  authentication: HttpRequest["authentication"],
): Promise<HttpRequest> {
  const folderId = model.model === "folder" ? model.id : model.folderId;
  const { url = "", urlParameters = [] } = model as Partial<HttpRequest>;
  const own = model.model === "http_request" ? model : { id: "", model: "http_request", url, urlParameters };
  const httpRequest = { ...own, workspaceId: model.workspaceId, folderId, authentication } as HttpRequest;
  try {
    const rendered = await ctx.httpRequest.render({ httpRequest, purpose: "send" });
    if (rendered) return rendered;
  } catch (cause) {
    throw fail("Yaak couldn't replace a variable in the settings. Check the variables.", cause);
  }
  throw fail("This version of Yaak doesn't replace variables for plugins. Update Yaak.");
}

function requestOf({ model }: Model, rendered: HttpRequest): RequestInfo | null {
  if (model === "folder") return null;
  const request = toRequestInfo(rendered);
  // What Yaak says of a gRPC or WebSocket request on every send.
  return model === "http_request" ? request : { ...request, method: "POST", body: UNAVAILABLE_BODY };
}
