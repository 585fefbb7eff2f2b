import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type WebSocket, WebSocketServer } from "ws";
import { Yaak } from "./yaak";

/** An input of the form as the runtime hands it to the app. */
export interface DrawnInput {
  type: string;
  name?: string;
  label?: string;
  description?: string;
  placeholder?: string | null;
  defaultValue?: string;
  hidden?: boolean;
  optional?: boolean;
  content?: string;
  color?: string;
  password?: boolean;
  multiLine?: boolean;
  options?: { value: string; label: string }[];
  inputs?: DrawnInput[];
}

type Payload = { type: string; [member: string]: unknown };
interface Message {
  id: string;
  replyId: string | null;
  payload: Payload;
}

/** The real client's plugin runtime with this plugin in it, and a scripted app in front. */
export class Runtime {
  private readonly waiting = new Map<string, (payload: Payload) => void>();

  private constructor(
    private readonly yaak: Yaak,
    private readonly server: WebSocketServer,
    private readonly process: ChildProcess,
    private readonly socket: WebSocket,
  ) {
    socket.on("message", (data) => {
      const { replyId, payload }: Message = JSON.parse(String(data));
      if (replyId) this.waiting.get(replyId)?.(payload);
    });
  }

  static async start(): Promise<Runtime> {
    const yaak = Yaak.create();
    // Any command that starts the plugins makes the client unpack its runtime.
    await yaak.run("request", "schema", "http");
    const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const connected = once(server, "connection");
    const script = join(yaak.dataFolder, "vendored/plugin-runtime/index.cjs");
    const environment = { ...process.env, HOST: "127.0.0.1", PORT: String(port) };
    const child = spawn(process.execPath, [script], { env: environment, stdio: "ignore" });
    const [socket] = (await connected) as [WebSocket];
    const runtime = new Runtime(yaak, server, child, socket);
    const dir = join(yaak.dataFolder, "vendored-plugins/jwt-bearer");
    await runtime.ask({ type: "boot_request", dir, watch: false });
    return runtime;
  }

  /** The form as the app would draw it for these stored values. */
  async form(values: object = {}): Promise<DrawnInput[]> {
    const reply = await this.ask({
      type: "get_http_authentication_config_request",
      contextId: "form",
      values,
    });
    if (!Array.isArray(reply.args)) throw new Error(`no form: ${JSON.stringify(reply)}`);
    return reply.args;
  }

  /** What the plugin answers when a request is sent. */
  apply(values: object, request: object): Promise<Payload> {
    return this.ask({
      type: "call_http_authentication_request",
      contextId: "form",
      values,
      headers: [],
      ...request,
    });
  }

  private ask(payload: Payload): Promise<Payload> {
    const id = randomUUID();
    const context = { type: "window", id: "window", label: "main", workspaceId: "wk_test" };
    return new Promise((done) => {
      this.waiting.set(id, done);
      const plugin = { pluginRefId: "plugin", pluginName: "jwt-bearer" };
      this.socket.send(JSON.stringify({ id, replyId: null, ...plugin, context, payload }));
    });
  }

  async close(): Promise<void> {
    this.socket.close();
    this.process.kill();
    this.server.close();
    this.yaak.dispose();
  }
}

/** Every input of a form, those in containers too. */
export const flat = (inputs: DrawnInput[]): DrawnInput[] =>
  inputs.flatMap((input) => [input, ...flat(input.inputs ?? [])]);
