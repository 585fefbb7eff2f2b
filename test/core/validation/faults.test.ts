import { describe, expect, it } from "vitest";
import { NoResponse } from "../../../src/core/lib/http";
import type { Placed } from "../../../src/core/token/place";
import { prepareValidation } from "../../../src/core/validation";
import { currentClock } from "../../../src/node/clock";
import { type ApiOptions, faults, goodApis, settingsFor } from "../../contracts/faulty";
import { createJudge, type Verdict } from "../../contracts/faulty/judge";

/** The statuses of an API. Undefined closes the connection. */
const STATUSES: Partial<Record<Verdict, number>> = { accepted: 200, crashed: 500, "too large": 431 };

/** Tests an API without HTTP, which the tests of the whole action do. Resolves to the IDs of the problems. */
async function problemsOf({ algorithm, fault }: ApiOptions): Promise<string[]> {
  const judge = createJudge(algorithm, fault?.checks);
  const values = { ...settingsFor(algorithm), jwtId: "uuid" };
  const request = { method: "GET", url: "https://api.example.com/", body: "" };
  const test = await prepareValidation(values, request, currentClock());
  const { markdown } = await test.run("GET", {
    checked: test.checked,
    async send(placed) {
      const verdict = judge(toRequest(placed));
      if (verdict === "closed") throw new NoResponse("closed the connection");
      return { status: STATUSES[verdict] ?? 401, headers: [], text: "" };
    },
  });
  const rows = markdown.matchAll(/^\| (\w\d+) \| .* \| (?:accepted|crashed)(?:, no response)? \|$/gm);
  return Array.from(rows, ([, id = ""]) => id).sort();
}

function toRequest(placed: Placed | undefined) {
  if (placed?.kind === "query") return { path: `/?${placed.name}=${placed.value}`, authorization: undefined };
  return { path: "/", authorization: placed?.value };
}

describe("a test of an API", () => {
  it.each(faults)("finds that it $name ($algorithm), and nothing else", async ({ finds, ...fault }) => {
    expect(await problemsOf({ algorithm: fault.algorithm, fault })).toEqual([...finds].sort());
  });

  it.each(goodApis.filter(({ status }) => typeof status !== "string"))(
    "finds nothing if it $name ($algorithm)",
    async (api) => {
      expect(await problemsOf(api)).toEqual([]);
    },
  );
});
