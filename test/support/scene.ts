import { type Api, startTokenServer, type TokenServer } from "./token-server";
import { failures, type Sent, Yaak } from "./yaak";

/** Settings of a workspace, a folder, or a request in Yaak. */
export interface AuthSettings {
  authenticationType?: string | null;
  authentication?: object;
}

/** Settings that use this plugin. */
export const jwt = (authentication: object): AuthSettings => ({
  authenticationType: "jwt-bearer",
  authentication,
});

/** A workspace in the real client whose requests go to a token server, with one request per path. */
export class Scene {
  private readonly ids = new Map<string, string>();
  private sent?: Sent;

  private constructor(
    readonly yaak: Yaak,
    readonly server: TokenServer,
    readonly workspaceId: string,
  ) {}

  static async open(
    apis: Record<string, Api>,
    workspace: AuthSettings = {},
    plugin?: string,
  ): Promise<Scene> {
    const yaak = Yaak.create(plugin);
    const server = await startTokenServer(apis);
    return new Scene(yaak, server, await yaak.make("workspace", { name: "test", ...workspace }));
  }

  /** The IDs of the requests, in the order in which they were created. */
  get requestIds(): string[] {
    return [...this.ids.values()];
  }

  folder(settings: AuthSettings = {}, folderId?: string): Promise<string> {
    return this.yaak.make("folder", { workspaceId: this.workspaceId, folderId, name: "folder", ...settings });
  }

  /** Creates a request for a path of the server. Its settings are inherited unless specified. */
  async request(path: string, settings: AuthSettings = {}, more: object = {}): Promise<void> {
    const url = this.server.url + path;
    const request = { workspaceId: this.workspaceId, name: path, method: "GET", url, ...settings, ...more };
    this.ids.set(path, await this.yaak.make("request", request));
  }

  /** Sends every request in the workspace. */
  async sendAll(...options: string[]): Promise<Sent> {
    this.sent = await this.yaak.send(this.workspaceId, ...options);
    return this.sent;
  }

  /** The client's error for the request to a path. Undefined if it did not fail. */
  failure(path: string): string | undefined {
    return this.sent && failures(this.sent).get(this.ids.get(path) ?? "");
  }

  async close(): Promise<void> {
    this.yaak.dispose();
    await this.server.close();
  }
}
