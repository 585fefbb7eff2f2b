import type { Folder, HttpRequest, Workspace } from "@yaakapp/api";
import {
  type FieldName,
  fieldOf,
  formSchema,
  JwtAuthError,
  listNames,
  shorten,
  type Values,
} from "../../core";
import { ask, show, toast } from "../dialog";
import type { YaakContext } from "../host";
import { codeBlock, escapeMarkdown } from "../markdown";
import { fromStockAuth, STOCK_AUTH } from "../stock-auth";

type Model = HttpRequest | Folder;

/** A request or folder with settings of Yaak's built-in JWT auth, and the settings it is converted to. */
interface Convertible {
  model: Model;
  values: Values;
  notes: string[];
}

/** Converts a workspace's requests and folders from Yaak's built-in JWT auth to this plugin. */
export async function convertAuth(ctx: YaakContext, workspace: Workspace): Promise<void> {
  const [requests, folders] = await listModels(ctx);
  if (!requests || !folders)
    throw new JwtAuthError(undefined, "This version doesn't let plugins list requests. Update Yaak.", {
      label: "Yaak",
    });

  const convertible: Convertible[] = [];
  const left: string[] = [];
  for (const model of [...folders, ...requests].filter(usesStockAuth)) {
    const conversion = fromStockAuth(model.authentication);
    if ("refusal" in conversion) left.push(`${describe(model)}: ${conversion.refusal}.`);
    else convertible.push({ model, ...conversion });
  }
  const report = [
    ...section("Will be converted (the token stays the same):", convertible.map(describeConversion)),
    ...section("Won't be converted (the token would change):", left),
    ...describeWorkspace(workspace),
  ];
  if (report.length === 0) {
    return toast(ctx, "info", "Nothing to convert: no request or folder uses Yaak's built-in JWT auth.");
  }
  report.push("Plugins can't see gRPC and WebSocket requests. Switch those to this plugin yourself.");
  const above = [{ type: "markdown" as const, content: report.join("\n\n") }];
  if (convertible.length === 0) return show(ctx, formSchema.dialogs.convertAuth.title, above);
  if (await ask(ctx, "convertAuth", { above })) await convertAll(ctx, convertible);
}

/** Empty if Yaak does not list them. Some versions reject, others resolve to undefined. */
const listModels = (ctx: YaakContext): Promise<[requests?: HttpRequest[], folders?: Folder[]]> =>
  Promise.all([ctx.httpRequest.list?.(), ctx.folder?.list?.()]).catch(() => []);

const usesStockAuth = ({ authenticationType }: Model | Workspace) => authenticationType === STOCK_AUTH;

/** More lines make the dialog slow, and nobody reads them. */
const MAX_LINES = 200;

function section(title: string, lines: string[]): string[] {
  if (lines.length === 0) return [];
  const more = lines.length - MAX_LINES;
  const shown = [...lines.slice(0, MAX_LINES), ...(more > 0 ? [`… and ${more} more`] : [])];
  return [`**${title}**`, shown.map((line) => `- ${escapeMarkdown(line)}`).join("\n")];
}

function describe(model: Model): string {
  const kind = model.model === "folder" ? "Folder" : "Request";
  return `${kind} ${shorten(model.name || ("url" in model ? model.url : model.id))}`;
}

const describeConversion = ({ model, notes }: Convertible): string =>
  notes.length > 0 ? `${describe(model)} (${notes.join("; ")})` : describe(model);

/** What to set manually, because plugins cannot change a workspace. The key itself is not shown. */
function describeWorkspace(workspace: Workspace): string[] {
  if (!usesStockAuth(workspace)) return [];
  const conversion = fromStockAuth(workspace.authentication);
  if ("refusal" in conversion)
    return section("The workspace's own auth won't be converted:", [`${conversion.refusal}.`]);
  const { key, disabled, ...others } = conversion.values as Record<string, string>;
  const settings = Object.entries(others).map(([name, value]) => describeSetting(name as FieldName, value));
  return [
    "**Plugins can't change the workspace's own auth.** Select this plugin's JWT Bearer (the one with an Issuer field), and set:",
    settings.join("\n\n"),
    describeKey(workspace.authentication.secret, key, others.keyEncoding),
  ];
}

function describeKey(before: unknown, key: string | undefined, encoding: string | undefined): string {
  if (key === undefined) return "";
  if (key === before) return "The secret or private key stays the same.";
  return encoding
    ? "Enter the secret in base64, including any spaces and quotes."
    : "Paste the private key itself, decoded from base64.";
}

/** No name or prefix is longer. */
const MAX_VALUE_CHARS = 1000;

function describeSetting(name: FieldName, value: string): string {
  const { label, type, language, ...field } = fieldOf(name);
  if (type === "editor") return `**${label}**\n\n${codeBlock(value, language)}`;
  const option = field.options?.find((candidate) => candidate.value === value);
  return `**${label}**: ${escapeMarkdown(option?.label ?? shorten(value, MAX_VALUE_CHARS))}`;
}

async function convertAll(ctx: YaakContext, convertible: Convertible[]): Promise<void> {
  const failed: string[] = [];
  for (const { model, values } of convertible) {
    const changed = { ...model, authenticationType: formSchema.name, authentication: values };
    if (!(await update(ctx, changed))) failed.push(describe(model));
  }
  const done = `Converted: ${convertible.length - failed.length}.`;
  await (failed.length === 0
    ? toast(ctx, "success", done)
    : toast(ctx, "danger", `${done} Yaak couldn't update ${listNames(failed)}.`));
}

/** @returns whether Yaak updated it; some versions reject, others resolve to undefined */
async function update(ctx: YaakContext, model: Model): Promise<boolean> {
  try {
    const isFolder = model.model === "folder";
    return Boolean(await (isFolder ? ctx.folder?.update?.(model) : ctx.httpRequest.update?.(model)));
  } catch {
    return false;
  }
}
