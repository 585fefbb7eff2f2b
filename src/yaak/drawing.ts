import { isAuto, keepRecent, type Preview, presetOf, preview, type Values } from "../core";
import { currentClock } from "../node/clock";
import { inTime } from "../node/in-time";
import type { DynamicArguments, YaakContext } from "./host";
import { shownRequest } from "./shown-request";

/** Everything that the form shows for what is filled in. */
export interface Drawing {
  /** The form's values, with the algorithm that the key decides. */
  values: Values;
  /** As Yaak passes them. */
  rawValues: Values;
  preview: Preview;
  /** Whether the form is for a request, and not for a template function. */
  isForRequest: boolean;
  /** Whether Yaak is older than 2025.11, which draws fewer types of inputs. */
  isOld: boolean;
}

/** All inputs are drawn from the same object of values. */
const drawings = new WeakMap<Values, Promise<Drawing>>();

export function drawingOf(ctx: unknown, args: DynamicArguments): Promise<Drawing> {
  const known = drawings.get(args.values) ?? drawWhenSettled(ctx as YaakContext, args);
  drawings.set(args.values, known);
  return known;
}

async function drawWhenSettled(ctx: YaakContext, args: DynamicArguments): Promise<Drawing> {
  const drawing = await createDrawing(ctx, args);
  await settle(formOf(args), drawing.preview);
  return drawing;
}

async function createDrawing(ctx: YaakContext, args: DynamicArguments): Promise<Drawing> {
  const rawValues: Values = args.values;
  const isForRequest = !("purpose" in args);
  const request = isForRequest ? await openRequest(ctx, rawValues) : undefined;
  const previewed = await preview(rawValues, currentClock().now, { isForRequest, request });
  const { fieldsFor } = previewed.key;
  const values =
    isAuto(rawValues) && fieldsFor !== undefined ? { ...rawValues, algorithm: fieldsFor } : rawValues;
  const isOld = typeof ctx?.window?.requestId !== "function";
  return { values, rawValues, preview: previewed, isForRequest, isOld };
}

/** Longer than Yaak needs. */
const REQUEST_MILLISECONDS = 300;

/** The request that is open in Yaak, if the settings refer to it. */
async function openRequest(ctx: YaakContext, values: Values) {
  const defaults = Object.values(presetOf(values)?.fields ?? {}).map((field) => field?.default);
  const texts = [...Object.values(values), ...defaults].filter((value) => typeof value === "string");
  const isBound = texts.some((text) => text.includes("$request."));
  if (!isBound) return undefined;
  if (!ctx.window?.requestId) return undefined;
  const found = await inTime(REQUEST_MILLISECONDS, () => shownRequest(ctx, "preview")).catch(() => undefined);
  return found ?? undefined;
}

/** What tells a form from others. Undefined if nothing is drawn for the user, as when Yaak renders a template. */
function formOf(args: DynamicArguments): string | undefined {
  if (!("contextId" in args)) return undefined;
  return `${args.contextId} ${"purpose" in args}`;
}

/** How long typing has to pause before a new error is shown. */
const PAUSE_MILLISECONDS = 600;

interface ShownForm {
  /** Its error and warnings. */
  lines: string[];
  supersede?: () => void;
}

/** What each form shows now, and how to end its wait. The forms used last are at the end. */
const shown = new Map<string, ShownForm>();
const MAX_FORMS = 100;

/**
 * Waits until typing pauses, if there is a new error or warning. Until this resolves, Yaak shows what it did before. What is
 * fixed, and what a form shows as it opens, does not wait.
 */
async function settle(form: string | undefined, { error = "", warnings }: Preview): Promise<void> {
  if (form === undefined) return;
  const lines = [error, ...warnings].filter(Boolean);
  const last = shown.get(form);
  last?.supersede?.();
  const entry: ShownForm = { lines: last?.lines ?? lines };
  keepRecent(shown, form, entry, MAX_FORMS);
  const isNew = !lines.every((line) => entry.lines.includes(line));
  if (!isNew || (await pause(entry))) entry.lines = lines;
}

/** @returns whether nothing was typed in the meantime */
function pause(entry: ShownForm): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), PAUSE_MILLISECONDS);
    entry.supersede = () => {
      clearTimeout(timer);
      resolve(false);
    };
  });
}
