import { createPublicKey, type JsonWebKey } from "node:crypto";
import express from "express";
import { expressjwt, type GetVerificationKey, type Request } from "express-jwt";
import { publicKeyOf, SECRET } from "../../support/keys";
import { listen } from "../../support/listen";
import { AUDIENCE, ISSUER } from "../parties";
import { type Framework, settingsFor } from "./framework";

/** "Additional Options" in https://github.com/auth0/express-jwt#readme */
const documented = () =>
  expressjwt({ secret: SECRET, audience: AUDIENCE, issuer: ISSUER, algorithms: ["HS256"] });

/**
 * The mistake: "Retrieve key dynamically" in the same document passes the token to a function, and this one uses the public
 * key that the token brings in its header. So anyone can sign.
 */
const careless = () =>
  expressjwt({ secret: keyOfToken, audience: AUDIENCE, issuer: ISSUER, algorithms: ["RS256"] });

const keyOfToken: GetVerificationKey = async (_, token) => {
  const { jwk } = (token?.header ?? {}) as { jwk?: JsonWebKey };
  return jwk ? createPublicKey({ key: jwk, format: "jwk" }) : publicKeyOf("rsa.pkcs8.pem");
};

export const expressJwt: Framework = {
  name: "express-jwt",
  settings: (setup) => settingsFor(setup === "documented" ? "HS256" : "RS256"),
  start(setup) {
    const app = express();
    const protect = setup === "documented" ? documented() : careless();
    // A rejection is left to Express, which shows the error's status and, while developing, its stack.
    app.get("/", protect, (request: Request, response) => {
      response.json({ user: request.auth?.sub });
    });
    return listen(app);
  },
};
