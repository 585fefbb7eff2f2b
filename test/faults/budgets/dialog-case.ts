import {
  type App,
  type Case,
  contextOf,
  draw,
  each,
  type Lab,
  type OneOrMore,
  type Run,
  type Values,
} from "./case";
import { User } from "./user";

export interface DialogOptions {
  /** The form whose menu has the dialog. */
  makeValues?: (lab: Lab) => Values;
  /** Made before the steps. */
  makeApp?: (lab: Lab) => App;
}

/** A keystroke in a dialog of the form's menu, and its submission. */
export const dialogCase = (
  label: string,
  name: string,
  makeTyped: (lab: Lab) => OneOrMore<Values>,
  { makeValues, makeApp }: DialogOptions = {},
): Case => ({
  name: `${label}: ${name}`,
  async prepare(lab) {
    const values = makeValues?.(lab) ?? {};
    const keystrokes = new Map<string, Run>();
    const submissions = new Map<string, Run>();
    for (const [input, typed] of each(makeTyped(lab), (one) => one)) {
      const user = new User();
      const action = select(lab, label, { ...contextOf(makeApp?.(lab)), ...user.context }, values);
      const dialog = await user.next(action);
      if (!dialog) throw new Error(`no dialog ${label}`);
      keystrokes.set(input, () => draw(dialog.inputs, { values: typed }));
      submissions.set(input, () => {
        dialog.close({ ...typed });
        return user.see(action);
      });
    }
    return [
      { what: "keystroke", runs: keystrokes },
      { what: "submission", runs: submissions },
    ];
  },
});

/** Selects an action of the form's menu. */
function select({ plugin }: Lab, label: string, context: object, values: Values): Promise<void> {
  const action = plugin.authentication.actions.find((candidate) => candidate.label === label);
  if (!action) throw new Error(`no action ${label}`);
  return action.onSelect(context as never, { contextId: "form", values } as never);
}

/** An action of the form's menu without a dialog, or until its first dialog. */
export const actionCase = (
  label: string,
  name: string,
  makeValues: (lab: Lab) => OneOrMore<Values>,
  more: object = {},
): Case => ({
  name: `${label}: ${name}`,
  prepare(lab) {
    const run = (values: Values) => () => {
      const user = new User();
      return user.see(select(lab, label, { ...contextOf(), ...user.context, ...more }, { ...values }));
    };
    return [{ what: "selection", runs: each(makeValues(lab), run) }];
  },
});
