import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { inject } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import type { DrawnInput } from "./drawn";
import { pluginFolder } from "./plugin";
import { type Payload, type Script, ScriptedApp } from "./scripted-app";

interface Message {
  id: string;
  replyId: string | null;
  payload: Payload;
}

/** What actions are for. */
export type ModelKind = "http_request" | "grpc_request" | "websocket_request" | "folder";

/** An action that the plugin offers. */
export interface Offer {
  label: string;
  icon?: string;
}

/** The real client's plugin runtime with this plugin loaded, connected to a scripted app. */
export class Runtime {
  private readonly waiting = new Map<string, (payload: Payload) => void>();
  /** What the plugin stores in Yaak's database. */
  readonly kept = new Map<string, string>();
  private app = new ScriptedApp({}, this.kept);

  private constructor(
    private readonly server: WebSocketServer,
    private readonly process: ChildProcess,
    private readonly socket: WebSocket,
  ) {
    socket.on("message", async (data) => {
      const { id, replyId, payload }: Message = JSON.parse(String(data));
      if (replyId) return this.waiting.get(replyId)?.(payload);
      const typed = payload.type === "prompt_form_request" && this.app.typed();
      // While the user types, the plugin can redraw the dialog.
      if (typed)
        this.app.redraw(await this.ask({ type: "prompt_form_response", done: false, values: typed }, id));
      this.send(await this.app.reply(payload), id);
    });
  }

  /** @param plugin a folder with package.json and build/ */
  static async start(plugin = pluginFolder()): Promise<Runtime> {
    const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const connected = once(server, "connection");
    const environment = { ...process.env, HOST: "127.0.0.1", PORT: String(port) };
    const child = spawn(process.execPath, [inject("pluginRuntime")], { env: environment, stdio: "ignore" });
    const [socket] = (await connected) as [WebSocket];
    const runtime = new Runtime(server, child, socket);
    await runtime.ask({ type: "boot_request", dir: plugin, watch: false });
    return runtime;
  }

  /**
   * The form as Yaak would draw it for these stored values.
   *
   * @param contextId what holds them; the plugin knows which form it draws by it
   */
  async form(values: object = {}, contextId: string = randomUUID(), script?: Script): Promise<DrawnInput[]> {
    if (script) this.app = new ScriptedApp(script, this.kept);
    const reply = await this.ask({ type: "get_http_authentication_config_request", contextId, values });
    if (!Array.isArray(reply.args)) throw new Error(`no form: ${JSON.stringify(reply)}`);
    return reply.args;
  }

  /** What the plugin returns when a request is sent. */
  apply(values: object, request: object, script: Script = {}): Promise<Payload> {
    this.app = new ScriptedApp(script, this.kept);
    return this.ask({
      type: "call_http_authentication_request",
      contextId: "form",
      values,
      headers: [],
      ...request,
    });
  }

  /** The actions in the form's gear menu, and those of a workspace. */
  async actions(): Promise<{ form: Offer[]; workspace: Offer[] }> {
    const form = await this.ask({
      type: "get_http_authentication_config_request",
      contextId: "form",
      values: {},
    });
    const workspace = await this.ask({ type: "get_workspace_actions_request" });
    return { form: form.actions as Offer[], workspace: workspace.actions as Offer[] };
  }

  /** Selects an action of the form. Resolves to the app after the action has ended. */
  async act(label: string, values: object, script: Script = {}, contextId = "form"): Promise<ScriptedApp> {
    const { form } = await this.actions();
    const index = form.findIndex((offer) => offer.label === label);
    const args = { contextId, values };
    return this.run(
      { type: "call_http_authentication_action_request", index, pluginRefId: "plugin", args },
      script,
    );
  }

  /** The actions of requests and folders. */
  async modelActions(kind: ModelKind): Promise<Offer[]> {
    const reply = await this.ask({ type: `get_${kind}_actions_request` });
    return reply.actions as Offer[];
  }

  /** Selects an action of a request or folder. Resolves to the app after the action has ended. */
  async actOn(kind: ModelKind, label: string, args: object, script: Script = {}): Promise<ScriptedApp> {
    const actions = await this.modelActions(kind);
    const index = actions.findIndex((offer) => offer.label === label);
    return this.run({ type: `call_${kind}_action_request`, index, pluginRefId: "plugin", args }, script);
  }

  /** Selects the first action of a workspace. */
  actOnWorkspace(workspace: object, script: Script = {}): Promise<ScriptedApp> {
    return this.run(
      { type: "call_workspace_action_request", index: 0, pluginRefId: "plugin", args: { workspace } },
      script,
    );
  }

  /** The template functions. */
  async functions(): Promise<{ name: string; description: string; args: DrawnInput[] }[]> {
    const reply = await this.ask({ type: "get_template_function_summary_request" });
    return reply.functions as { name: string; description: string; args: DrawnInput[] }[];
  }

  /** The inputs of a template function as Yaak would draw them. */
  async functionForm(name: string, values: object): Promise<DrawnInput[]> {
    const reply = await this.ask({
      type: "get_template_function_config_request",
      contextId: "form",
      name,
      values,
    });
    return (reply.function as { args: DrawnInput[] }).args;
  }

  /** The result of a template function. */
  async render(
    name: string,
    values: object,
    purpose: "send" | "preview" = "send",
  ): Promise<{ value: string | null; error?: string }> {
    const reply = await this.ask({ type: "call_template_function_request", name, args: { purpose, values } });
    return { value: reply.value as string | null, error: reply.error as string | undefined };
  }

  private async run(payload: Payload, script: Script): Promise<ScriptedApp> {
    const app = new ScriptedApp(script, this.kept);
    this.app = app;
    const reply = await this.ask(payload);
    if (reply.type !== "empty_response") throw new Error(`the action failed: ${JSON.stringify(reply)}`);
    return app;
  }

  private ask(payload: Payload, replyId?: string): Promise<Payload> {
    const id = this.send(payload, replyId);
    return new Promise((done) => this.waiting.set(replyId ?? id, done));
  }

  private send(payload: Payload, replyId: string | null = null): string {
    const id = randomUUID();
    const context = { type: "window", id: "window", label: "main", workspaceId: "wk_test" };
    const plugin = { pluginRefId: "plugin", pluginName: "jwt-bearer" };
    this.socket.send(JSON.stringify({ id, replyId, ...plugin, context, payload }));
    return id;
  }

  async close(): Promise<void> {
    this.socket.close();
    this.process.kill();
    this.server.close();
  }
}
