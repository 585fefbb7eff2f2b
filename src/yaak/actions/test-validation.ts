import type { HttpRequest } from "@yaakapp/api";
import {
  type Field,
  JwtAuthError,
  parseCheckedClaims,
  prepareValidation,
  shorten,
  type ValidationReport,
  type Values,
} from "../../core";
import { currentClock } from "../../node/clock";
import { appliedSettings, render } from "../applied-settings";
import { ask, askUntil, banner, textOf, toast } from "../dialog";
import { readOnlyEditor } from "../editor";
import type { YaakContext, YaakInput } from "../host";
import { escapeMarkdown, inlineCode } from "../markdown";
import { findShown, toRequestInfo } from "../shown-request";
import { shownUrl } from "../shown-url";
import { sendTested, toTestable } from "../tested-request";
import { stopRunning, withProgress } from "./running-test";

/** Tests the API of a request, with the settings that really apply to it. */
export async function testRequestValidation(ctx: YaakContext, request: HttpRequest): Promise<void> {
  if (await stopRunning(ctx)) return;
  const { values, rendered } = await appliedSettings(ctx, request);
  await testValidation(ctx, values, rendered);
}

/** Tests the API of the request that is open, with the settings in a form. */
export async function testOpenRequest(ctx: YaakContext, values: Values): Promise<void> {
  if (await stopRunning(ctx)) return;
  // Some versions reject and others resolve to undefined, such as for a window without a request.
  const request = await findShown(ctx).catch(() => undefined);
  if (!request)
    throw new JwtAuthError(undefined, "No HTTP request is open. Open the one to test.", { label: "Yaak" });
  await testValidation(ctx, values, await render(ctx, request, {}));
}

async function testValidation(ctx: YaakContext, values: Values, rendered: HttpRequest): Promise<void> {
  const request = toTestable(rendered);
  const info = toRequestInfo(request);
  const test = await prepareValidation(values, info, currentClock());
  const target = `${shorten(info.method)} ${shownUrl(info.url)}`;
  const typed = { checkedClaims: test.checked.join(", ") };
  const options = await askUntil(
    ctx,
    "testValidation",
    async (answer) => {
      const entered = { ...typed, ...answer };
      return {
        checked: parseCheckedClaims(textOf(entered, "checkedClaims")),
        goodText: textOf(entered, "goodText").trim() || undefined,
      };
    },
    { above: introduce(target, test.requests), typed },
  );
  if (!options || !(await isConfirmed(ctx, info.method, target, test.requests))) return;
  const report = await withProgress(ctx, (progress) =>
    test.run(target, {
      ...options,
      ...progress,
      send: (placed) =>
        sendTested(ctx, request, { usual: test.place, placed, needsText: options.goodText !== undefined }),
    }),
  );
  if (report) await showReport(ctx, report);
  else await stopRunning(ctx);
}

const introduce = (target: string, requests: number): YaakInput[] => [
  {
    type: "markdown",
    content: `Sends ${inlineCode(target)} ${requests} times, one after the other: with a good token, without one, and with tokens that have one flaw each. Your API should reject most of those.`,
  },
  banner(
    "warning",
    "Only test APIs that you're allowed to test. Some of the tokens never expire, so use a key for testing only.",
  ),
];

/** Methods that change nothing (RFC 9110 section 9.2.1). */
const SAFE = /^(?:GET|HEAD)$/i;

/** A second consent, if requests can change data. */
async function isConfirmed(
  ctx: YaakContext,
  method: string,
  target: string,
  requests: number,
): Promise<boolean> {
  if (SAFE.test(method)) return true;
  const text = `${inlineCode(target)} is sent ${requests} times. Each time that your API accepts it, data can change.`;
  return (await ask(ctx, "confirmRequests", { above: [banner("warning", text)] })) !== undefined;
}

/** Shows a report until the user closes it, because it is not stored anywhere. */
async function showReport(ctx: YaakContext, report: ValidationReport): Promise<void> {
  const { verdict, caution, problems, markdown, tokens } = report;
  const color = { problems: "danger", none: "success", incomplete: "warning" } as const;
  const summary = [[`${verdict}.`, caution].filter(Boolean).join(" "), ...problems];
  const [first = "", ...others] = summary.map(escapeMarkdown);
  const above = [banner(color[report.result], [first, ...others.map((each) => `- ${each}`)].join("\n"))];
  const below = [readOnlyEditor("shownReport", "Report", markdown, "markdown")];
  const options = tokens.map(({ label }, index) => ({ value: String(index), label: `Token: ${label}` }));
  const change = ({ options: own = [] }: Field) => ({ options: [...own, ...options] });
  const pick = () => ask(ctx, "validationReport", { above, below, change });
  for (let answer = await pick(); answer; answer = await pick()) {
    const token = tokens[Number(textOf(answer, "reportPart"))];
    await ctx.clipboard.copyText(token ? token.token : markdown);
    await toast(ctx, "success", token ? `Token copied: ${token.label}.` : "Report copied.");
  }
}
