import { shownUrl } from "../http";
import type { TokenRequest } from "./flow";

/** A token request as it may be shown, a line each: without the assertion, secrets and the URL's query. */
export function describeTokenRequest({ url, headers, body, secrets }: TokenRequest): string[] {
  const isBasic = headers.some(({ name }) => name === "Authorization");
  return [
    `POST ${shownUrl(url)}`,
    ...(isBasic ? ["Authorization: Basic …"] : []),
    ...(body.startsWith("{")
      ? JSON.stringify(JSON.parse(body), null, 2).split("\n")
      : formLines(body, secrets)),
  ];
}

const formLines = (body: string, secrets: string[]): string[] =>
  Array.from(
    new URLSearchParams(body),
    ([name, value]) => `${name}=${secrets.includes(value) ? "…" : value}`,
  );
