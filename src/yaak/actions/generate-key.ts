import {
  type Algorithm,
  choiceOf,
  type Field,
  fieldOf,
  generateKey as generate,
  isShown,
  JwtAuthError,
  nothingSigned,
  presetOf,
  preview,
  readSelect,
  type Values,
} from "../../core";
import { currentClock } from "../../node/clock";
import { askUntil } from "../dialog";
import { findHolder } from "../holder";
import type { Change, YaakContext } from "../host";
import { offerKey } from "./new-key";

/** Generates a key for an algorithm, and writes it into the form or copies what the user picks. */
export async function generateKey(ctx: YaakContext, values: Values, contextId: string): Promise<void> {
  const asked = await askForAlgorithm(ctx, values);
  if (!asked) return;
  const { algorithm, bits } = asked;
  const key = await generate(algorithm, bits, readSelect("keyEncoding", values));
  await offerKey(ctx, { key, algorithm, values, contextId, holder: await findHolder(ctx, contextId) });
}

interface Asked {
  algorithm: Algorithm;
  /** Size of an RSA modulus. */
  bits: number;
}

/** Asks only for what the form does not say. Undefined if the user cancels. */
async function askForAlgorithm(ctx: YaakContext, values: Values): Promise<Asked | undefined> {
  if (!isShown(fieldOf("algorithm"), values)) throw nothingSigned();
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
