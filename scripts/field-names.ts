import { dialogFields, fields } from "../src/core";

/** src/field-name.ts: the names of the schema's fields as a type, since TypeScript takes text in a JSON file for any text. */
export function fieldNames(): string {
  const names = [...fields.keys(), ...dialogFields.keys()].map((name) => `  | "${name}"`);
  return `/** The name of a field in ui-schema.json. Generated from it by \`npm run generate\`. */
export type FieldName =
${names.join("\n")};
`;
}
