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
}

/**
 * The settings that really apply to a request or folder: its own, or those of the nearest folder that has any.
 *
 * @throws JwtAuthError if this plugin's auth does not apply, or if Yaak does not tell
 */
export async function appliedSettings(ctx: YaakContext, model: Model): Promise<AppliedSettings> {
  const holder = await findAuth(ctx, model);
  const { authenticationType, authentication } = holder;
  if (authenticationType !== formSchema.name)
    throw fail(`This ${nounOf(model)} doesn't use JWT Bearer. Choose it in the Auth tab first.`);
  const { authentication: values, request } = await render(ctx, model, authentication);
  if (values.disabled === true) throw fail("JWT Bearer is disabled here. Enable it in the Auth tab first.");
  return { values, contextId: md5(holder.id), request };
}

const fail = (problem: string, cause?: unknown) =>
  new JwtAuthError(undefined, problem, { label: formSchema.label, cause });

const nounOf = ({ model }: Model): string => (model === "folder" ? "folder" : "request");

/** What holds the auth: the model itself, or the nearest folder around it that does not inherit. */
async function findAuth(ctx: YaakContext, model: Model): Promise<Model> {
  const seen = new Set<string>();
  let holder = model;
  while (isEmpty(holder.authenticationType)) {
    const { folderId } = holder;
    if (!folderId || seen.has(folderId))
      throw fail(
        `This ${nounOf(model)} inherits the workspace's auth, which Yaak doesn't show to plugins. Open Workspace Settings, and use the gear menu there.`,
      );
    seen.add(folderId);
    const folders = await Promise.resolve(ctx.folder?.list?.()).catch(() => undefined);
    const folder = folders?.find(({ id }) => id === folderId);
    if (!folder)
      throw fail(
        "This version of Yaak doesn't show folders to plugins. Use the gear menu in the folder's settings.",
      );
    holder = folder;
  }
  return holder;
}

type Rendered = Pick<AppliedSettings, "request"> & { authentication: Values & { disabled?: unknown } };

/** Replaces template tags, with the variables that apply to the model. */
async function render(
  ctx: YaakContext,
  model: Model,
  authentication: HttpRequest["authentication"],
): Promise<Rendered> {
  const purpose = "send" as const;
  try {
    switch (model.model) {
      case "http_request": {
        const httpRequest = await ctx.httpRequest.render({
          httpRequest: { ...model, authentication },
          purpose,
        });
        return { authentication: httpRequest.authentication, request: toRequestInfo(httpRequest) };
      }
      case "grpc_request": {
        const rendered = await ctx.grpcRequest?.render({
          grpcRequest: { ...model, authentication },
          purpose,
        });
        if (!rendered) break;
        return { authentication: rendered.authentication, request: streamOf(rendered.url) };
      }
      case "websocket_request":
      case "folder": {
        const url = "url" in model ? model.url : "";
        const data = await ctx.templates?.render({ data: { authentication, url } as never, purpose });
        const rendered = data as unknown as { authentication: Values; url: string } | undefined;
        if (!rendered) break;
        const request = model.model === "folder" ? null : streamOf(rendered.url);
        return { authentication: rendered.authentication, request };
      }
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw fail(`Yaak couldn't replace a variable in the settings. Check it: ${reason}`, cause);
  }
  throw fail("This version of Yaak doesn't replace variables for plugins. Update Yaak.");
}

/** What Yaak says of a gRPC or WebSocket request on every send. */
const streamOf = (url: string): RequestInfo => ({ method: "POST", url, body: UNAVAILABLE_BODY });
