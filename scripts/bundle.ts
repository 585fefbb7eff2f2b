import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";

/** One CommonJS file, since Yaak loads a plugin with require() and unpacks nothing beside it. */
export const options: BuildOptions = {
  entryPoints: ["src/index.ts"],
  outfile: "build/index.js",
  bundle: true,
  minify: true,
  format: "cjs",
  platform: "node",
  target: "node20",
  // jsonc-parser's CommonJS entry cannot be bundled; its ES module can.
  mainFields: ["module", "main"],
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

/** What `npm run build` writes. Licences go in with the code, since Yaak's plugin list takes nothing else along. */
export async function bundle(): Promise<Bundle> {
  const { outputFiles, metafile } = await build({ ...options, write: false, metafile: true });
  const [output] = outputFiles;
  if (!output) throw new Error("esbuild made nothing");
  const names = Object.keys(metafile.inputs).flatMap(
    (input) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? [],
  );
  const packages = [...new Set(names)].sort().map(readPackage);
  const notices = packages.map(({ name, version, notice }) => `${name} ${version}\n\n${notice}`);
  return { code: `${output.text}/*! With code of:\n\n${notices.join("\n\n")}\n*/\n`, packages };
}

function readPackage(name: string): BundledPackage {
  const folder = join("node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((candidate) => /^licen[cs]e(?:\.\w+)?$/i.test(candidate));
  if (!file) throw new Error(`${name} has no licence file`);
  return { name, version, license, notice: readFileSync(join(folder, file), "utf8").trim() };
}
