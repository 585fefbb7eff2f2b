import { type DrawnInput, flat } from "./drawn";

/** A message from the plugin to Yaak, or Yaak's reply. */
export type Payload = { type: string; [member: string]: unknown };

/** A dialog as Yaak would draw it. */
export interface DrawnDialog {
  title: string;
  confirmText?: string;
  cancelText?: string;
  inputs: DrawnInput[];
}

interface Model {
  id: string;
  [member: string]: unknown;
}

/** What the scripted app and its user do. */
export interface Script {
  /** What the user enters in each dialog, in order. The user cancels any dialog after that. */
  answers?: Record<string, unknown>[];
  /** What is typed into the first dialog before it is submitted. */
  typing?: Record<string, unknown>;
  /** The models of the workspace, which the plugin can change. Undefined if Yaak does not list them. */
  models?: Model[];
  /** Whether the plugin's changes to models are ignored. */
  refusesChanges?: boolean;
  /** The request that is open in the window. */
  shown?: Model;
  /** The responses that Yaak has stored for a request, newest first. Undefined if Yaak does not tell. */
  responses?: (requestId: string) => object[];
  /** How Yaak replaces template tags. By default, there are none. */
  render?: (httpRequest: Model) => Record<string, unknown>;
  /** Told for what purpose Yaak is asked to replace template tags. */
  asks?: (purpose: unknown) => void;
  /** How Yaak sends requests for plugins. Undefined if it does not. */
  send?: (httpRequest: Record<string, unknown>) => Promise<Payload>;
}

/** Records what the user would see, in place of the desktop app, which cannot run here. */
export class ScriptedApp {
  readonly dialogs: DrawnDialog[] = [];
  /** Dialogs that were redrawn while the user typed. */
  readonly redrawn: DrawnDialog[] = [];
  readonly toasts: { message: string; color: string }[] = [];
  readonly copied: string[] = [];
  readonly changed: Model[] = [];
  /** Types of the plugin's other messages. */
  readonly others: string[] = [];
  private readonly answers: Record<string, unknown>[];

  constructor(
    private readonly script: Script,
    /** What plugins store in Yaak's database: JSON, by name. */
    private readonly kept = new Map<string, string>(),
  ) {
    this.answers = [...(script.answers ?? [])];
  }

  /** What is typed into the dialog that is about to open. Undefined if nothing is typed. */
  typed(): Record<string, unknown> | undefined {
    return this.dialogs.length === 0 ? this.script.typing : undefined;
  }

  /** Records the dialog as the plugin redraws it for the typed values. */
  redraw(dialog: Payload): void {
    this.redrawn.push(dialog as unknown as DrawnDialog);
  }

  /** The reply to a message from the plugin. */
  async reply(message: Payload): Promise<Payload> {
    const { models, shown, send, render = (request: Model) => request } = this.script;
    switch (message.type) {
      case "show_toast_request":
        this.toasts.push(message as unknown as { message: string; color: string });
        return { type: "show_toast_response" };
      case "copy_text_request":
        this.copied.push(String(message.text));
        return { type: "copy_text_response" };
      case "prompt_form_request":
        this.dialogs.push(message as unknown as DrawnDialog);
        return { type: "prompt_form_response", done: true, values: this.answers.shift() ?? null };
      case "window_info_request":
        return { type: "window_info_response", requestId: shown?.id ?? null };
      case "get_http_request_by_id_request":
        return {
          type: "get_http_request_by_id_response",
          httpRequest: shown?.id === message.id ? shown : null,
        };
      case "render_http_request_request":
        this.script.asks?.(message.purpose);
        return { type: "render_http_request_response", httpRequest: render(message.httpRequest as Model) };
      case "list_http_requests_request":
        return {
          type: "list_http_requests_response",
          httpRequests: models?.filter(({ model }) => model === "http_request"),
        };
      case "find_http_responses_request":
        return {
          type: "find_http_responses_response",
          httpResponses: this.script.responses?.(String(message.requestId)) ?? [],
        };
      case "list_folders_request":
        return { type: "list_folders_response", folders: models?.filter(({ model }) => model === "folder") };
      case "upsert_model_request":
        return { type: "upsert_model_response", model: this.upsert(message.model as Model) };
      case "get_key_value_request":
        return { type: "get_key_value_response", value: this.kept.get(String(message.key)) ?? null };
      case "set_key_value_request":
        this.kept.set(String(message.key), String(message.value));
        return { type: "set_key_value_response" };
      case "delete_key_value_request":
        return { type: "delete_key_value_response", deleted: this.kept.delete(String(message.key)) };
      case "send_http_request_request":
        return (await send?.(message.httpRequest as Record<string, unknown>)) ?? { type: "empty_response" };
      default:
        this.others.push(message.type);
        return { type: "empty_response" };
    }
  }

  private upsert(model: Model): Model | undefined {
    if (this.script.refusesChanges) return undefined;
    const index = this.script.models?.findIndex(({ id }) => id === model.id) ?? -1;
    this.script.models?.splice(index, 1, model);
    this.changed.push(model);
    return model;
  }

  /** All text of the last dialog, except the values of inputs that can be changed. */
  get said(): string {
    const inputs = flat(this.dialogs.at(-1)?.inputs ?? []).filter(({ hidden }) => !hidden);
    return inputs
      .flatMap(({ content, readOnly, defaultValue }) => content ?? (readOnly ? (defaultValue ?? []) : []))
      .join("\n");
  }

  /** The banners of the last dialog: color and text. */
  get banners(): string[] {
    const inputs = this.dialogs.at(-1)?.inputs ?? [];
    return inputs
      .filter(({ type }) => type === "banner")
      .map(({ color, inputs: inner = [] }) => `${color}: ${inner.map(({ content }) => content).join("\n")}`);
  }

  /** An input of the last dialog. */
  input(name: string): DrawnInput | undefined {
    return flat(this.dialogs.at(-1)?.inputs ?? []).find((input) => input.name === name);
  }
}
