/** The package's parser, which has no types of its own. */
declare module "jsonc-parser/lib/esm/impl/parser.js" {
  export { visit } from "jsonc-parser";
}
