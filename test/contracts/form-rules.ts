import type { Grant } from "./grants";
import { accepting, type Rules } from "./rules";

/** Checks the rules for an assertion, and the other form parameters. */
export const withForm = (assertion: Rules, parameters: Record<string, string>): Grant["check"] => {
  const check = accepting(assertion);
  return (request, form) => {
    check(request);
    const { grant_type, assertion, client_assertion, client_assertion_type, ...others } =
      Object.fromEntries(form);
    if (JSON.stringify(others) !== JSON.stringify(parameters)) throw new Error("other form parameters");
  };
};
