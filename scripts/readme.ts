import { readFileSync, writeFileSync } from "node:fs";
import { withFieldTable } from "./field-table";

/* `npm run readme`: writes the field table into the README anew. */
writeFileSync("README.md", withFieldTable(readFileSync("README.md", "utf8")));
