import { getRequestListener } from "@hono/node-server";
import { Hono, type MiddlewareHandler } from "hono";
import { decode, type JwtVariables, jwt } from "hono/jwt";
import { SECRET } from "../../support/keys";
import { listen } from "../../support/listen";
import { AUDIENCE, ISSUER } from "../parties";
import { type Framework, settingsFor } from "./framework";

/** "Get payload" in https://hono.dev/docs/middleware/builtin/jwt */
const documented = () => jwt({ secret: SECRET, alg: "HS256", verification: { iss: ISSUER, aud: AUDIENCE } });

/** The mistake: the user is read from the token with `decode`, which checks nothing, instead of `verify`. */
const careless = (): MiddlewareHandler => async (context, next) => {
  const token = context.req.header("Authorization")?.split(" ")[1];
  if (!token) return context.json({ error: "Unauthorized" }, 401);
  context.set("jwtPayload", decode(token).payload);
  await next();
};

export const hono: Framework = {
  name: "hono/jwt",
  settings: () => settingsFor("HS256"),
  start(setup) {
    const app = new Hono<{ Variables: JwtVariables }>();
    app.use("/*", setup === "documented" ? documented() : careless());
    app.get("/", (context) => context.json({ user: context.get("jwtPayload").sub }));
    // Without this, it replaces Request and Response for all tests of the process.
    return listen(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  },
};
