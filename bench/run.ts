import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { writeBundle } from "../scripts/bundle";
import { withPublished } from "../scripts/published";
import { makeKeys } from "../test/support/make-keys";
import { bundleFile } from "../test/support/plugin";
import { Yaak } from "../test/support/yaak";
import { form } from "./form";
import { BUILT_IN, load } from "./load";
import { memory } from "./memory";
import { speed } from "./speed";

/** `npm run bench`: compares this plugin, as published, with others that sign JWTs, in one run on one machine. */

const requireFile = createRequire(__filename);

async function bench(): Promise<void> {
  const keys = mkdtempSync(join(tmpdir(), "jwt-bearer-bench-"));
  const yaak = Yaak.create();
  try {
    makeKeys(keys);
    // Any command that starts the plugins makes the client unpack its built-in ones.
    await yaak.run("request", "schema", "http");
    await compare(keys, join(yaak.dataFolder, "vendored-plugins/auth-jwt/build/index.js"));
  } finally {
    yaak.dispose();
    rmSync(keys, { recursive: true });
  }
}

/** @param stock the bundle of the built-in plugin */
async function compare(keys: string, stock: string): Promise<void> {
  const ours = bundleFile();
  await speed({ ours, stock }, keys);
  await writeBundle();
  load({
    "this plugin, as published": ours,
    [BUILT_IN]: stock,
    "this plugin, npm run build": resolve("build/index.js"),
  });
  const { plugin } = requireFile(ours);
  await form(plugin, readFileSync(join(keys, "rsa-4096.pem"), "utf8"));
  await memory(plugin);
}

withPublished(bench).catch((error) => {
  console.error(error);
  process.exit(1);
});
