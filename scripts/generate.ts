import { readFileSync, writeFileSync } from "node:fs";
import { bundle } from "./bundle";
import { fieldNames } from "./field-names";
import { withFreshParts } from "./readme-parts";
import { thirdParty } from "./third-party";

/* `npm run generate`: writes all that follows from ui-schema.json, the presets and what is bundled. */
async function main(): Promise<void> {
  writeFileSync("src/field-name.ts", fieldNames());
  writeFileSync("README.md", withFreshParts(readFileSync("README.md", "utf8")));
  writeFileSync("src/THIRD-PARTY.md", thirdParty((await bundle()).packages));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
