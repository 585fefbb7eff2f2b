import fastifyJwt from "@fastify/jwt";
import Fastify from "fastify";
import { SECRET } from "../../support/keys";
import { AUDIENCE, ISSUER } from "../parties";
import { type Framework, settingsFor } from "./framework";

export const fastify: Framework = {
  name: "@fastify/jwt",
  settings: () => settingsFor("HS256"),
  async start(setup) {
    const app = Fastify({ forceCloseConnections: true });
    // "Usage" and "fastify.jwt.options" in https://github.com/fastify/fastify-jwt#readme
    const documented = { allowedIss: ISSUER, allowedAud: AUDIENCE };
    // The mistake: copying only "Usage", which has no such options. A token for another API of the issuer is accepted.
    const verify = setup === "documented" ? documented : undefined;
    await app.register(fastifyJwt, { secret: SECRET, ...(verify && { verify }) });
    app.addHook("onRequest", async (request, reply) => {
      try {
        await request.jwtVerify();
      } catch (error) {
        reply.send(error);
      }
    });
    app.get("/", async (request) => ({ user: (request.user as { sub?: string }).sub }));
    const url = await app.listen({ host: "127.0.0.1", port: 0 });
    return { url, close: () => app.close() };
  },
};
