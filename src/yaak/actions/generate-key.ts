import {
  type Algorithm,
  choiceOf,
  type Field,
  type FieldName,
  fieldOf,
  type GeneratedKey,
  generateKey as generate,
  JwtAuthError,
  labelOfOption,
  presetOf,
  preview,
  readSelect,
  type Values,
} from "../../core";
import { currentClock } from "../../node/clock";
import { askUntil, banner, toast } from "../dialog";
import { readOnlyEditor } from "../editor";
import { findHolder, type Holder, saveKey } from "../holder";
import type { Change, YaakContext, YaakInput } from "../host";

/** Generates a key for an algorithm, and writes it into the form or copies what the user picks. */
export async function generateKey(ctx: YaakContext, values: Values, contextId: string): Promise<void> {
  const asked = await askForAlgorithm(ctx, values);
  if (!asked) return;
  const { algorithm, bits } = asked;
  const key = await generate(algorithm, bits, readSelect("keyEncoding", values));
  await offerParts(ctx, { key, algorithm, values, contextId, holder: await findHolder(ctx, contextId) });
}

interface Asked {
  algorithm: Algorithm;
  /** Size of an RSA modulus. */
  bits: number;
}

/** Asks only for what the form does not say. Undefined if the user cancels. */
async function askForAlgorithm(ctx: YaakContext, values: Values): Promise<Asked | undefined> {
  const selected = readSelect("algorithm", values);
  if (selected === "none") {
    const problem = "The algorithm none uses no key. Choose the algorithm your server expects.";
    throw new JwtAuthError("algorithm", problem);
  }
  const { algorithms: allowed } = choiceOf(selected, presetOf(values)?.algorithms);
  const [only, ...others] = allowed;
  if (only && others.length === 0 && only.family !== "rsa") return { algorithm: only, bits: 0 };
  const isKnown = others.length === 0;
  const initial = isKnown ? only : await usualAlgorithm(values, allowed);
  const chosen = ({ keyAlgorithm }: Values) =>
    (allowed.find(({ name }) => name === keyAlgorithm) ?? initial) as Algorithm;
  const options = allowed.map(({ name }) => ({ value: name, label: name }));
  const change = ({ name }: Field, answer: Values): Partial<Change> =>
    name === "keySize" ? { hidden: chosen(answer).family !== "rsa" } : { hidden: isKnown, options };
  return askUntil(
    ctx,
    "generateKey",
    async (answer) => ({ algorithm: chosen(answer), bits: Number(readSelect("keySize", answer)) }),
    { change, typed: { keyAlgorithm: initial?.name } },
  );
}

/** The algorithm of the key in the form, or else the one that most servers accept. */
async function usualAlgorithm(values: Values, allowed: readonly Algorithm[]): Promise<Algorithm | undefined> {
  const { algorithm: current } = await preview(values, currentClock().now);
  const named = (name: string | undefined) => allowed.find((algorithm) => algorithm.name === name);
  return named(current) ?? named("RS256") ?? allowed[0];
}

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
async function offerParts(ctx: YaakContext, offer: Offer): Promise<void> {
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

  const replaces = holder?.hasKey ? ` Using it in this form replaces the ${noun} there.` : "";
  const intro = `This ${noun} isn't saved anywhere. Use it or copy it before you close this dialog.${replaces}`;
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
    ...(publicKey ? [readOnlyEditor("shownPublicKey", "Public Key", publicKey.trim())] : []),
    ...(keyId ? [readOnlyEditor("shownKeyId", "Key ID", keyId)] : []),
  ];
  return [masked, ...open];
}

async function useInForm(ctx: YaakContext, { key, algorithm, values, contextId }: Offer): Promise<void> {
  const { privateKey, secret = "", publicKey } = key;
  const isAuto = readSelect("algorithm", values) === "auto";
  const usual = isAuto && (await isUsual(values, algorithm, privateKey ?? secret));
  await saveKey(ctx, contextId, {
    key: privateKey ?? secret,
    ...(usual ? {} : { algorithm: algorithm.name }),
  });
  const next = publicKey
    ? " Choose Copy Public Key to get the public key for your server."
    : " Give it to your server, too.";
  await toast(ctx, "success", `The new ${publicKey ? "key" : "secret"} is in the form now.${next}`);
}

/** Whether the form's automatic choice leads to the same algorithm. */
async function isUsual(values: Values, algorithm: Algorithm, key: string): Promise<boolean> {
  const { algorithm: found } = await preview({ ...values, key, keyFile: null }, currentClock().now);
  return found === algorithm.name;
}
