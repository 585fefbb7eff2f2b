import type { YaakInput } from "../../src/yaak/host";

let form = 0;

/** All texts that the form shows for some values. Awaits each `dynamic` in turn, as Yaak's runtime does, in a form of its own. */
export async function formTexts(inputs: YaakInput[], values: object): Promise<string> {
  const texts: string[] = [];
  for (const { dynamic, ...input } of inputs) {
    const change = await dynamic?.({} as never, { contextId: `form ${form++}`, values } as never);
    const { inputs: inner, ...drawn } = { ...input, ...change } as { inputs?: YaakInput[] };
    // Yaak receives it as JSON.
    texts.push(JSON.stringify(drawn), inner ? await formTexts(inner, values) : "");
  }
  return texts.join("\n");
}
