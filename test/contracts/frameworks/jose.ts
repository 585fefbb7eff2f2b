import { importSPKI, type JWTVerifyGetKey, jwtVerify } from "jose";
import { pem } from "../../support/keys";
import { listen } from "../../support/listen";
import { AUDIENCE, ISSUER } from "../parties";
import { type Framework, settingsFor } from "./framework";

/** What the API's configuration has: the text of a public key. */
const publicKey = () => pem("rsa.public.pem");

/** "Usage with a public SPKI encoded RSA key" in https://github.com/panva/jose/blob/main/docs/jwt/verify/functions/jwtVerify.md */
async function documented(token: string) {
  const key = await importSPKI(publicKey(), "RS256");
  return jwtVerify(token, key, { issuer: ISSUER, audience: AUDIENCE });
}

/**
 * The mistake: code that works with any kind of configured key lets the token choose the kind. A token that says HS256 is
 * verified with the text of the public key as a secret, which everyone knows.
 */
const careless = (token: string) => jwtVerify(token, keyFor, { issuer: ISSUER, audience: AUDIENCE });

const keyFor: JWTVerifyGetKey = ({ alg }) =>
  alg.startsWith("HS") ? new TextEncoder().encode(publicKey()) : importSPKI(publicKey(), alg);

export const jose: Framework = {
  name: "jose",
  settings: () => settingsFor("RS256"),
  start(setup) {
    const verify = setup === "documented" ? documented : careless;
    return listen(async (request, response) => {
      const [scheme, token = ""] = request.headers.authorization?.split(" ") ?? [];
      try {
        if (scheme?.toLowerCase() !== "bearer") throw new Error("no token");
        const { payload } = await verify(token);
        response.setHeader("Content-Type", "application/json");
        response.end(JSON.stringify({ user: payload.sub }));
      } catch {
        // The documentation leaves the response to the API. This one is from RFC 6750.
        response.writeHead(401, { "WWW-Authenticate": "Bearer" }).end();
      }
    });
  },
};
