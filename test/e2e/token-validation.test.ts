import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type ApiOptions,
  type Fault,
  faults,
  goodApis,
  openApis,
  settingsFor,
  startApi,
} from "../contracts/faulty";
import { frameworks } from "../contracts/frameworks";
import { Runtime } from "../support/runtime";
import type { Script } from "../support/scripted-app";
import { findingsIn, reportIn, requestTo, rowsIn, testValidation } from "../support/validation";

/** One of each kind. test/core/validation/faults.test.ts tests all of them, and with each algorithm. */
const distinct = <T>(apis: T[], kindOf: (api: T) => string): T[] => [
  ...new Map(apis.map((api) => [kindOf(api), api])).values(),
];
const kindOf = ({ name, root }: Fault) => `${root} ${/^(?:crashes|closes)/.test(name)}`;

/** What real APIs let pass, as documented and with a mistake. PyJWT's differs between its versions. */
const REAL: Record<string, { documented: string[]; careless: string[] }> = {
  "express-jwt": { documented: ["H7", "T3"], careless: ["H1", "H7", "T3"] },
  jose: { documented: ["T3"], careless: ["A3", "T3"] },
  "@fastify/jwt": { documented: ["I1", "I2", "T3"], careless: ["I1", "I2", "T3"] },
  "passport-jwt": { documented: ["H7", "T3"], careless: ["H7", "T1", "T3", "T4"] },
  "hono/jwt": {
    documented: ["T3"],
    careless: [
      "S1",
      "S3",
      "S4",
      "S5",
      "S7",
      "S10",
      "A1",
      "A5",
      "H1",
      "H7",
      "T1",
      "T3",
      "T4",
      "T5",
      "I1",
      "I2",
      "F1",
    ],
  },
  PyJWT: { documented: ["T3"], careless: ["A1", "S1", "S3", "S4", "S5", "S7", "S10", "T3"] },
};

describe("Test Token Validation, in Yaak's own plugin runtime:", () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await Runtime.start();
  });
  afterAll(() => runtime.close());

  const testApi = async (options: ApiOptions, script?: Script) => {
    const api = await startApi(options);
    try {
      const settings = { ...settingsFor(options.algorithm), jwtId: "uuid" };
      return { api, app: await testValidation(runtime, requestTo(api.url, settings), script) };
    } finally {
      await api.close();
    }
  };

  it.each(distinct(faults, kindOf))(
    "an API that $name ($algorithm) has that problem, and no other",
    async (fault) => {
      const { app } = await testApi({ algorithm: fault.algorithm, fault });
      expect(findingsIn(app)).toEqual([...fault.finds].sort());
      expect(app.banners[0]).toMatch(/^danger: 1 problem(?: in \d+ cases)?, /);
      const headings = Array.from(
        reportIn(app).matchAll(/^## (\w+) .*: (?:accepted|crashed)$/gm),
        ([, id]) => id,
      );
      expect(headings.sort()).toEqual([...fault.finds].sort());
      // The worst comes first.
      expect(rowsIn(app)[0]?.verdict).toMatch(/^(?:accepted|crashed)/);
      if (rowsIn(app)[0]?.verdict === "accepted") expect(rowsIn(app)[0]?.id).toBe(fault.root);
    },
  );

  it.each(distinct(goodApis, ({ name }) => name))(
    "an API that $name ($algorithm) has no problem",
    async (good) => {
      const answer = good.successText ? { goodText: good.successText } : {};
      const { app } = await testApi(good, { answers: [answer] });
      expect(findingsIn(app)).toEqual([]);
      expect(app.banners[0]).toMatch(/^success: No problems, \d+ cases passed/);
      // Variants are only named if they have different results.
      const rejected = rowsIn(app).filter(({ verdict }) => verdict === "rejected");
      expect(rejected.map(({ name }) => name).join()).not.toContain("(");
    },
  );

  it.each(openApis)("stops at an API that $name", async (open) => {
    const { app, api } = await testApi(open);
    expect(app.banners[0]).toMatch(/^warning: Not tested\. The API returns 200 without a token, too/);
    expect(api.requests).toHaveLength(2);
  });

  const real = frameworks.flatMap((framework) =>
    (["documented", "careless"] as const).map((setup) => ({ name: framework.name, setup, framework })),
  );
  it.each(real.filter(({ framework }) => !framework.leftOut))(
    "finds what $name accepts, $setup",
    async ({ name, setup, framework }) => {
      const api = await framework.start(setup);
      const app = await testValidation(runtime, requestTo(api.url, framework.settings(setup)));
      await api.close();
      const accepted = rowsIn(app).flatMap(({ id, verdict }) => (verdict === "accepted" ? id : []));
      const expected = REAL[name]?.[setup] ?? [];
      if (name === "PyJWT") expect(accepted).toEqual(expect.arrayContaining(expected));
      else expect(accepted.sort()).toEqual([...expected].sort());
    },
  );
});
