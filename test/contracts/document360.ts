import { randomBytes } from "node:crypto";
import { text } from "node:stream/consumers";
import { type Listening, listen } from "../support/listen";

/** A reader's session after signing in. */
export interface Session {
  /** Path of the callback. */
  path: string;
  code: string;
  reader: Record<string, unknown>;
  /** In minutes. */
  validity: number;
}

/**
 * Document360's reader sign-on, as documented at docs.document360.com. `/code` issues a code for a reader if the client ID and
 * secret are correct. A callback with `?code=…` signs the reader in, once for each code.
 */
export interface Document360Server extends Listening {
  /** Bodies of the requests for a code. */
  asked: Record<string, unknown>[];
  sessions: Session[];
  /** URLs of the callback requests that were rejected. */
  refused: string[];
}

export async function startDocument360(clientId: string, clientSecret: string): Promise<Document360Server> {
  const asked: Record<string, unknown>[] = [];
  const sessions: Session[] = [];
  const refused: string[] = [];
  const codes = new Map<string, Record<string, unknown>>();
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;

  const server = await listen(async (request, response) => {
    const url = new URL(request.url ?? "", server.url);
    const respond = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body));
    if (url.pathname === "/code") {
      if (request.headers.authorization !== basic) return respond(401, { message: "unknown client" });
      if (request.headers["content-type"] !== "application/json") return respond(415, {});
      const reader = JSON.parse(await text(request));
      asked.push(reader);
      const problem = problemOf(reader);
      if (problem) return respond(400, { message: problem });
      const code = randomBytes(16).toString("hex");
      codes.set(code, reader);
      return respond(200, { code });
    }
    const code = url.searchParams.get("code");
    const reader = codes.get(code ?? "");
    if (code === null || !reader) {
      refused.push(url.pathname + url.search);
      return respond(401, {});
    }
    codes.delete(code);
    // Document360 clamps values outside its limits.
    const validity = Math.min(1440, Math.max(5, Number(reader.tokenValidity)));
    sessions.push({ path: url.pathname, code, reader, validity });
    return respond(200, {});
  });
  return { ...server, asked, sessions, refused };
}

function problemOf({
  username,
  firstName,
  lastName,
  emailId,
  readerGroupIds,
  tokenValidity,
  ...others
}: Record<string, unknown>) {
  const isText = (value: unknown) => typeof value === "string" && value !== "";
  if (!isText(username) || !isText(emailId)) return "username or emailId is missing";
  if ([firstName, lastName].some((name) => name !== undefined && !isText(name))) return "a name isn't text";
  if (readerGroupIds !== undefined && !(Array.isArray(readerGroupIds) && readerGroupIds.every(isText)))
    return "readerGroupIds isn't a list";
  if (!Number.isInteger(tokenValidity)) return "tokenValidity isn't a whole number of minutes";
  return Object.keys(others).length > 0 ? "unknown properties" : undefined;
}
