import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brokenRules } from "./message-rules";
import { pluginFolder } from "./plugin";

/** The client's program itself: the script that npm links to it starts Node each time, which takes longer than most commands. */
const CLIENT = programOf("@yaakapp/cli");

function programOf(name: string): string {
  const find = createRequire(import.meta.url);
  const { BINARY_NAME, PLATFORM_SPECIFIC_PACKAGE_NAME } = find(`${name}/common`);
  return find.resolve(`${PLATFORM_SPECIFIC_PACKAGE_NAME}/bin/${BINARY_NAME}`);
}

/** The result of sending a request, a folder, or a workspace. */
export interface Sent {
  stdout: string;
  stderr: string;
  exitCode: number;
}

/** A variable in an environment or a folder. */
export type Variable = { enabled: true; name: string; value: string };

export const variable = (name: string, value: string): Variable => ({ enabled: true, name, value });

/** A variable or a function call, as Yaak writes it in text. */
export const tag = (expression: string): string => `\${[ ${expression} ]}`;

/** The real Yaak client with a temporary data folder, and this plugin installed next to the built-in ones. */
export class Yaak {
  private constructor(readonly dataFolder: string) {}

  /** @param plugin a folder with package.json and build/ */
  static create(plugin = pluginFolder()): Yaak {
    const yaak = new Yaak(mkdtempSync(join(tmpdir(), "jwt-bearer-yaak-")));
    const folder = join(yaak.dataFolder, "vendored-plugins", "jwt-bearer");
    mkdirSync(folder, { recursive: true });
    for (const part of ["package.json", "build"]) {
      cpSync(join(plugin, part), join(folder, part), { recursive: true });
    }
    return yaak;
  }

  /** Creates a workspace, folder, request, or environment. Resolves to its ID. */
  async make(model: "workspace" | "folder" | "request" | "environment", json: object): Promise<string> {
    const { stdout, stderr } = await this.run(model, "create", "--json", JSON.stringify(json));
    const id = /: (\w+)\s*$/.exec(stdout)?.[1];
    if (!id) throw new Error(`yaak ${model} create: ${stdout}${stderr}`);
    return id;
  }

  /** Changes a request. */
  async change(model: "request", json: { id: string }): Promise<void> {
    const { exitCode, stderr } = await this.run(model, "update", "--json", JSON.stringify(json));
    if (exitCode !== 0) throw new Error(`yaak ${model} update: ${stderr}`);
  }

  /** Sets the global variables of a workspace, which every environment inherits. */
  async setGlobalVariables(workspaceId: string, variables: Variable[]): Promise<void> {
    const { stdout } = await this.run("environment", "list", workspaceId);
    const id = /(ev_\w+) - .*\(workspace\)/.exec(stdout)?.[1];
    const { exitCode, stderr } = await this.run(
      "environment",
      "update",
      "--json",
      JSON.stringify({ id, variables }),
    );
    if (exitCode !== 0) throw new Error(`yaak environment update: ${stderr}`);
  }

  /** Sends a request, or all requests in a folder or workspace. */
  send(id: string, ...options: string[]): Promise<Sent> {
    return this.run(...options, "send", id);
  }

  run(...words: string[]): Promise<Sent> {
    return new Promise((done) => {
      execFile(
        CLIENT,
        ["--data-dir", this.dataFolder, ...words],
        { maxBuffer: 16 * 1024 * 1024 },
        (error, stdout, stderr) => done({ stdout, stderr, exitCode: error ? Number(error.code ?? -1) : 0 }),
      );
    });
  }

  dispose(): void {
    rmSync(this.dataFolder, { recursive: true, force: true });
  }
}

/**
 * The client's error for each failed request, by request ID.
 *
 * @throws Error if the plugin's part of one breaks a rule for messages
 */
export function failures({ stderr }: Sent): Map<string, string> {
  const errors = Array.from(
    stderr.matchAll(/^ +(rq_\w+): (.*)$/gm),
    ([, id = "", text = ""]): [string, string] => [id, text],
  );
  for (const [, text] of errors) {
    const [, message] = /Plugin error: (.*)$/.exec(text) ?? [];
    const rules = message === undefined ? [] : brokenRules(message);
    if (rules.length > 0) throw new Error(`${message}: ${rules.join(", ")}`);
  }
  return new Map(errors);
}
