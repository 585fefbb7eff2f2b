import { createRequire } from "node:module";
import { join } from "node:path";
import type { YaakPlugin } from "../../src/yaak/host";

/** The folder of the plugin under test: what Yaak's own tool builds for publishing, unless the environment sets another. */
export function pluginFolder(): string {
  const { JWT_BEARER_PLUGIN: folder } = process.env;
  if (!folder) throw new Error("JWT_BEARER_PLUGIN must name a folder with package.json and build/");
  return folder;
}

export const bundleFile = (): string => join(pluginFolder(), "build/index.js");

/**
 * The message that the plugin under test shows the user for an error.
 *
 * @throws the error itself if it is a bug in the plugin
 */
export function messageOf(error: unknown): string {
  const isForUser = error instanceof Error && error.name === "JwtAuthError";
  if (!isForUser || error.message.includes("Bug in this plugin")) throw error;
  return error.message;
}

/** The plugin under test, loaded as Yaak loads it. */
export const loadPlugin = (): YaakPlugin => createRequire(__filename)(bundleFile()).plugin;
