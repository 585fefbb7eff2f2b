import type { SentRequest, YaakInput, YaakPlugin } from "../../../src/yaak/host";

export type Values = Record<string, unknown>;

/** What a case is made with. */
export interface Lab {
  plugin: YaakPlugin;
  /** The text of a key file that OpenSSL created. */
  pem(name: string): string;
  /** Writes a file. Returns its path. */
  write(content: string | Buffer, size?: number): string;
}

/** What Yaak waits for: a keystroke, a send, or a click. Resolves to what the user would see. */
export type Run = () => Promise<string>;

/** The same with one or more inputs, by their names. */
export interface Step {
  what: string;
  runs: Map<string, Run>;
}

/** One input, or several by their names. */
export type OneOrMore<T> = T | Map<string, T>;

/** The same for each of one or more inputs. */
export const each = <T, U>(inputs: OneOrMore<T>, make: (input: T) => U): Map<string, U> =>
  new Map(
    Array.from(inputs instanceof Map ? inputs : [["", inputs] as const], ([name, input]) => [
      name,
      make(input),
    ]),
  );

/** An input for each of some texts. */
export const eachOf = <T>(texts: Iterable<string>, make: (text: string) => T): Map<string, T> =>
  new Map(Array.from(texts, (text) => [JSON.stringify(text), make(text)]));

/** An input for each member of a table. */
export const eachIn = <T, U>(table: Record<string, T>, make: (value: T) => U): Map<string, U> =>
  each(new Map(Object.entries(table)), make);

/** Hostile input for one or more steps. */
export interface Case {
  name: string;
  /** Creates the input, which is not measured. */
  prepare(lab: Lab): Step[] | Promise<Step[]>;
  /** Whether its input is large, or whether it disturbs other cases in the same process. */
  alone?: boolean;
  /** A higher limit than one second, in milliseconds. */
  maxMs?: number;
}

/** The message to Yaak with the inputs to draw. Awaits each `dynamic` in turn, as Yaak's runtime does. */
export const draw = async (inputs: YaakInput[], args: object): Promise<string> =>
  JSON.stringify(await resolve(inputs, args));

async function resolve(inputs: YaakInput[], args: object): Promise<object[]> {
  const drawn: object[] = [];
  for (const { dynamic, ...input } of inputs) {
    const change = await dynamic?.({} as never, args as never);
    const next = { ...input, ...change } as { inputs?: YaakInput[] };
    drawn.push(next.inputs ? { ...next, inputs: await resolve(next.inputs, args) } : next);
  }
  return drawn;
}

/** A Yaak that stores nothing, and whose token server issues a token, unless specified. */
export interface App {
  send?: (request: SentRequest) => object | Promise<object>;
  get?: () => unknown;
  set?: (name: string, value: unknown) => unknown;
}

const TOKEN = '{"access_token":"token","token_type":"Bearer","code":"code","expires_in":60}';

export const contextOf = ({ send = () => answer(TOKEN), get, set }: App = {}) => ({
  httpRequest: { send: async ({ httpRequest }: { httpRequest: SentRequest }) => send(httpRequest) },
  store: { get: async () => get?.(), set: async (name: string, value: unknown) => set?.(name, value) },
});

/** A response to the plugin's request. */
export const answer = (text: string, more: object = {}): object => ({
  httpResponse: { status: 200, headers: [], error: null, ...more },
  body: { text: async () => text },
});
