import type { SentRequest } from "../../src/yaak/host";
import type { AnyContext } from "./any-settings";

/** A Yaak context whose token server issues a token, or rejects the request with an error that repeats it. */
export interface EchoingApp {
  ctx: AnyContext;
  /** The secrets that the plugin sent to the token server. */
  sent: string[];
  /** All that the plugin told Yaak to send or to store, as JSON. */
  told: string[];
}

export type Echo = "nothing" | "body" | "headers";

export function echoingApp(accessToken: string, echo: Echo): EchoingApp {
  const sent: string[] = [];
  const told: string[] = [];
  const send = async ({ httpRequest }: { httpRequest: SentRequest }) => {
    told.push(JSON.stringify(httpRequest));
    const { body, headers = [] } = httpRequest;
    const form = new URLSearchParams(String(body?.text ?? ""));
    sent.push(...["assertion", "client_assertion", "client_secret"].flatMap((name) => form.get(name) ?? []));
    sent.push(
      ...headers.filter(({ name }) => name === "Authorization").map(({ value }) => value.split(" ")[1] ?? ""),
    );
    const repeated = echo === "body" ? body?.text : JSON.stringify(headers);
    const failure = { error: "invalid_client", error_description: `you sent ${repeated}` };
    const success = { access_token: accessToken, token_type: "Bearer", code: accessToken };
    const text = JSON.stringify(echo === "nothing" ? success : failure);
    return { httpResponse: { status: 200, headers: [] }, body: { text: async () => text } };
  };
  const store = {
    get: async () => undefined,
    set: async (_key: string, value: unknown) => void told.push(JSON.stringify(value)),
    delete: async () => true,
  };
  return { ctx: { httpRequest: { send }, store } as unknown as AnyContext, sent, told };
}
