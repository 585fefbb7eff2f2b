import {
  type DecodedToken,
  decodeToken,
  type Inspection,
  inspect,
  inspectSignature,
  labelOfOption,
  readSelect,
  type SignatureFinding,
  type Values,
} from "../../core";
import { currentClock } from "../../node/clock";
import { askUntil, banner, textOf, toast } from "../dialog";
import { jsonEditor, readOnlyEditor } from "../editor";
import type { YaakContext, YaakInput } from "../host";
import { escapeMarkdown, list } from "../markdown";

/** Asks for a token and shows its contents. */
export async function inspectToken(ctx: YaakContext, values: Values): Promise<void> {
  const token = await askUntil(ctx, "inspectToken", async (answer) => decodeToken(textOf(answer, "token")));
  if (token) await showToken(ctx, token, values);
}

/** Shows a token's contents, and whether its signature matches the key in the settings. */
export async function showToken(
  ctx: YaakContext,
  token: DecodedToken,
  values: Values,
  where?: string,
): Promise<void> {
  const signature = await inspectSignature(token, values, where);
  await showDetails(ctx, "tokenDetails", token, describeSignature(signature));
}

function describeSignature(signature: SignatureFinding | undefined): YaakInput[] {
  if (!signature) return [];
  const color = { true: "success", false: "danger", undefined: "info" } as const;
  return [banner(color[`${signature.matches}`], escapeMarkdown(signature.text))];
}

/** Shows a token's contents and its problems, and copies the part that the user selects. */
export async function showDetails(
  ctx: YaakContext,
  dialog: "tokenDetails" | "verified",
  token: DecodedToken,
  above: YaakInput[],
): Promise<void> {
  const inspection = inspect(token, currentClock().now);
  const { header, claims, payload = "" } = inspection;
  const parts: Record<string, string> = { header, payload: claims ?? payload, token: token.compact };
  const [problems, contents] = describeToken(inspection);
  const part = await askUntil(ctx, dialog, async (answer) => readSelect("tokenPart", answer), {
    above: [...above, ...problems],
    below: contents,
  });
  if (part === undefined) return;
  await ctx.clipboard.copyText(parts[part] ?? "");
  await toast(ctx, "success", `${labelOfOption("tokenPart", part)} copied.`);
}

/** Banners with problems, and the contents. */
function describeToken(inspection: Inspection): [problems: YaakInput[], contents: YaakInput[]] {
  const { summary, problems, header, claims, payload, times } = inspection;
  const body = [escapeMarkdown(summary), list(times.map(escapeMarkdown))];
  return [
    problems.length > 0 ? [banner("warning", list(problems.map(escapeMarkdown)))] : [],
    [
      jsonEditor("shownHeader", "Token Header", header),
      ...(claims ? [jsonEditor("shownPayload", "Payload", claims)] : []),
      ...(payload ? [readOnlyEditor("shownPayload", "Payload", payload)] : []),
      { type: "markdown", content: body.filter(Boolean).join("\n\n") },
    ],
  ];
}
