import { type DrawnInput, flat } from "./drawn";

/** A message of the plugin to the app, or the app's reply. */
export type Payload = { type: string; [member: string]: unknown };

/** A dialog as the app would draw it. */
export interface DrawnDialog {
  title: string;
  confirmText?: string;
  inputs: DrawnInput[];
}

interface Model {
  id: string;
  [member: string]: unknown;
}

/** What the app in front of the plugin does, and what its user does. */
export interface Script {
  /** What the user types into each dialog in turn; once there is no more, the user cancels. */
  answers?: Record<string, unknown>[];
  /** What is typed into the first dialog before it is answered. */
  typing?: Record<string, unknown>;
  /** The models of the workspace, which the plugin may change. Undefined: an app that shows none. */
  models?: Model[];
  /** Whether it comes to nothing when the plugin changes one. */
  refusesChanges?: boolean;
  /** The request that the window shows. */
  shown?: Model;
  /** How the app sends HTTP for plugins; undefined: it does not. */
  send?: (httpRequest: Record<string, unknown>) => Promise<Payload>;
}

/** An app of which the user sees what it is told to show. It stands for what cannot run here: the desktop app. */
export class ScriptedApp {
  readonly dialogs: DrawnDialog[] = [];
  /** Dialogs drawn anew while the user typed. */
  readonly redrawn: DrawnDialog[] = [];
  readonly toasts: { message: string; color: string }[] = [];
  readonly copied: string[] = [];
  readonly changed: Model[] = [];
  /** Whatever else the plugin asked for. */
  readonly others: string[] = [];
  private readonly answers: Record<string, unknown>[];

  constructor(
    private readonly script: Script,
    /** What plugins keep in the app's database: JSON by name. */
    private readonly kept = new Map<string, string>(),
  ) {
    this.answers = [...(script.answers ?? [])];
  }

  /** What is typed into the dialog that opens now. */
  typed(): Record<string, unknown> | undefined {
    return this.dialogs.length === 0 ? this.script.typing : undefined;
  }

  /** The dialog as the plugin draws it for what is typed. */
  redraw(dialog: Payload): void {
    this.redrawn.push(dialog as unknown as DrawnDialog);
  }

  /** The reply to a message of the plugin. */
  async reply(message: Payload): Promise<Payload> {
    const { models, shown, send } = this.script;
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
        return { type: "render_http_request_response", httpRequest: message.httpRequest };
      case "list_http_requests_request":
        return {
          type: "list_http_requests_response",
          httpRequests: models?.filter(({ model }) => model === "http_request"),
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

  /** All text of the last dialog, its inputs' typed values aside. */
  get said(): string {
    const inputs = flat(this.dialogs.at(-1)?.inputs ?? []).filter(({ hidden }) => !hidden);
    return inputs.flatMap(({ content }) => content ?? []).join("\n");
  }

  /** The banners of the last dialog: colour and text. */
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
