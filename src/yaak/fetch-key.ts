import { readFile } from "node:fs/promises";
import { jwksUriOf } from "../core/discovery";
import { JwtAuthError } from "../core/errors";
import { VERIFICATION_KEY } from "../core/keys/public-jwk";
import type { YaakContext } from "./host";

const LIMIT_SECONDS = 10;
const LARGEST = 1024 * 1024;
const REMEDY = "Check the URL, or paste the key itself";

export const isUrl = (text: string): boolean => /^\s*https?:/i.test(text);

/**
 * Fetches a public key, certificate or JWK set; where an OpenID discovery document answers, the set that it names.
 *
 * @throws JwtAuthError that says what came instead, after ten seconds at the latest for each of the two
 */
export async function fetchKey(ctx: YaakContext, url: string): Promise<string> {
  if (!isFetchable(url))
    throw notFetched("this is not a URL that can be fetched. Type one that begins with https://");
  const text = await fetchText(ctx, url);
  const jwksUri = jwksUriOf(text);
  if (jwksUri === undefined) return text;
  if (!isFetchable(jwksUri))
    throw notFetched(
      "this discovery document names no web address of its keys (jwks_uri). Paste the key itself",
    );
  return fetchText(ctx, jwksUri);
}

const isFetchable = (url: string): boolean => isUrl(url) && URL.canParse(url);

const notFetched = (problem: string, cause?: unknown) =>
  new JwtAuthError("not-fetched", VERIFICATION_KEY, `${problem}.`, { cause });

interface Fetched {
  status: number;
  text: string;
}

async function fetchText(ctx: YaakContext, url: string): Promise<string> {
  const { origin, pathname } = new URL(url);
  // What stands in a query may be secret.
  const shown = origin + pathname;

  let fetched: Fetched | undefined;
  try {
    fetched = await inTime((signal) =>
      fetchThroughClient(ctx, url).then((ours) => ours ?? fetchHere(url, signal)),
    );
  } catch (cause) {
    throw notFetched(`${shown} cannot be reached${reasonOf(cause)}. ${REMEDY}`, cause);
  }
  if (!fetched) throw notFetched(`${shown} did not answer within ${LIMIT_SECONDS} seconds. ${REMEDY}`);
  const { status, text } = fetched;
  if (status < 200 || status > 299) throw notFetched(`${shown} answered with status ${status}. ${REMEDY}`);
  if (text.length > LARGEST)
    throw notFetched(`${shown} answered with more than 1 MiB, so it is no key. ${REMEDY}`);
  if (text.trim() === "" || text.trimStart().startsWith("<")) {
    const found = text.trim() === "" ? "nothing" : "a web page";
    throw notFetched(
      `${shown} answered with ${found} and no key. Take the URL of a JWK set, or an OpenID discovery URL, which ends in /.well-known/openid-configuration`,
    );
  }
  return text;
}

/** @returns undefined if it is not done in time */
async function inTime<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((done) => {
    timer = setTimeout(() => {
      controller.abort();
      done(undefined);
    }, LIMIT_SECONDS * 1000);
  });
  try {
    return await Promise.race([limit, work(controller.signal)]);
  } finally {
    clearTimeout(timer);
  }
}

/** By the client's own HTTP, with its proxy and certificates; undefined where the client sends nothing for plugins. */
async function fetchThroughClient(ctx: YaakContext, url: string): Promise<Fetched | undefined> {
  // Without "none" the request would inherit the very authentication that is tried here.
  const httpRequest = { method: "GET", url, authenticationType: "none" };
  const answer = await ctx.httpRequest.send({ httpRequest });
  if (!answer) return undefined;
  const [response, body] = "httpResponse" in answer ? [answer.httpResponse, answer.body] : [answer];
  if (response.error) throw new Error(response.error);
  if (body) return { status: response.status, text: await body.text() };
  const text = response.bodyPath ? await readFile(response.bodyPath, "utf8") : "";
  return { status: response.status, text };
}

async function fetchHere(url: string, signal: AbortSignal): Promise<Fetched> {
  const response = await fetch(url, { signal });
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LARGEST) break;
  }
  return { status: response.status, text };
}

/** The system's name for what went wrong, such as ECONNREFUSED. */
function reasonOf(error: unknown): string {
  const { cause, code = (cause as NodeJS.ErrnoException | undefined)?.code } = error as NodeJS.ErrnoException;
  return typeof code === "string" ? ` (${code})` : "";
}
