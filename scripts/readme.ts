import { readFileSync, writeFileSync } from "node:fs";
import { bundle } from "./bundle";
import { withFreshParts } from "./readme-parts";
import { thirdParty } from "./third-party";

/* `npm run readme`: writes what is generated in the README, and src/THIRD-PARTY.md, anew. */
async function main(): Promise<void> {
  writeFileSync("README.md", withFreshParts(readFileSync("README.md", "utf8")));
  writeFileSync("src/THIRD-PARTY.md", thirdParty((await bundle()).packages));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
