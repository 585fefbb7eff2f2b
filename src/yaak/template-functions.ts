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
import { toYaakInput } from "./form";
import type { YaakTemplateFunction } from "./host";

const { sign, decode } = formSchema.functions;

/**
 * Signs a token with the form's settings. A preview returns no working token and never throws, because the inputs show what
 * is wrong.
 */
const signFunction: YaakTemplateFunction = {
  name: sign.name,
  description: sign.description,
  // Created when Yaak asks for it, because most users never use it.
  get args() {
    return withoutRequests(formSchema.inputs).map(toYaakInput);
  },
  async onRender(_ctx, { purpose, values }) {
    const token = makeJwt(values, currentClock());
    return purpose === "preview" ? token.then(withoutSignature, () => "") : token;
  },
};

/** The inputs that apply to a token on its own. */
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
