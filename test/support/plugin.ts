import { createRequire } from "node:module";
import { join } from "node:path";
import type { YaakPlugin } from "../../src/yaak/host";

/** The folder of the plugin under test: what Yaak's own tool makes for publishing, unless the environment names another. */
export function pluginFolder(): string {
  const { JWT_BEARER_PLUGIN: folder } = process.env;
  if (!folder) throw new Error("JWT_BEARER_PLUGIN names no folder with package.json and build/");
  return folder;
}

export const bundleFile = (): string => join(pluginFolder(), "build/index.js");

/**
 * What the plugin under test tells the user of a failure.
 *
 * @throws the error itself where it is a fault of the plugin
 */
export function messageOf(error: unknown): string {
  const isForUser = error instanceof Error && error.name === "JwtAuthError";
  if (!isForUser || error.message.includes("a fault in the plugin")) throw error;
  return error.message;
}

/** The plugin under test, loaded as Yaak loads it. */
export const loadPlugin = (): YaakPlugin => createRequire(__filename)(bundleFile()).plugin;
