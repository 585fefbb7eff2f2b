import type {
  CallHttpAuthenticationActionArgs,
  CallHttpAuthenticationRequest,
  CallTemplateFunctionArgs,
  Context,
  Folder,
  FormInput,
  GetHttpAuthenticationConfigRequest,
  HttpAuthenticationAction,
  HttpRequest,
  HttpResponse,
  PluginDefinition,
  Workspace,
} from "@yaakapp/api";

/*
 * What the app does and @yaakapp/api 0.7.0 does not say: inputs beside each other, inputs in a container that change
 * while the form is filled in, dialogs with a form, the body of a request and of an answer, and access to the workspace.
 */

/** What the app calls `dynamic` with: at every keystroke with what the form says, and once more at every send. */
export type DynamicArguments =
  | GetHttpAuthenticationConfigRequest
  | CallHttpAuthenticationRequest
  | CallTemplateFunctionArgs;

/** What changes in an input; it is laid over the input. */
export interface Change {
  hidden: boolean;
  /** Whether the label goes without its asterisk. */
  optional?: boolean;
  label?: string;
  description?: string;
  placeholder?: string;
  defaultValue?: string;
  content?: string;
  color?: "danger" | "warning" | "info";
  inputs?: YaakInput[];
}

type Dynamic = { dynamic?: (ctx: Context, args: DynamicArguments) => Change | Promise<Change> };

type Nested = { inputs: YaakInput[]; hidden?: boolean };
type HStack = { type: "h_stack" } & Nested;
type Accordion = { type: "accordion"; label: string } & Nested;

export type YaakInput = (Exclude<FormInput, { type: "accordion" }> | HStack | Accordion) & Dynamic;

type Authentication = NonNullable<PluginDefinition["authentication"]>;
type TemplateFunctions = NonNullable<PluginDefinition["templateFunctions"]>;

export type YaakTemplateFunction = Omit<TemplateFunctions[number], "args"> & { args: YaakInput[] };

/** An action of the form, or of a workspace. */
export type YaakAction<Arguments> = HttpAuthenticationAction & {
  onSelect(ctx: YaakContext, args: Arguments): Promise<void>;
};
export type FormAction = YaakAction<CallHttpAuthenticationActionArgs>;
export type WorkspaceAction = YaakAction<{ workspace: Workspace }>;

/** {@link PluginDefinition} with all this. */
export type YaakPlugin = {
  authentication: Omit<Authentication, "args" | "actions"> & { args: YaakInput[]; actions: FormAction[] };
  templateFunctions: YaakTemplateFunction[];
  workspaceActions: WorkspaceAction[];
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

/** What a request that a plugin sends comes to: the body beside it in newer apps, in a file in older ones. */
export type SendResult = HttpResponse | { httpResponse: HttpResponse; body?: { text(): Promise<string> } };

/** A request that a plugin sends. Newer apps have settings on it, and older ones leave them unread. */
export type SentRequest = Partial<HttpRequest> & {
  settingFollowRedirects?: { enabled: boolean; value: boolean };
};

/** What the app can do for a plugin. What is optional is missing in some apps; and any call may come to nothing. */
export interface YaakContext extends Pick<Context, "clipboard" | "toast" | "store"> {
  /** Resolves to nothing if the user cancels. */
  prompt: { form?(args: DialogRequest): Promise<Record<string, unknown> | null | undefined> };
  window: { requestId?(): Promise<string | null | undefined> };
  httpRequest: {
    send(args: { httpRequest: SentRequest }): Promise<SendResult | undefined>;
    getById(args: { id: string }): Promise<HttpRequest | null | undefined>;
    render: Context["httpRequest"]["render"];
    list?(): Promise<HttpRequest[] | undefined>;
    update?(request: HttpRequest): Promise<HttpRequest | undefined>;
  };
  folder?: {
    list?(): Promise<Folder[] | undefined>;
    update?(folder: Folder): Promise<Folder | undefined>;
  };
}

/** Apps before 2026.7 give no body; null stands for one that cannot be given as text. */
export type ApplyArguments = CallHttpAuthenticationRequest & { body?: string | null };
