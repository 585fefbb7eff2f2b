import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import { writeBundle } from "./bundle";

/** The folder in the archive. */
const FOLDER = "jwt-bearer";
/** The earliest time that a ZIP archive can store, so that the same files produce the same archive. */
const MODIFIED = new Date(1980, 0, 1);

/**
 * `npm run release`: builds the plugin and packs the files that `npm pack` would include into a ZIP archive, to be unzipped
 * and selected in Yaak under Settings, Plugins, Installed. Also writes its SHA-256 in the format of `sha256sum --check`.
 *
 * @param folder where both files are written
 * @returns the archive's path
 */
export async function release(folder: string): Promise<string> {
  await writeBundle();
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  const listing = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    encoding: "utf8",
  });
  const [{ files }] = JSON.parse(listing) as [{ files: { path: string }[] }];
  const entries = files.map(({ path }) => [`${FOLDER}/${path}`, readFileSync(path)]);
  const archive = zipSync(Object.fromEntries(entries), { level: 9, mtime: MODIFIED });

  const name = `${FOLDER}-${version}.zip`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), archive);
  const hash = createHash("sha256").update(archive).digest("hex");
  writeFileSync(join(folder, `${name}.sha256`), `${hash}  ${name}\n`);
  return join(folder, name);
}

if (process.argv[1] === __filename) {
  release("release").then(console.log, (error) => {
    console.error(error);
    process.exit(1);
  });
}
