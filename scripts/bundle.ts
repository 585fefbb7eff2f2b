import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type BuildOptions, build } from "esbuild";

/** One CommonJS file, as Yaak's own tool makes one, but smaller: for a folder install and the release archive. */
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

/** A package of other people's in the bundle. */
export interface BundledPackage {
  name: string;
  version: string;
  /** By its SPDX name. */
  license: string;
  /** What the licence wants in every copy. */
  notice: string;
}

export interface Bundle {
  code: string;
  /** By name. */
  packages: BundledPackage[];
}

/** What `npm run build` writes, and whose code is in it. */
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
