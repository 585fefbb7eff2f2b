import {
  type Algorithm,
  type Field,
  type FieldName,
  fieldOf,
  type GeneratedKey,
  isAuto,
  isEmpty,
  isShown,
  labelOfOption,
  listOf,
  preview,
  readSelect,
  type Values,
} from "../../core";
import { currentClock } from "../../node/clock";
import { askUntil, banner, toast } from "../dialog";
import { readOnlyEditor } from "../editor";
import { type Holder, saveKey } from "../holder";
import type { YaakContext, YaakInput } from "../host";

/** A new key, and the form that it can go into. */
interface Offer {
  key: GeneratedKey;
  algorithm: Algorithm;
  values: Values;
  contextId: string;
  /** What the form's settings are stored in. Undefined if plugins cannot change it. */
  holder?: Holder;
}

/** Parts that contain the whole key. Once one of them is copied, nothing can be lost. */
const WHOLE = ["privateKey", "privateJwk", "secret", "secretJwk"];

/** Copies what the user picks. The key is not saved anywhere, so after a public part the dialog opens again. */
export async function offerKey(ctx: YaakContext, offer: Offer): Promise<void> {
  const { key, algorithm, holder } = offer;
  const isSecret = algorithm.family === "hmac";
  const name = isSecret ? "secretPart" : "keyPart";
  const noun = isSecret ? "secret" : "key";
  // Using the key comes first, where that is possible.
  const initial = holder ? "use" : fieldOf(name).default;
  const pick = (color: "info" | "success" | "warning", text: string, selected = initial) =>
    askUntil(
      ctx,
      isSecret ? "copySecret" : "copyKeyPair",
      // Yaak returns only what the user changed.
      async (answer) => readSelect(name, { [name]: selected, ...answer }),
      {
        above: [banner(color, text)],
        below: shownParts(key, isSecret),
        typed: { [name]: selected },
        change: (field) => (field.name === name ? { options: optionsFor(field, holder) } : {}),
      },
    );

  const replaces = holder?.hasKey ? ` Using it replaces the current ${noun}.` : "";
  const intro = `Use or copy this ${noun} before you close this dialog.${replaces}`;
  let last: string | undefined;
  let part = await pick(holder?.hasKey ? "warning" : "info", intro);
  while (part !== undefined) {
    if (part === "use") return useInForm(ctx, offer);
    await ctx.clipboard.copyText(key[part] ?? "");
    const message = `${nameOf(name, part)} copied.`;
    await toast(ctx, "success", message);
    if (WHOLE.includes(part) || part === last) return;
    last = part;
    part = await pick("success", `${message} The private key isn't saved anywhere.`, part);
  }
}

/** The option's label without its verb. */
const nameOf = (name: FieldName, part: string): string => labelOfOption(name, part).replace(/^Copy /, "");

const optionsFor = ({ options = [] }: Field, holder: Holder | undefined) =>
  holder ? options : options.filter(({ value }) => value !== "use");

/** The public parts, and the private one once the user asks for it. */
function shownParts(key: GeneratedKey, isSecret: boolean): YaakInput[] {
  const { publicKey, keyId, privateKey = "", secret = "" } = key;
  const [switchName, label] = isSecret
    ? (["showSecret", "Secret"] as const)
    : (["showPrivateKey", "Private Key"] as const);
  const masked: YaakInput = {
    ...readOnlyEditor("shownKey", label, ""),
    hidden: true,
    dynamic: (_ctx, { values }) => {
      const isShown = values[switchName] === true;
      return isShown
        ? { ...readOnlyEditor("shownKey", label, privateKey || secret), hidden: false }
        : { hidden: true };
    },
  } as YaakInput;
  const open = [
    ...(keyId ? [readOnlyEditor("shownKeyId", "Key ID", keyId)] : []),
    ...(publicKey ? [readOnlyEditor("shownPublicKey", "Public Key", publicKey.trim())] : []),
  ];
  return [...open, masked];
}

async function useInForm(ctx: YaakContext, offer: Offer): Promise<void> {
  const { key, algorithm, values, contextId } = offer;
  const { privateKey, secret = "", publicKey } = key;
  const usual = isAuto(values) && (await isUsual(values, algorithm, privateKey ?? secret));
  await saveKey(ctx, contextId, {
    key: privateKey ?? secret,
    ...(usual ? {} : { algorithm: algorithm.name }),
  });
  const next = publicKey
    ? "To copy its public key, choose Copy Public Key…."
    : "Give it to your server, too.";
  await toast(
    ctx,
    "success",
    `${publicKey ? "Key" : "Secret"} saved in this form. ${[next, ...stale(values)].join(" ")}`,
  );
}

/** What in the form is probably that of the old key. It is not cleared, because only the user knows. */
function stale(values: Values): string[] {
  const labels = (["keyId", "certificate"] as const)
    .filter((name) => isShown(fieldOf(name), values) && !isEmpty(values[name]))
    .map((name) => fieldOf(name).label);
  return labels.length > 0 ? [`Update ${listOf(labels)}, too.`] : [];
}

/** Whether the form's automatic choice leads to the same algorithm. */
async function isUsual(values: Values, algorithm: Algorithm, key: string): Promise<boolean> {
  const { algorithm: found } = await preview({ ...values, key, keyFile: null }, currentClock().now);
  return found === algorithm.name;
}
