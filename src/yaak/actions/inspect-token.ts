import {
  decodeToken,
  type Inspection,
  inspect,
  inspectSignature,
  type SignatureFinding,
  type Values,
} from "../../core";
import { currentClock } from "../../node/clock";
import { askUntil, banner, show, textOf } from "../dialog";
import type { YaakContext, YaakInput } from "../host";
import { codeBlock, escapeMarkdown, list } from "../markdown";

/** Asks for a token and shows its contents. */
export async function inspectToken(ctx: YaakContext, values: Values): Promise<void> {
  const token = await askUntil(ctx, "inspectToken", async (answer) => decodeToken(textOf(answer, "token")));
  if (!token) return;
  const signature = await inspectSignature(token, values);
  await show(ctx, "Token Details", [
    ...describeSignature(signature),
    ...describeToken(inspect(token, currentClock().now)),
  ]);
}

function describeSignature(signature: SignatureFinding | undefined): YaakInput[] {
  if (!signature) return [];
  const color = { true: "success", false: "danger", undefined: "info" } as const;
  return [banner(color[`${signature.matches}`], escapeMarkdown(signature.text))];
}

/** A token's contents and its problems. */
export function describeToken({
  summary,
  problems,
  header,
  claims,
  payload,
  times,
}: Inspection): YaakInput[] {
  const body = [
    escapeMarkdown(summary),
    list(times.map(escapeMarkdown)),
    `**JWT header**\n\n${codeBlock(header, "json")}`,
    claims ? `**Payload**\n\n${codeBlock(claims, "json")}` : "",
    payload ? `**Payload**\n\n${codeBlock(payload)}` : "",
  ];
  return [
    ...(problems.length > 0 ? [banner("warning", list(problems.map(escapeMarkdown)))] : []),
    { type: "markdown", content: body.filter(Boolean).join("\n\n") },
  ];
}
