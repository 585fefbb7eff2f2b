import type {
  CallHttpAuthenticationRequest,
  Context,
  FormInput,
  GetHttpAuthenticationConfigRequest,
  PluginDefinition,
} from "@yaakapp/api";

/*
 * What the app does and @yaakapp/api 0.7.0 does not say: inputs beside each other, and inputs in a container that
 * change while the form is filled in.
 */

type Dynamic = {
  dynamic?: (
    ctx: Context,
    args: GetHttpAuthenticationConfigRequest,
  ) => { hidden: boolean; label?: string; description?: string; placeholder?: string };
};

type Nested = { inputs: YaakInput[]; hidden?: boolean };
type HStack = { type: "h_stack" } & Nested;
type Accordion = { type: "accordion"; label: string } & Nested;

export type YaakInput = (Exclude<FormInput, { type: "accordion" }> | HStack | Accordion) & Dynamic;

type Authentication = NonNullable<PluginDefinition["authentication"]>;

/** {@link PluginDefinition} with such inputs. */
export type YaakPlugin = { authentication: Omit<Authentication, "args"> & { args: YaakInput[] } };

export type ApplyArguments = CallHttpAuthenticationRequest;
