import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { jwtVerify } from "jose";
import { publicKeyOf } from "../support/keys";
import { type Listening, listen } from "../support/listen";
import { accepting, ahead, is, within } from "./rules";

const DOCUMENTATION = "https://docs.github.com/rest";

/** The app, its only installation, and the installation's only repository. */
const [CLIENT_ID, INSTALLATION, REPOSITORY] = ["Iv1.0123456789abcdef", "12345678", "docs"];

/**
 * GitHub's API: an app with a JWT gets a token for an installation, which lists the installation's repositories
 * (docs.github.com: generating an installation access token for a GitHub App).
 */
export interface GitHub extends Listening {
  tokenUrl: string;
  /** Bodies of the requests for a token. */
  asked: string[];
  /** The tokens that repositories were listed with. */
  used: string[];
}

export async function startGitHub(): Promise<GitHub> {
  const asked: string[] = [];
  const used: string[] = [];
  const tokens = new Set<string>();
  const server = await listen(async (request, response) => {
    const respond = (status: number, body: object) => {
      response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
      response.end(
        JSON.stringify(status < 400 ? body : { ...body, documentation_url: DOCUMENTATION, status }),
      );
    };
    const [, installation] = /^\/app\/installations\/([^/]+)\/access_tokens$/.exec(request.url ?? "") ?? [];
    if (installation !== undefined && request.method === "POST") {
      const body = await text(request);
      asked.push(body);
      const problem = await problemOf(request, body);
      if (problem) return respond(401, { message: problem });
      if (installation !== INSTALLATION) return respond(404, { message: "Not Found" });
      const { repositories = [] } = body ? JSON.parse(body) : {};
      if (repositories.some((name: string) => name !== REPOSITORY))
        return respond(422, { message: "There is at least one repository that does not exist" });
      const token = `ghs_${randomBytes(18).toString("hex")}`;
      tokens.add(token);
      const end = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+/, "");
      return respond(201, { token, expires_at: end, permissions: { contents: "read" } });
    }
    const [, token = ""] = /^(?:Bearer|token) (.+)$/.exec(request.headers.authorization ?? "") ?? [];
    if (!tokens.has(token)) return respond(401, { message: "Bad credentials" });
    used.push(token);
    return respond(200, { total_count: 1, repositories: [{ name: REPOSITORY }] });
  });
  const tokenUrl = `${server.url}/app/installations/${INSTALLATION}/access_tokens`;
  return { ...server, tokenUrl, asked, used };
}

const check = accepting({ claims: { iss: is(CLIENT_ID), iat: within(120), exp: ahead(600) } });

/** What is wrong with a request, in GitHub's words. */
async function problemOf(request: IncomingMessage, body: string): Promise<string | undefined> {
  const { headers, method = "" } = request;
  const [, jwt] = /^Bearer (.+)$/.exec(headers.authorization ?? "") ?? [];
  // GitHub rejects requests without it.
  if (!headers["user-agent"]) return "Request forbidden by administrative rules.";
  if (body && headers["content-type"] !== "application/json") return "Problems parsing JSON";
  try {
    const verified = await jwtVerify(jwt ?? "", publicKeyOf("rsa.pkcs8.pem"), { algorithms: ["RS256"] });
    const url = new URL("https://api.github.com");
    check({ method, url, headers, header: { ...verified.protectedHeader }, claims: verified.payload });
    return undefined;
  } catch (error) {
    return (error as Error).message === "wrong claim exp"
      ? "'Expiration time' claim ('exp') is too far in the future"
      : "A JSON web token could not be decoded";
  }
}
