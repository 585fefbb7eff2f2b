import {
  fieldOf,
  fields,
  isAsked,
  isEmpty,
  isShown,
  listOf,
  type Notice,
  type Preview,
  presetOf,
  preview,
  sectionOf,
  type Values,
  wordingOf,
} from "../core";
import { currentClock } from "../node/clock";
import type { Change, DynamicArguments, YaakInput } from "./host";
import { codeBlock, escapeMarkdown, list } from "./markdown";

/** A notice of ui-schema.json as a Yaak input. Its content is Markdown. */
export function toYaakNotice({ type, shows, forRequests, ...banner }: Notice): YaakInput {
  const dynamic = async (_ctx: unknown, args: DynamicArguments): Promise<Change> => {
    // Yaak also runs this on every send, when the result is not shown.
    const isSent = "method" in args || ("purpose" in args && args.purpose === "send");
    const content = isSent ? undefined : await CONTENT[shows](args);
    if (type === "markdown") return { hidden: !content, content: content ?? "" };
    const color = shows === "error" && isUntouched(args.values) ? { color: "info" as const } : {};
    return { hidden: !content, ...color, inputs: content ? [{ type: "markdown", content }] : [] };
  };
  if (type === "markdown") return { type, content: "", hidden: true, dynamic };
  return { type, ...banner, inputs: [], hidden: true, dynamic };
}

/** The message of each notice. Undefined or empty to hide it. */
const CONTENT: Record<Notice["shows"], (args: DynamicArguments) => Promise<string | undefined>> = {
  error: async (args) => describeError((await previewOf(args)).error, args.values),
  warnings: async (args) => describeWarnings((await previewOf(args)).warnings),
  preset: async ({ values }) => describePreset(values),
  preview: async (args) => describeToken(await previewOf(args), args.values),
};

/** A keystroke updates several notices, all with the same object of values. */
const previews = new WeakMap<Values, Promise<Preview>>();

function previewOf(args: DynamicArguments): Promise<Preview> {
  const { values } = args;
  // A template function has no request.
  const known = previews.get(values) ?? preview(values, currentClock().now, !("purpose" in args));
  previews.set(values, known);
  return known;
}

/** An empty form is not an error yet. */
const isUntouched = (values: Values): boolean => [...fields.keys()].every((name) => isEmpty(values[name]));

const describeError = (error: string | undefined, values: Values): string =>
  error !== undefined && isUntouched(values)
    ? "Paste a secret or private key to start."
    : escapeMarkdown(error);

function describeWarnings(warnings: string[]): string {
  return list(warnings.map(escapeMarkdown));
}

/** What to fill in for the preset, and where its documentation is. */
function describePreset(values: Values): string | undefined {
  const preset = presetOf(values);
  if (!preset) return undefined;
  const { title, url } = preset.documentation;
  const source = url ? `[${escapeMarkdown(title)}](${url})` : escapeMarkdown(title);
  return [
    describeAsked(values),
    ["The rest is filled in for you, as shown in gray.", `See ${source}.`, escapeMarkdown(preset.note)]
      .filter(Boolean)
      .join(" "),
  ].join("\n\n");
}

/** The fields to fill in: a sentence for those outside of accordions, and one for each accordion. */
function describeAsked(values: Values): string {
  const labels = new Map<string | undefined, string[]>();
  for (const field of fields.values()) {
    if (!isShown(field, values) || !isAsked(field, values)) continue;
    const section = sectionOf(field.name);
    labels.set(section, [...(labels.get(section) ?? []), bold(wordingOf(field, values).label)]);
  }
  const sentences = Array.from(labels, ([section, those]) =>
    section === undefined
      ? `Enter ${listOf(those)}.`
      : `Under _${escapeMarkdown(section)}_, enter ${listOf(those)}.`,
  );
  return sentences.join(" ");
}

type PreviewedToken = NonNullable<Preview["token"]>;

const bold = (text: string): string => `**${escapeMarkdown(text)}**`;

/** The heading above the place. Only a flow that requests something has a token URL, and one that signs nothing returns a code. */
function describeSentAs({ header }: PreviewedToken, values: Values): string {
  if (!isShown(fieldOf("tokenUrl"), values)) return "**Sent as**";
  return `**The returned ${header ? "token" : "code"} is sent as**`;
}

function describeToken({ token }: Preview, values: Values): string {
  if (!token) return "Fix the error above to see the preview.";
  const { tokenRequest = [], note, place, header = "", claims = "", times } = token;
  const isBound = /\$(?:request\.|uuid|random\.|key\.)/.test(header + claims + tokenRequest.join());
  return [
    tokenRequest.length > 0 ? `**Token request**\n\n${codeBlock(tokenRequest.join("\n"))}` : "",
    escapeMarkdown(note),
    describeSentAs(token, values),
    codeBlock(place.join("\n")),
    header && `**JWT header**\n\n${codeBlock(header, "json")}`,
    claims && `**Payload**\n\n${codeBlock(claims, "json")}`,
    times.map((time) => `- ${time}`).join("\n"),
    isBound ? "Placeholders that start with `$` are replaced when the request is sent." : "",
  ]
    .filter(Boolean)
    .join("\n\n");
}
