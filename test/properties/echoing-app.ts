import type { SentRequest } from "../../src/yaak/host";
import type { AnyContext } from "./any-settings";

/** An app whose token server gives out a token, or refuses with what it was sent. */
export interface EchoingApp {
  ctx: AnyContext;
  /** What the plugin sent there that nobody else may see. */
  sent: string[];
}

export type Echo = "nothing" | "body" | "headers";

export function echoingApp(accessToken: string, echo: Echo): EchoingApp {
  const sent: string[] = [];
  const send = async ({ httpRequest: { body, headers = [] } }: { httpRequest: SentRequest }) => {
    const form = new URLSearchParams(String(body?.text ?? ""));
    sent.push(...["assertion", "client_assertion", "client_secret"].flatMap((name) => form.get(name) ?? []));
    sent.push(
      ...headers.filter(({ name }) => name === "Authorization").map(({ value }) => value.split(" ")[1] ?? ""),
    );
    const said = echo === "body" ? body?.text : JSON.stringify(headers);
    const refusal = { error: "invalid_client", error_description: `you sent ${said}` };
    const answer = { access_token: accessToken, token_type: "Bearer", code: accessToken };
    const text = JSON.stringify(echo === "nothing" ? answer : refusal);
    return { httpResponse: { status: 200, headers: [] }, body: { text: async () => text } };
  };
  const store = { get: async () => undefined, set: async () => {}, delete: async () => true };
  return { ctx: { httpRequest: { send }, store } as unknown as AnyContext, sent };
}
