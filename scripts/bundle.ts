import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type BuildOptions, build } from "esbuild";

/**
 * Options for a single CommonJS file, as Yaak's own tool creates it, but minified. Used for a folder install and the release
 * archive.
 */
export const options: BuildOptions = {
  entryPoints: ["src/index.ts"],
  outfile: "build/index.js",
  bundle: true,
  minify: true,
  format: "cjs",
  platform: "node",
  target: "node20",
  logLevel: "warning",
};

/** A third-party package in the bundle. */
export interface BundledPackage {
  name: string;
  version: string;
  /** SPDX identifier. */
  license: string;
  /** The license text, which must be included in every copy. */
  notice: string;
}

export interface Bundle {
  code: string;
  /** Sorted by name. */
  packages: BundledPackage[];
}

/** Returns the code that `npm run build` writes, and the packages bundled in it. */
export async function bundle(): Promise<Bundle> {
  const { outputFiles, metafile } = await build({ ...options, write: false, metafile: true });
  const [output] = outputFiles;
  if (!output) throw new Error("esbuild returned no output");
  const names = Object.keys(metafile.inputs).flatMap(
    (input) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? [],
  );
  const packages = [...new Set(names)].sort().map(readPackage);
  return { code: output.text, packages };
}

/** Writes build/index.js. */
export async function writeBundle(): Promise<void> {
  const { outfile = "" } = options;
  mkdirSync(dirname(outfile), { recursive: true });
  writeFileSync(outfile, (await bundle()).code);
}

function readPackage(name: string): BundledPackage {
  const folder = join("node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((candidate) => /^licen[cs]e(?:\.\w+)?$/i.test(candidate));
  if (!file) throw new Error(`No license file found for ${name}`);
  return { name, version, license, notice: readFileSync(join(folder, file), "utf8").trim() };
}
