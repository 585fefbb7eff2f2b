import express from "express";
import passport from "passport";
import { ExtractJwt, Strategy } from "passport-jwt";
import { SECRET } from "../../support/keys";
import { listen } from "../../support/listen";
import { AUDIENCE, ISSUER, SUBJECT } from "../parties";
import { type Framework, settingsFor } from "./framework";

const users = [{ id: SUBJECT }];

export const passportJwt: Framework = {
  name: "passport-jwt",
  settings: () => settingsFor("HS256"),
  start(setup) {
    // Each server has its own strategies. The documentation's `passport` is one for the whole process.
    const authenticator = new passport.Passport();
    // "Configure Strategy" in https://github.com/mikenicholson/passport-jwt#readme
    const options = {
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: SECRET,
      issuer: ISSUER,
      audience: AUDIENCE,
      // The mistake: set to get rid of errors while developing, and never removed.
      ...(setup === "careless" && { ignoreExpiration: true }),
    };
    const strategy = new Strategy(options, ({ sub }, done) => {
      done(null, users.find(({ id }) => id === sub) ?? false);
    });
    authenticator.use(strategy);
    const app = express();
    app.get("/", authenticator.authenticate("jwt", { session: false }), (request, response) => {
      response.json({ user: request.user });
    });
    return listen(app);
  },
};
