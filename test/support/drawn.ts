/** An input of the form, as the runtime sends it to Yaak. */
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
  readOnly?: boolean;
  language?: string;
  rows?: number;
  completionOptions?: { label: string; detail?: string }[];
  options?: { value: string; label: string }[];
  inputs?: DrawnInput[];
}

/** Every input of a form, including those in containers. */
export const flat = (inputs: DrawnInput[]): DrawnInput[] =>
  inputs.flatMap((input) => [input, ...flat(input.inputs ?? [])]);

/** Every input that Yaak draws, if all accordions are open. */
export const visible = (inputs: DrawnInput[]): DrawnInput[] =>
  inputs
    .filter(({ hidden }) => !hidden)
    .flatMap((input) => (input.inputs ? [{ ...input, inputs: [] }, ...visible(input.inputs)] : input));
