import { type App, type Case, contextOf, draw, each, type Lab, type OneOrMore, type Values } from "./case";

export const SECRET = "a shared secret of sixty-four bytes, long enough for every hash.";

/** Settings for a token request. */
export const GRANT = {
  flow: "client-assertion",
  key: SECRET,
  tokenUrl: "https://as.example.com/token",
  clientId: "client",
};

export interface Options {
  /** Made before the steps. */
  makeApp?: (lab: Lab) => App;
  /** Changes to the request that is sent, or several requests. */
  makeRequest?: () => OneOrMore<object>;
  alone?: boolean;
  maxMs?: number;
}

/** Each keystroke is in a form of its own, so that nothing waits until typing pauses. */
let forms = 0;

/** A keystroke in the form, and a send. */
export const formCase = (
  name: string,
  makeValues: (lab: Lab) => OneOrMore<Values>,
  { makeApp, makeRequest, alone, maxMs }: Options = {},
): Case => ({
  name,
  alone,
  maxMs,
  prepare(lab) {
    const { args, onApply } = lab.plugin.authentication;
    const filledIn = makeValues(lab);
    const context = contextOf(makeApp?.(lab)) as never;
    const requests = makeRequest?.() ?? {};
    const keystroke = async (values: Values) => draw(args, { contextId: `form ${forms++}`, values });
    const send = async (values: Values, request: object) => {
      const sent = { contextId: "form", ...SENDING, ...request, values };
      await draw(args, sent);
      try {
        return JSON.stringify(await onApply(context, sent as never));
      } catch (error) {
        return said(error);
      }
    };
    return [
      { what: "keystroke", runs: each(filledIn, (values) => () => keystroke({ ...values })) },
      ...Array.from(
        each(requests, (request) => request),
        ([name, request]) => ({
          what: `send ${name}`.trim(),
          runs: each(filledIn, (values) => () => send({ ...values }, request)),
        }),
      ),
    ];
  },
});

const SENDING = { method: "POST", url: "https://api.example.com/", headers: [] };

/** The message for the user. Anything else is a bug. */
export function said(error: unknown): string {
  if (error instanceof Error && error.name === "JwtAuthError") return error.message;
  throw error;
}

/** A call of a template function: for a keystroke in its form, and for a send. */
export const functionCase = (
  functionName: string,
  name: string,
  makeValues: (lab: Lab) => OneOrMore<Values>,
): Case => ({
  name: `${functionName}: ${name}`,
  prepare(lab) {
    const called = lab.plugin.templateFunctions.find((candidate) => candidate.name === functionName);
    if (!called) throw new Error(`no template function ${functionName}`);
    const inputs = makeValues(lab);
    const call = async (purpose: string, values: Values) => {
      const args = { purpose, values };
      const drawn = await draw(called.args, args);
      const rendered = await called.onRender({} as never, args as never).catch(said);
      return `${rendered} ${drawn}`;
    };
    return [
      { what: "keystroke", runs: each(inputs, (values) => () => call("preview", { ...values })) },
      { what: "send", runs: each(inputs, (values) => () => call("send", { ...values })) },
    ];
  },
});
