/** The part of the package that parses, which has no types of its own. */
declare module "jsonc-parser/lib/esm/impl/parser.js" {
  export { parseTree } from "jsonc-parser";
}
