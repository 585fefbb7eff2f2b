import type {
  CallGrpcRequestActionArgs,
  CallHttpAuthenticationActionArgs,
  CallHttpAuthenticationRequest,
  CallHttpRequestActionArgs,
  CallTemplateFunctionArgs,
  Context,
  Folder,
  FormInput,
  GetHttpAuthenticationConfigRequest,
  HttpAuthenticationAction,
  HttpRequest,
  HttpResponse,
  PluginDefinition,
  WebsocketRequest,
  Workspace,
} from "@yaakapp/api";

/*
 * What Yaak supports but @yaakapp/api 0.7.0 does not declare: inputs side by side, inputs in a container that change while
 * the form is being filled in, dialogs with a form, request and response bodies, and access to the workspace.
 */

/** What Yaak passes to `dynamic`, on every keystroke with the form's values, and again on every send. */
export type DynamicArguments =
  | GetHttpAuthenticationConfigRequest
  | CallHttpAuthenticationRequest
  | CallTemplateFunctionArgs;

/** Changes to an input, which override its own properties. */
export interface Change {
  type?: "h_stack" | "banner";
  hidden?: boolean;
  /** Whether the label has no asterisk. */
  optional?: boolean;
  label?: string;
  description?: string;
  placeholder?: string;
  defaultValue?: string;
  content?: string;
  color?: "danger" | "warning" | "info" | "success";
  options?: { value: string; label: string }[];
  language?: "json";
  inputs?: YaakInput[];
}

type Dynamic = { dynamic?: (ctx: Context, args: DynamicArguments) => Change | Promise<Change> };

type Nested = { inputs: YaakInput[]; hidden?: boolean };
type HStack = { type: "h_stack" } & Nested;
type Accordion = { type: "accordion"; label: string } & Nested;
type Banner = { type: "banner"; color?: Change["color"] } & Nested;

/** An editor of a height in lines. */
type Rows = { rows?: number };

export type YaakInput = (Exclude<FormInput, { type: "accordion" | "banner" }> | HStack | Accordion | Banner) &
  Dynamic &
  Rows;

type Authentication = NonNullable<PluginDefinition["authentication"]>;
type TemplateFunctions = NonNullable<PluginDefinition["templateFunctions"]>;

export type YaakTemplateFunction = Omit<TemplateFunctions[number], "args"> & { args: YaakInput[] };

/** An action of the form or of a workspace. */
export type YaakAction<Arguments> = HttpAuthenticationAction & {
  onSelect(ctx: YaakContext, args: Arguments): Promise<void>;
};
export type FormAction = YaakAction<CallHttpAuthenticationActionArgs>;
export type WorkspaceAction = YaakAction<{ workspace: Workspace }>;

/** {@link PluginDefinition} with these additions. */
export type YaakPlugin = {
  authentication: Omit<Authentication, "args" | "actions"> & { args: YaakInput[]; actions: FormAction[] };
  templateFunctions: YaakTemplateFunction[];
  workspaceActions: WorkspaceAction[];
  httpRequestActions: YaakAction<CallHttpRequestActionArgs>[];
  grpcRequestActions: YaakAction<CallGrpcRequestActionArgs>[];
  websocketRequestActions: YaakAction<{ websocketRequest: WebsocketRequest }>[];
  folderActions: YaakAction<{ folder: Folder }>[];
};

export interface DialogRequest {
  id: string;
  title: string;
  description?: string;
  inputs: YaakInput[];
  confirmText?: string;
  cancelText?: string;
  size?: "sm" | "md" | "lg" | "full" | "dynamic";
}

/** The result of a request that a plugin sends. Newer Yaak versions return the body with it, older ones in a file. */
export type SendResult = HttpResponse | { httpResponse: HttpResponse; body?: { text(): Promise<string> } };

/** A request that a plugin sends. Newer Yaak versions support settings on it; older ones ignore them. */
export type SentRequest = Partial<HttpRequest> &
  Partial<
    Record<
      "settingFollowRedirects" | "settingSendCookies" | "settingStoreCookies",
      { enabled: boolean; value: boolean }
    >
  >;

/** What Yaak offers to plugins. Optional members are missing in some versions, and any call may resolve to undefined. */
export interface YaakContext extends Pick<Context, "clipboard" | "toast" | "store"> {
  /** Resolves to null or undefined if the user cancels. */
  prompt: { form?(args: DialogRequest): Promise<Record<string, unknown> | null | undefined> };
  window: Partial<Context["window"]> & { requestId?(): Promise<string | null | undefined> };
  httpRequest: {
    send(args: { httpRequest: SentRequest }): Promise<SendResult | undefined>;
    getById(args: { id: string }): Promise<HttpRequest | null | undefined>;
    render: Context["httpRequest"]["render"];
    list?(): Promise<HttpRequest[] | undefined>;
    update?(request: HttpRequest): Promise<HttpRequest | undefined>;
  };
  httpResponse?: Partial<Context["httpResponse"]>;
  folder?: {
    list?(): Promise<Folder[] | undefined>;
    update?(folder: Folder): Promise<Folder | undefined>;
  };
}

/** Yaak passes no body before 2026.7, and null if the body is not available as text. */
export type ApplyArguments = CallHttpAuthenticationRequest & { body?: string | null };
