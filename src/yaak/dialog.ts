import {
  type Dialog,
  type DialogName,
  type Field,
  type FieldName,
  fieldOf,
  fieldValue,
  formSchema,
  JwtAuthError,
  type Values,
  withLabel,
} from "../core";
import { toStaticField } from "./field-input";
import type { Change, DialogRequest, YaakContext, YaakInput } from "./host";
import { escapeMarkdown } from "./markdown";

/** Longer input is not restored in a dialog. */
const MAX_KEPT_CHARS = 64 * 1024;

export const banner = (color: "danger" | "warning" | "success" | "info", content: string): YaakInput => ({
  type: "banner",
  color,
  inputs: [{ type: "markdown", content }],
});

/** The text of an input, or its default. */
export function textOf(answer: Values, name: FieldName): string {
  const value = fieldValue(name, answer);
  return typeof value === "string" ? value : "";
}

export interface Question {
  /** Shown above the inputs. */
  above?: YaakInput[];
  /** Shown below the inputs. */
  below?: YaakInput[];
  /** Values to start with. */
  typed?: Values;
  /** Changes to an input besides those of its field. */
  change?: (field: Field, values: Values) => Partial<Change>;
}

/**
 * Shows one of the dialogs in ui-schema.json.
 *
 * @returns undefined if the user cancels
 */
export async function ask(
  ctx: YaakContext,
  name: DialogName,
  { above = [], below = [], typed = {}, change }: Question = {},
): Promise<Values | undefined> {
  const { title, confirm, cancel, inputs }: Dialog = formSchema.dialogs[name];
  const fields = inputs.map(fieldOf);
  const answer = await open(ctx, {
    id: `jwt-bearer-${name}`,
    title,
    inputs: [...above, ...fields.map((field) => toDialogInput(field, typed[field.name], change)), ...below],
    confirmText: confirm,
    cancelText: cancel,
    size: above.length + below.length > 0 ? "lg" : "md",
  });
  return answer ?? undefined;
}

async function open(ctx: YaakContext, dialog: DialogRequest): Promise<Values | null | undefined> {
  if (ctx.prompt.form) return ctx.prompt.form(dialog);
  throw new JwtAuthError(undefined, "This version doesn't support plugin dialogs. Update Yaak.", {
    label: "Yaak",
  });
}

/** A field as an input of a dialog or a template function. */
export function toDialogInput(field: Field, typed?: unknown, change?: Question["change"]): YaakInput {
  const isKept = typeof typed === "string" && typed.length <= MAX_KEPT_CHARS;
  const kept = isKept ? { defaultValue: typed } : {};
  const initial = field.type === "select" ? { defaultValue: field.default } : {};
  return {
    ...toStaticField(field),
    optional: !field.asked,
    ...initial,
    ...kept,
    ...(change && { dynamic: (_ctx: unknown, { values }: { values: Values }) => change(field, values) }),
  } as YaakInput;
}

/**
 * Asks until the attempt succeeds or the user cancels. Errors are shown above what the user entered.
 *
 * @param attempt throws the error to show
 * @returns undefined if the user cancels
 * @throws JwtAuthError if the same input fails twice in a row, because asking again would not help
 */
export async function askUntil<T>(
  ctx: YaakContext,
  name: DialogName,
  attempt: (answer: Values) => Promise<T>,
  question: Question = {},
): Promise<T | undefined> {
  let answer = await ask(ctx, name, question);
  let failed = "";
  while (answer) {
    try {
      return await attempt(answer);
    } catch (cause) {
      const error = withLabel(cause, answer);
      if (failed === JSON.stringify(answer)) throw error;
      failed = JSON.stringify(answer);
      const above = [banner("danger", escapeMarkdown(error.message)), ...(question.above ?? [])];
      answer = await ask(ctx, name, { ...question, above, typed: answer });
    }
  }
  return undefined;
}

/** Shows a dialog that the user only reads. */
export async function show(ctx: YaakContext, title: string, inputs: YaakInput[]): Promise<void> {
  await open(ctx, { id: "jwt-bearer-result", title, inputs, confirmText: "Done", size: "lg" });
}

/** Errors stay long enough to be read. */
const TOASTS = {
  success: { icon: "check_circle", timeout: 6000 },
  info: { icon: "info", timeout: 6000 },
  danger: { icon: "alert_triangle", timeout: 20_000 },
} as const;

export const toast = (ctx: YaakContext, color: keyof typeof TOASTS, message: string): Promise<void> =>
  ctx.toast.show({ message, color, ...TOASTS[color] });
