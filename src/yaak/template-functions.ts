import {
  decodeToken,
  fieldOf,
  formSchema,
  type Input,
  isContainer,
  isForRequests,
  labelErrors,
  makeJwt,
  readClaim,
} from "../core";
import { currentClock } from "../node/clock";
import { textOf, toDialogInput } from "./dialog";
import { changeOf, toYaakInput } from "./form";
import type { YaakTemplateFunction } from "./host";

const { sign, decode } = formSchema.functions;

/**
 * A token with all settings of the form that make one. A preview shows no token that works, and throws nothing, since the
 * inputs say what is wrong.
 */
const signFunction: YaakTemplateFunction = {
  name: sign.name,
  description: sign.description,
  // Drawn when Yaak asks for it, since most who have the plugin never do.
  get args() {
    // An asterisk would make Yaak refuse what the JSON or the key makes up for.
    return withoutRequests(formSchema.inputs).map((input) =>
      toYaakInput(input, (field, values) => ({ ...changeOf(field, values), optional: true })),
    );
  },
  async onRender(_ctx, { purpose, values }) {
    const token = makeJwt(values, currentClock());
    return purpose === "preview" ? token.then(withoutSignature, () => "") : token;
  },
};

/** The inputs that matter for a token alone. */
function withoutRequests(inputs: Input[]): Input[] {
  return inputs
    .filter((input) => !isForRequests(input))
    .map((input) => (isContainer(input) ? { ...input, inputs: withoutRequests(input.inputs) } : input));
}

const withoutSignature = (token: string): string => `${token.slice(0, token.lastIndexOf("."))}.…`;

/** The claims of a token as JSON, or one of them. */
const decodeFunction: YaakTemplateFunction = {
  name: decode.name,
  description: decode.description,
  get args() {
    return (decode.inputs ?? []).map((name) => toDialogInput(fieldOf(name)));
  },
  onRender: (_ctx, { values }) =>
    labelErrors(values, () => readClaim(decodeToken(textOf(values, "token")), textOf(values, "path"))),
};

export const templateFunctions: YaakTemplateFunction[] = [signFunction, decodeFunction];
