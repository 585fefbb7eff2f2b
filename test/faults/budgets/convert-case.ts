import { type Case, draw, each, type OneOrMore, type Run } from "./case";
import { type OpenDialog, User } from "./user";

/** What a workspace contains. */
export interface Models {
  requests: object[];
  workspace?: object;
}

/** The conversion of a workspace: until its dialog, and after its confirmation. */
export const convertCase = (name: string, makeModels: () => OneOrMore<Models>): Case => ({
  name: `Convert Built-In JWT Auth…: ${name}`,
  prepare({ plugin }) {
    const [action] = plugin.workspaceActions;
    if (!action) throw new Error("no action of a workspace");
    const runs = each(makeModels(), ({ requests, workspace = {} }): [open: Run, submit: Run] => {
      const user = new User();
      const httpRequest = { list: async () => requests, update: async (request: object) => request };
      const context = { ...user.context, httpRequest, folder: { list: async () => [] } };
      let running = Promise.resolve();
      let dialog: OpenDialog | undefined;
      const open = async () => {
        running = action.onSelect(context as never, { workspace } as never);
        dialog = await user.next(running);
        return dialog ? draw(dialog.inputs, { values: {} }) : user.see(running);
      };
      const submit = () => {
        dialog?.close({});
        return user.see(running);
      };
      return [open, submit];
    });
    return [
      { what: "selection", runs: each(runs, ([open]) => open) },
      { what: "submission", runs: each(runs, ([, submit]) => submit) },
    ];
  },
});
