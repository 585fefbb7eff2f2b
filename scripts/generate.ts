import { readFileSync, writeFileSync } from "node:fs";
import { bundle } from "./bundle";
import { fieldNames } from "./field-names";
import { PAGES, regenerate } from "./pages";
import { thirdParty } from "./third-party";

/* `npm run generate`: rewrites everything that is generated from ui-schema.json, the presets, and the bundle. */
async function main(): Promise<void> {
  writeFileSync("src/field-name.ts", fieldNames());
  for (const page of PAGES) writeFileSync(page.file, regenerate(page, readFileSync(page.file, "utf8")));
  writeFileSync("src/THIRD-PARTY.md", thirdParty((await bundle()).packages));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
