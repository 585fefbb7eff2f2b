import { type DrawnInput, flat } from "../support/drawn";
import type { Payload } from "../support/scripted-app";

interface Named {
  name: string;
  value: string;
}

/** The error message, or what is sent: the notation is in {@link RealInput.gets}. */
export function describeResult(result: Payload): string {
  if (typeof result.error === "string") return result.error;
  const sent = placesOf(result).map(({ name, value }) => `${name}: ${value.replace(TOKEN, describeToken)}`);
  return sent
    .join(", ")
    .replace("Authorization: Bearer {", "{")
    .replace(/^\{"alg":"([^"]+)"\}/, "$1");
}

/** The token that is sent. */
export const tokenIn = (result: Payload): string =>
  placesOf(result).flatMap(({ value }) => TOKEN.exec(value)?.[0] ?? [])[0] ?? "";

const placesOf = ({ setHeaders, setQueryParameters }: Payload): Named[] =>
  ((setHeaders ?? setQueryParameters) as Named[] | undefined) ?? [];

/** A JWT. */
const TOKEN = /eyJ[\w-]+\.eyJ[\w-]+\.[\w-]*/;

/** Claims and header parameters that are the same in every token unless they are set. */
const USUAL = {
  typ: (typ: unknown) => typ === "JWT",
  iat: (iat: unknown) => Math.abs(Number(iat) - Date.now() / 1000) < 60,
  exp: (exp: unknown) => Math.abs(Number(exp) - Date.now() / 1000 - 300) < 60,
};

function describeToken(token: string): string {
  const [header, claims] = token.split(".", 2).map((part) => {
    const members = Object.entries(JSON.parse(Buffer.from(part, "base64url").toString()));
    const isUnusual = ([name, value]: [string, unknown]) => !USUAL[name as keyof typeof USUAL]?.(value);
    return JSON.stringify(Object.fromEntries(members.filter(isUnusual)));
  });
  return `${header} ${claims}`;
}

/** What a form warns of. */
export function warningsOf(form: DrawnInput[]): string[] {
  const banner = flat(form).find(({ type, color }) => type === "banner" && color === "warning");
  const text = banner?.inputs?.[0]?.content?.replace(/\\([^A-Za-z\d\s])/g, "$1");
  return text ? text.split("\n").map((line) => line.replace(/^- /, "")) : [];
}
