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

/** How a server can repeat a value that it got. */
const repeats = {
  decoded: (text: string) => text,
  "in base64": (text: string) => Buffer.from(text).toString("base64"),
  "in hex": (text: string) => Buffer.from(text).toString("hex"),
  "percent-encoded": encodeURIComponent,
  "HTML-escaped": (text: string) => text.replace(/[^\w ]/g, (character) => `&#${character.charCodeAt(0)};`),
  "in lines": (text: string) => text.replace(/.{7}/g, "$&\r\n"),
  "without its start": (text: string) => text.slice(5),
};

export const echoes = [
  "nothing",
  "body",
  "headers",
  ...(Object.keys(repeats) as (keyof typeof repeats)[]),
] as const;
export type Echo = (typeof echoes)[number];

export function echoingApp(accessToken: string, echo: Echo): EchoingApp {
  const sent: string[] = [];
  const told: string[] = [];
  const send = async ({ httpRequest }: { httpRequest: SentRequest }) => {
    told.push(JSON.stringify(httpRequest));
    const { body, headers = [] } = httpRequest;
    const form = new URLSearchParams(String(body?.text ?? ""));
    const secrets = ["assertion", "client_assertion", "client_secret", "jwt"];
    sent.push(...secrets.flatMap((name) => form.get(name) ?? []));
    const inHeader = headers.filter(({ name }) => name === "Authorization" || name === "DPoP");
    sent.push(...inHeader.map(({ value }) => value.split(" ").at(-1) ?? ""));
    const type = inHeader.some(({ name }) => name === "DPoP") ? "DPoP" : "Bearer";
    const values = [...form.values(), ...headers.flatMap(({ value }) => decodedBasic(value))];
    const words = (): string => {
      if (echo === "body") return String(body?.text);
      if (echo === "headers" || echo === "nothing") return JSON.stringify(headers);
      return values.map(repeats[echo]).join(" and ");
    };
    const failure = { error: "invalid_client", error_description: `you sent ${words()}` };
    const success = {
      access_token: accessToken,
      token_type: type,
      code: accessToken,
      id_token: accessToken,
      token: accessToken,
      auth: { client_token: accessToken },
    };
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

/** A header's value, and the client secret that it contains. */
function decodedBasic(value: string): string[] {
  const [, encoded] = /^Basic (.+)$/.exec(value) ?? [];
  if (!encoded) return [value];
  const secret = Buffer.from(encoded, "base64")
    .toString()
    .replace(/^[^:]*:/, "");
  const decoded = new URLSearchParams(`a=${secret.replaceAll("&", "%26")}`).get("a") ?? "";
  return [value, secret, decoded];
}
