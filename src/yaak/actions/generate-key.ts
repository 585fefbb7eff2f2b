import {
  choiceOf,
  type FieldName,
  fieldOf,
  type GeneratedKey,
  generateKey as generate,
  JwtAuthError,
  presetOf,
  readSelect,
  type Values,
} from "../../core";
import { askUntil, banner, textOf, toast } from "../dialog";
import type { YaakContext, YaakInput } from "../host";
import { codeBlock } from "../markdown";

/** Generates a key for the selected algorithm, shows it in every format, and copies what the user picks. */
export async function generateKey(ctx: YaakContext, values: Values): Promise<void> {
  const { algorithms } = choiceOf(readSelect("algorithm", values), presetOf(values)?.algorithms);
  const [algorithm] = algorithms;
  if (!algorithm || algorithm.family === "none") {
    const problem = "The algorithm none uses no key. Choose the algorithm your server expects.";
    throw new JwtAuthError("algorithm", problem);
  }
  const isRsa = algorithm.family === "rsa";
  const bits = isRsa
    ? await askUntil(ctx, "generateKey", async (answer) => Number(readSelect("keySize", answer)))
    : 0;
  if (bits === undefined) return;
  const key = await generate(algorithm, bits, textOf(values, "keyEncoding"));
  await (algorithm.family === "hmac"
    ? copyParts(ctx, "copySecret", "secretPart", key)
    : copyParts(ctx, "copyKeyPair", "keyPart", key));
}

/** Parts that contain the whole key. Once one of them is copied, nothing can be lost. */
const WHOLE = ["privateKey", "privateJwk", "secret", "secretJwk"];

/** Copies what the user picks. The key is not saved anywhere, so after a public part the dialog opens again. */
async function copyParts(
  ctx: YaakContext,
  dialog: "copySecret" | "copyKeyPair",
  name: FieldName,
  key: GeneratedKey,
): Promise<void> {
  const labels = new Map(fieldOf(name).options?.map(({ value, label }) => [value, label]));
  const parts = Object.entries(key).map(
    ([part, text]) => `**${labels.get(part)}**\n\n${codeBlock(text.trim())}`,
  );
  const shown: YaakInput = { type: "markdown", content: parts.join("\n\n") };
  const pick = (color: "info" | "success", text: string, typed?: Values) =>
    askUntil(ctx, dialog, async (answer) => readSelect(name, answer), {
      above: [banner(color, text), shown],
      typed,
    });

  let last: string | undefined;
  let part = await pick(
    "info",
    `This ${name === "secretPart" ? "secret" : "key"} isn't saved anywhere. Copy what you need before you close this dialog.`,
  );
  while (part !== undefined) {
    await ctx.clipboard.copyText(key[part] ?? "");
    const message = `${labels.get(part)} copied.`;
    await toast(ctx, "success", message);
    if (WHOLE.includes(part) || part === last) return;
    last = part;
    part = await pick("success", `${message} The private key isn't saved anywhere.`, { [name]: part });
  }
}
