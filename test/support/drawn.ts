/** An input of the form as the runtime hands it to the app. */
export interface DrawnInput {
  type: string;
  name?: string;
  label?: string;
  description?: string;
  placeholder?: string | null;
  defaultValue?: string;
  hidden?: boolean;
  optional?: boolean;
  content?: string;
  color?: string;
  password?: boolean;
  multiLine?: boolean;
  options?: { value: string; label: string }[];
  inputs?: DrawnInput[];
}

/** Every input of a form, those in containers too. */
export const flat = (inputs: DrawnInput[]): DrawnInput[] =>
  inputs.flatMap((input) => [input, ...flat(input.inputs ?? [])]);
