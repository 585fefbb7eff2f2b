import { dialogFields, fields } from "../src/core";

/** The source of src/field-name.ts: field names as a type, because TypeScript types text in JSON files only as `string`. */
export function fieldNames(): string {
  const names = [...fields.keys(), ...dialogFields.keys()].map((name) => `  | "${name}"`);
  return `/** The name of a field in ui-schema.json. Generated from it by \`npm run generate\`. */
export type FieldName =
${names.join("\n")};
`;
}
