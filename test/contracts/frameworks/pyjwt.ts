import { spawn } from "node:child_process";
import { once } from "node:events";
import { SECRET } from "../../support/keys";
import { NO_PYTHON, PYTHON } from "../../support/python";
import { AUDIENCE, ISSUER } from "../parties";
import { type Framework, settingsFor } from "./framework";

export const pyJwt: Framework = {
  name: "PyJWT",
  settings: () => settingsFor("HS256"),
  leftOut: NO_PYTHON,
  async start(setup) {
    const script = "test/contracts/frameworks/pyjwt.py";
    // Its input ends with this process, too, so that it never outlives the tests.
    const api = spawn(PYTHON ?? "", [script, setup, SECRET, ISSUER, AUDIENCE], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const exited = once(api, "exit");
    const failed = exited.then(() => Promise.reject(new Error(`${script} has stopped`)));
    const [port] = await Promise.race([once(api.stdout, "data"), failed]);
    return {
      url: `http://127.0.0.1:${String(port).trim()}`,
      async close() {
        api.stdin.end();
        await exited;
      },
    };
  },
};
