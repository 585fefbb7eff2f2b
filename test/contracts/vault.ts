import { randomBytes, randomUUID } from "node:crypto";
import { json } from "node:stream/consumers";
import { jwtVerify } from "jose";
import { publicKeyOf } from "../support/keys";
import { type Listening, listen } from "../support/listen";

/**
 * HashiCorp Vault's JWT auth method with one role, and secrets that its token reads (developer.hashicorp.com: JWT/OIDC auth
 * method, API).
 */
export interface Vault extends Listening {
  loginUrl: string;
  secretUrl: string;
  /** The properties of the logins. */
  asked: Record<string, unknown>[];
  /** The tokens that secrets were read with. */
  used: string[];
}

/** @param leaseSeconds lifetime of its tokens */
export async function startVault(leaseSeconds = 2_764_800): Promise<Vault> {
  const asked: Record<string, unknown>[] = [];
  const used: string[] = [];
  const tokens = new Set<unknown>();
  const server = await listen(async (request, response) => {
    const respond = (status: number, body: object) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    // Vault says what is wrong in a list.
    const fail = (status: number, ...errors: string[]) => respond(status, { errors });
    if (request.url === "/v1/auth/jwt/login" && request.method === "POST") {
      const body = (await json(request)) as Record<string, unknown>;
      asked.push(body);
      const problem = await problemOf(body);
      if (problem) return fail(400, problem);
      const token = `hvs.${randomBytes(24).toString("base64url")}`;
      tokens.add(token);
      return respond(200, { ...ANSWER, request_id: randomUUID(), auth: authOf(token, leaseSeconds) });
    }
    const token = request.headers["x-vault-token"];
    if (!tokens.has(token) || request.headers.authorization) return fail(403, "permission denied");
    used.push(String(token));
    return respond(200, { ...ANSWER, data: { data: { password: "a secret" } } });
  });
  const [loginUrl, secretUrl] = ["auth/jwt/login", "secret/data/app"].map(
    (path) => `${server.url}/v1/${path}`,
  );
  return { ...server, loginUrl: loginUrl ?? "", secretUrl: secretUrl ?? "", asked, used };
}

/** What every response has. Its lease is that of a secret, and not of a token. */
const ANSWER = {
  lease_id: "",
  renewable: false,
  lease_duration: 0,
  data: null,
  wrap_info: null,
  warnings: null,
};

const authOf = (token: string, leaseSeconds: number) => ({
  client_token: token,
  accessor: randomBytes(12).toString("base64url"),
  policies: ["default", "demo"],
  metadata: { role: "demo" },
  lease_duration: leaseSeconds,
  renewable: true,
  token_type: "service",
});

/** What is wrong with a login, in Vault's words. */
async function problemOf({ role, jwt, ...others }: Record<string, unknown>): Promise<string | undefined> {
  if (Object.keys(others).length > 0) return "unknown parameters";
  if (typeof jwt !== "string") return "missing token";
  if (role !== "demo") return `role "${role}" could not be found`;
  try {
    await jwtVerify(jwt, publicKeyOf("p256.pkcs8.pem"), {
      algorithms: ["ES256"],
      issuer: "https://ci.example.com",
      audience: "https://vault.example.com",
      subject: "robin",
      requiredClaims: ["iat", "exp"],
    });
    return undefined;
  } catch (error) {
    return `error validating token: ${(error as Error).message}`;
  }
}
