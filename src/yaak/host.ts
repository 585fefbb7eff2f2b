import type {
  CallHttpAuthenticationRequest,
  Context,
  FormInput,
  GetHttpAuthenticationConfigRequest,
  PluginDefinition,
} from "@yaakapp/api";

/*
 * What the app does and @yaakapp/api 0.7.0 does not say: inputs beside each other, inputs in a container that change
 * while the form is filled in, and the body of the request that is sent.
 */

/** What the app calls `dynamic` with: at every keystroke with what the form says, and once more at every send. */
export type DynamicArguments = GetHttpAuthenticationConfigRequest | CallHttpAuthenticationRequest;

/** What changes in an input; it is laid over the input. */
export interface Change {
  hidden: boolean;
  /** Whether the label goes without its asterisk. */
  optional?: boolean;
  label?: string;
  description?: string;
  placeholder?: string;
  defaultValue?: string;
  content?: string;
  inputs?: YaakInput[];
}

type Dynamic = { dynamic?: (ctx: Context, args: DynamicArguments) => Change | Promise<Change> };

type Nested = { inputs: YaakInput[]; hidden?: boolean };
type HStack = { type: "h_stack" } & Nested;
type Accordion = { type: "accordion"; label: string } & Nested;

export type YaakInput = (Exclude<FormInput, { type: "accordion" }> | HStack | Accordion) & Dynamic;

type Authentication = NonNullable<PluginDefinition["authentication"]>;

/** {@link PluginDefinition} with such inputs. */
export type YaakPlugin = { authentication: Omit<Authentication, "args"> & { args: YaakInput[] } };

/** Apps before 2026.7 give no body; null stands for one that cannot be given as text. */
export type ApplyArguments = CallHttpAuthenticationRequest & { body?: string | null };
