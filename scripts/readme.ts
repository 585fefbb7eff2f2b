import { readFileSync, writeFileSync } from "node:fs";
import { withFreshParts } from "./readme-parts";

/* `npm run readme`: writes the field table and the recipes into the README anew. */
writeFileSync("README.md", withFreshParts(readFileSync("README.md", "utf8")));
