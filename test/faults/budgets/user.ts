import type { DialogRequest, YaakInput } from "../../../src/yaak/host";
import { draw, type Values } from "./case";

export interface OpenDialog {
  inputs: YaakInput[];
  close(values: Values | null): void;
}

/** The user of dialogs: waits for the next one, and closes it. */
export class User {
  private readonly opened: OpenDialog[] = [];
  private wake?: () => void;
  private last = "";

  readonly context = {
    prompt: {
      form: ({ inputs }: DialogRequest) =>
        new Promise<Values | null>((close) => {
          this.opened.push({ inputs, close });
          this.wake?.();
        }),
    },
    toast: {
      show: async ({ message }: { message: string }) => {
        this.last = message;
      },
    },
    clipboard: { copyText: async () => {} },
    window: {},
  };

  /** Resolves to the next dialog, or to undefined if the action ends without one. */
  async next(action: Promise<void>): Promise<OpenDialog | undefined> {
    const woken = new Promise<void>((done) => {
      this.wake = done;
    });
    if (this.opened.length === 0) await Promise.race([action, woken]);
    return this.opened.shift();
  }

  /** The next dialog as drawn, which is then canceled, or else the last toast. */
  async see(action: Promise<void>): Promise<string> {
    const dialog = await this.next(action);
    const drawn = dialog && (await draw(dialog.inputs, { values: {} }));
    dialog?.close(null);
    await action;
    return drawn ?? this.last;
  }
}
