import {
  type FieldName,
  fieldOf,
  fields,
  inDrawnOrder,
  isAsked,
  isEmpty,
  isShown,
  listOf,
  type Notice,
  type Preview,
  presetOf,
  shorten,
  type Values,
  wordingOf,
} from "../core";
import type { Drawing } from "./drawing";
import { jsonEditor } from "./editor";
import type { Change, YaakInput } from "./host";
import { codeBlock, escapeMarkdown, list } from "./markdown";

/** What a notice of ui-schema.json shows. */
export function drawNotice(notice: Notice, drawing: Drawing): Change {
  switch (notice.shows) {
    case "status":
      return drawStatus(drawing);
    case "preset": {
      const content = describePreset(drawing.values) ?? "";
      return { hidden: !content, content };
    }
    case "preview":
      return { hidden: false, label: previewLabel(notice.label, drawing), inputs: drawToken(drawing) };
  }
}

/**
 * One banner says what is missing, wrong, or worth a warning, or that all is well. It is never hidden, so that nothing below it moves
 * when there is nothing to say.
 */
function drawStatus(drawing: Drawing): Change {
  const { color, content } = statusOf(drawing);
  return { hidden: false, color, inputs: [{ type: "markdown", content }] };
}

interface Status {
  color: "danger" | "warning" | "info" | "success";
  content: string;
}

function statusOf({ values, rawValues, preview, isForRequest }: Drawing): Status {
  const { error, isMissing, warnings, algorithm } = preview;
  if (error !== undefined) {
    if (isUntouched(rawValues)) return { color: "info", content: describeStart(values) };
    return { color: isMissing ? "info" : "danger", content: escapeMarkdown(error) };
  }
  if (warnings.length > 0) return { color: "warning", content: list(warnings.map(escapeMarkdown)) };
  const signed = algorithm === undefined ? "" : `, signed with ${algorithm}`;
  return { color: "success", content: `${isForRequest ? "Ready to send" : "Ready"}${signed}.` };
}

/** Whether nothing but a preset is filled in. */
const isUntouched = (values: Values): boolean =>
  [...fields.keys()].every((name) => name === "preset" || isEmpty(values[name]));

/** How to start. */
function describeStart(values: Values): string {
  const isUsed = (name: FieldName) => isShown(fieldOf(name), values);
  if (!isUsed("key")) return "Fill in the fields marked with an asterisk.";
  const what = isUsed("keyEncoding")
    ? isUsed("passphrase")
      ? "secret or private key"
      : "secret"
    : "private key";
  // Yaak replaces variables before the plugin sees them.
  const hint = values.key === "" ? " If the field has a variable, set its value." : "";
  return `Paste the ${what} to sign.${hint}`;
}

/** What to fill in for the preset, and where its documentation is. */
function describePreset(values: Values): string | undefined {
  const preset = presetOf(values);
  if (!preset) return undefined;
  const { title, url } = preset.documentation;
  const source = url ? `[${escapeMarkdown(title)}](${url})` : escapeMarkdown(title);
  const asked = [...fields.values()].filter((field) => isShown(field, values) && isAsked(field, values));
  const labels = inDrawnOrder(asked, values).map((field) => bold(wordingOf(field, values).label));
  return [`Enter ${listOf(labels)}. See ${source}.`, escapeMarkdown(preset.note)].filter(Boolean).join(" ");
}

const bold = (text: string): string => `**${escapeMarkdown(text)}**`;

type PreviewedToken = NonNullable<Preview["token"]>;

/** The label of the preview: where the token goes, and when it expires. */
function previewLabel(label: string, { preview: { token }, values }: Drawing): string {
  const [place] = token?.place ?? [];
  if (!token || place === undefined) return label;
  // The server decides when an access token expires.
  const expiry = isExchanged(values) ? "" : ` ${token.expiry ?? "no expiration"}`;
  return `${label}: ${shorten(place)}${expiry}`;
}

/** Whether a server returns what is sent. Only a flow that requests something has a token URL. */
const isExchanged = (values: Values): boolean => isShown(fieldOf("tokenUrl"), values);

/** The heights of the editors in lines. They stay the same, so that nothing below moves while a claim is typed. */
const HEADER_ROWS = 4;
const PAYLOAD_ROWS = 9;

function drawToken({ preview: { token }, values }: Drawing): YaakInput[] {
  const hidden = !isShown(fieldOf("algorithm"), values);
  const editor = (name: string, label: string, json: string | undefined, rows: number) => ({
    ...jsonEditor(name, label, json ?? ""),
    hidden,
    rows,
  });
  const content = token ? describeToken(token, values) : "Fix the error above to see the preview.";
  return [
    editor("previewHeader", "Token Header", token?.header, HEADER_ROWS),
    editor("previewPayload", "Payload", token?.claims, PAYLOAD_ROWS),
    { type: "markdown", content },
  ];
}

function describeToken(token: PreviewedToken, values: Values): string {
  const { tokenRequest = [], note, place, header, claims, times } = token;
  const isBound = /\$(?:request\.|uuid|random\.|key\.)/.test([header, claims, ...tokenRequest].join());
  const isReturned = isExchanged(values);
  // A flow that signs nothing returns a code.
  const what = isReturned ? `the returned ${header === undefined ? "code" : "token"}` : "the token";
  const parts = [
    times.map((time) => `- ${time}`).join("\n"),
    isBound ? "Placeholders that start with `$` are replaced when the request is sent." : "",
    tokenRequest.length > 0 ? `**Token request**\n\n${codeBlock(tokenRequest.join("\n"))}` : "",
    escapeMarkdown(note),
    isReturned || place.length > 1 ? `**Where ${what} is sent**\n\n${codeBlock(place.join("\n"))}` : "",
  ];
  return parts.filter(Boolean).join("\n\n");
}
