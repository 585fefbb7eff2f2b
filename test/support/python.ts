import { spawnSync } from "node:child_process";

/** A Python that has PyJWT. Undefined if there is none. */
export const PYTHON: string | undefined = ["python3", "/usr/bin/python3"].find(
  (python) => spawnSync(python, ["-c", "import jwt, cryptography"]).status === 0,
);

/** Why tests with PyJWT are skipped. Undefined if they aren't. */
export const NO_PYTHON: string | undefined = PYTHON
  ? undefined
  : "skipped because no python3 has PyJWT (Debian's python3-jwt)";
