import { createHmac } from "node:crypto";
import { decodeJwt } from "jose";
import { describe, expect, it } from "vitest";
import { JwtAuthError } from "../../../src/core/lib/errors";
import { NoResponse } from "../../../src/core/lib/http";
import { parseCheckedClaims, prepareValidation } from "../../../src/core/validation";
import type { ValidationReport } from "../../../src/core/validation/report";
import type { RunOptions } from "../../../src/core/validation/run";
import { SECRET } from "../../support/keys";
import { refusal } from "../../support/refusal";
import { clock, NOW, request } from "../../support/sign";

const values = {
  algorithm: "HS256",
  key: SECRET,
  issuer: "https://issuer.example.com",
  subject: "alice",
  jwtId: "uuid",
};

interface Answer {
  status: number;
  text?: string;
}

/** What an API knows of a request: its number from 1, its token, and how many requests there will be. */
type Api = (count: number, token: string | undefined, total: number) => Answer | undefined;

interface Result extends ValidationReport {
  rows: Map<string, string>;
  sent: number;
  progress: string[];
}

/** Runs a test against a function. */
async function test(api: Api, more: Partial<RunOptions> = {}, time = () => NOW): Promise<Result> {
  const prepared = await prepareValidation(values, request, { ...clock, time });
  const progress: string[] = [];
  let sent = 0;
  let isBusy = false;
  const report = await prepared.run("GET https://api.example.com/", {
    checked: prepared.checked,
    async send(placed) {
      expect(isBusy).toBe(false);
      isBusy = true;
      const answer = api(++sent, placed?.value.replace("Bearer ", ""), prepared.requests);
      await new Promise(setImmediate);
      isBusy = false;
      if (!answer) throw new NoResponse("can't be reached: connection refused");
      return { headers: [], text: "", ...answer };
    },
    onProgress: (current, total) => progress.push(`${current} of ${total}`),
    ...more,
  });
  const rows = Array.from(
    report.markdown.matchAll(/^\| (\w\d+) \| .+? \| (.+) \|$/gm),
    ([, id = "", cells = ""]) => {
      return [id, cells] as const;
    },
  );
  return { ...report, rows: new Map(rows), sent, progress };
}

/** Only the signature is checked, and only with the real secret. */
function isSigned(token: string): boolean {
  const [header, claims, signature] = token.split(".");
  return createHmac("sha256", SECRET).update(`${header}.${claims}`).digest("base64url") === signature;
}

const answerTo = (token: string | undefined): Answer => ({ status: token && isSigned(token) ? 200 : 401 });
const signatureOnly: Api = (_, token) => answerTo(token);

/** The same answer to all but the good tokens, which are the first and the last. */
const rejecting =
  (answer: Answer | undefined): Api =>
  (count, _, total) =>
    count === 1 || count === total ? { status: 200 } : answer;

describe("a run", () => {
  it("sends what it announced, one after the other, with controls at both ends", async () => {
    const { requests } = await prepareValidation(values, request, clock);
    const tokens: (string | undefined)[] = [];
    const { sent, progress } = await test((_, token) => {
      tokens.push(token);
      return answerTo(token);
    });
    expect([sent, progress.length]).toEqual([requests, requests]);
    expect([progress[0], progress.at(-1)]).toEqual([`1 of ${requests}`, `${requests} of ${requests}`]);
    expect([tokens[1], isSigned(tokens[0] ?? ""), isSigned(tokens.at(-1) ?? "")]).toEqual([
      undefined,
      true,
      true,
    ]);
  });

  it("judges a claim only if the API is said to check it", async () => {
    const all = await test(signatureOnly, { checked: ["exp", "nbf", "iss", "sub", "jti", "iat"] });
    const none = await test(signatureOnly, { checked: [] });
    for (const id of ["T1", "T3", "T5", "T6", "I1", "I4", "I5"])
      expect([all.rows.get(id), none.rows.get(id)], id).toEqual([
        "200 | accepted",
        expect.stringMatching(/^200 \| policy: accepted, /),
      ]);
    expect(none.rows.get("T1")).toBe("200 | policy: accepted, but exp isn't in Checked Claims");
  });

  it.each<[string, Answer | undefined, string]>([
    ["401", { status: 401 }, "401 | rejected"],
    ["400", { status: 400 }, "400 | rejected"],
    ["403", { status: 403 }, "403 | rejected, but as if the token had been believed"],
    ["404", { status: 404 }, "404 | rejected"],
    ["a redirect", { status: 302 }, "302 | rejected"],
    ["500", { status: 500 }, "500 | crashed"],
    ["503", { status: 503 }, "503 | crashed"],
  ])("tells what %s means", async (_, answer, expected) => {
    const api = rejecting(answer);
    // Without a token, it is always 401.
    const { rows, caution } = await test((...args) =>
      args[1] === undefined ? { status: 401 } : api(...args),
    );
    expect([rows.get("S3"), caution]).toEqual([expected, undefined]);
  });

  it("does not read anything into 403 if that is what no token gets", async () => {
    const { rows } = await test(rejecting({ status: 403 }));
    expect(rows.get("S3")).toBe("403 | rejected");
  });

  it("says what it means if no token crashes the API", async () => {
    const { markdown } = await test((_, token) => (token === undefined ? { status: 500 } : answerTo(token)));
    expect(markdown).toContain(
      "The API failed with 500 because there was no token. See RFC 6750, section 3.1.",
    );
    expect(markdown).toContain("Return 401 if there's no token.");
  });

  it("finds an API that only compares the times with each other", async () => {
    const { rows } = await test((_, token) => {
      const { status } = answerTo(token);
      if (status !== 200) return { status };
      const { iat, nbf, exp } = decodeJwt(token ?? "");
      const isOrdered = exp === undefined || (exp > (iat ?? 0) && exp > (nbf ?? 0));
      return { status: isOrdered ? 200 : 401 };
    });
    expect([rows.get("T1"), rows.get("T5")]).toEqual(["200 | accepted", "200 | accepted"]);
  });

  it("compares with the good answer if that is not a success", async () => {
    const { rows, result } = await test((_, token) => ({ status: token && isSigned(token) ? 404 : 401 }));
    expect([rows.get("S3"), rows.get("T1"), result]).toEqual([
      "401 | rejected",
      "404 | accepted",
      "problems",
    ]);
  });

  it("compares texts if the status says nothing", async () => {
    const api: Api = (_, token) => {
      const { status } = answerTo(token);
      return { status: 200, text: status === 200 ? '{"data":[]}' : '{"errors":[]}' };
    };
    const { rows } = await test(api, { goodText: "data" });
    expect([rows.get("S3"), rows.get("T1")]).toEqual(["200 | rejected", "200 | accepted"]);
  });

  it.each<[string, Api, Partial<RunOptions>, string]>([
    [
      "an API that can't be reached",
      () => undefined,
      {},
      "The API can't be reached: connection refused. Check the URL",
    ],
    [
      "a rejected good token",
      () => ({ status: 401 }),
      {},
      "The API rejects a good token (401). Make this request work",
    ],
    ["a good token without a right", () => ({ status: 403 }), {}, "The API rejects a good token (403)."],
    ["a failing API", () => ({ status: 500 }), {}, "The API fails on a good token (500)."],
    [
      "a redirect",
      () => ({ status: 301 }),
      {},
      "The API redirects this request (301), and tokens are only sent to",
    ],
    ["a limit", () => ({ status: 429 }), {}, "The API limits how many requests it accepts (429). Wait"],
    [
      "an open API",
      () => ({ status: 200 }),
      {},
      "The API returns 200 without a token, too, so it doesn't ask for one. If it should, that's the problem.",
    ],
    [
      "a wrong text",
      () => ({ status: 200 }),
      { goodText: "x" },
      "The response to a good token (200) doesn't contain",
    ],
    [
      "a text in every response",
      () => ({ status: 200, text: "x" }),
      { goodText: "x" },
      "The response without a token contains the text in good responses, too.",
    ],
    [
      "a success only without a token",
      (_, token) => ({ status: token ? 404 : 200 }),
      {},
      "The API accepts this request without a token (200), but not with one (404).",
    ],
  ])("stops after the controls for %s", async (_, api, options, expected) => {
    const { verdict, caution, result, sent, markdown } = await test(api, options);
    expect([verdict, result]).toEqual(["Not tested", "incomplete"]);
    expect(caution).toContain(expected);
    expect(sent).toBeLessThanOrEqual(2);
    expect(markdown).toContain("- Not sent: S1, S3, ");
  });

  it("stops at a limit, and reports what is known until then", async () => {
    const { caution, rows, sent, result } = await test((count, token) =>
      count > 9 ? { status: 429 } : answerTo(token),
    );
    expect(caution).toMatch(/^The API limits how many requests it accepts \(429\)/);
    expect([sent, rows.has("S7"), rows.has("H1"), result]).toEqual([10, true, false, "incomplete"]);
  });

  it("stops if the API stops responding", async () => {
    const { caution, rows, sent, result } = await test((count, token) =>
      count > 4 ? undefined : answerTo(token),
    );
    expect(caution).toMatch(/^The API stopped responding\./);
    expect([sent, rows.get("S4"), result]).toEqual([7, "none | crashed, no response", "problems"]);
  });

  it("goes on if only some tokens get no response, except that a long one need not get one", async () => {
    const { rows } = await test((_, token = "") =>
      token.length > 16_000 || token.endsWith(".") ? undefined : answerTo(token),
    );
    expect([rows.get("S5"), rows.get("F6")]).toEqual([
      "none | crashed, no response",
      "none | policy: closed the connection",
    ]);
    expect(rows.has("C5")).toBe(true);
  });

  it("checks in between whether an API that closes connections is still there, and again at the end", async () => {
    const closes = (token = "") => token.endsWith(".");
    const { rows, caution } = await test((_, token) => (closes(token) ? undefined : answerTo(token)));
    expect([rows.get("A1"), rows.get("C5"), caution]).toEqual([
      "none | crashed, no response",
      "200 | policy: control",
      undefined,
    ]);
    const locks = await test((count, token) => {
      if (count > 20) return { status: 401 };
      return closes(token) ? undefined : answerTo(token);
    });
    expect(locks.caution).toMatch(/^A good token got 200 at first, but 401 at the end\./);
    const dies = await test((count, token) => (count > 20 || closes(token) ? undefined : answerTo(token)));
    expect([dies.caution, dies.sent]).toEqual([expect.stringMatching(/^The API stopped responding\./), 23]);
  });

  it("reports what is known if a token can no longer be sent", async () => {
    const { caution, rows, result } = await test((count, token) => {
      if (count === 8) throw new JwtAuthError("key", "No longer there.");
      return answerTo(token);
    });
    expect([caution, rows.has("S7"), result]).toEqual(["Secret: No longer there.", true, "incomplete"]);
    const error = await refusal(() =>
      test(() => {
        throw new JwtAuthError("key", "No longer there.");
      }),
    );
    expect(error.message).toBe("Secret: No longer there.");
  });

  it("says if the API locked the client out", async () => {
    const { caution, result } = await test((count) => ({ status: count === 1 ? 200 : 401 }));
    expect(caution).toBe(
      "A good token got 200 at first, but 401 at the end. If the API locked this client out, or accepts a token only once, the cases that passed prove little.",
    );
    expect(result).toBe("incomplete");
  });

  it("does not count what got the same as a good token at the end", async () => {
    // A resource that can be created only once.
    let isCreated = false;
    const { rows, verdict, caution } = await test((_, token) => {
      const { status } = answerTo(token);
      if (status !== 200) return { status };
      const answer = { status: isCreated ? 409 : 201 };
      isCreated = true;
      return answer;
    });
    expect([rows.get("T1"), rows.get("S3")]).toEqual([
      "409 | policy: like a good token at the end",
      "401 | rejected",
    ]);
    expect(verdict).toMatch(/^Not conclusive, \d+ cases passed/);
    expect(caution).toBe(
      "A good token got 201 at first, but 409 at the end. Cases with 409 may have been accepted. Test a request that can be repeated, such as a GET.",
    );
  });

  it("names what follows from a problem, and shows problems by which tokens can be forged first", async () => {
    const { problems, markdown, rows } = await test((_, token) => ({
      status: token === undefined ? 401 : 200,
    }));
    expect(problems).toEqual(
      expect.arrayContaining(["S3 Claim changed, same signature", "T1 Expired an hour ago"]),
    );
    expect(problems).not.toContain("S5 Empty signature");
    expect(markdown).toMatch(/\n\nWhat follows from it: S1, S4, .*, and F1\.\n\n/);
    expect(markdown).toContain(
      "## S5 Empty signature: accepted\n\nFollows from S3. A token without a signature is accepted, so anyone can write one. See RFC 8725, section 3.3.\n\nVerify the signature",
    );
    const ids = [...rows.keys()];
    expect(ids.indexOf("S3")).toBe(0);
    for (const id of ["H7", "F1", "T4", "A5"]) expect(ids.indexOf(id), id).toBeGreaterThan(ids.indexOf("I1"));
  });

  it("ends within three minutes", async () => {
    let now = NOW;
    const { caution, sent } = await test(
      (_, token) => {
        now += 9_999;
        return answerTo(token);
      },
      {},
      () => now,
    );
    expect([sent, now - NOW]).toEqual([18, 18 * 9_999]);
    expect(caution).toMatch(/^The test stopped after 3 minutes and 18 of \d+ requests\.$/);
  });

  it("says if the API no longer works at the end", async () => {
    const { caution } = await test((count, token, total) =>
      count === total ? { status: 502 } : answerTo(token),
    );
    expect(caution).toBe(
      "A good token got 200 at first, but 502 at the end. The API no longer works. Check its log.",
    );
  });

  it("stops if the user cancels it", async () => {
    let count = 0;
    const api: Api = (_, token) => {
      count += 1;
      return answerTo(token);
    };
    const { caution, sent } = await test(api, { isCancelled: () => count >= 12 });
    expect([sent, caution]).toEqual([
      12,
      expect.stringMatching(/^You stopped the test after 12 of \d+ requests\.$/),
    ]);
  });
});

describe("the settings of a test", () => {
  it("list the claims that an API checks: those that are set, and exp and nbf", async () => {
    const checkedIn = async (more: object) =>
      (await prepareValidation({ ...values, ...more }, request, clock)).checked;
    expect(await checkedIn({})).toEqual(["exp", "nbf", "iss"]);
    expect(await checkedIn({ issuer: "", claims: '{"aud":"me"}', expiresIn: "none" })).toEqual([
      "exp",
      "nbf",
      "aud",
    ]);
  });

  it.each([
    ["exp, nbf", ["exp", "nbf"]],
    [" exp nbf,\niss ", ["exp", "nbf", "iss"]],
    ["", []],
  ])("read a list of claims: %j", (text, expected) => {
    expect(parseCheckedClaims(text)).toEqual(expected);
  });

  it("reject a claim that no case is about", async () => {
    const { message } = await refusal(async () => parseCheckedClaims("exp, scope"));
    expect(message).toBe(`Unknown claim "scope". Use exp, nbf, iat, iss, aud, sub, or jti.`);
  });

  it.each([
    [
      { flow: "jwt-bearer", tokenUrl: "https://as.example.com/token" },
      "flow",
      "This flow sends a token that your server",
    ],
    [
      { flow: "document360", tokenUrl: "https://as.example.com/code" },
      "flow",
      "This flow sends a token that your server",
    ],
    [{ algorithm: "none" }, "algorithm", "Unsigned tokens can't be tested."],
    [{ key: "" }, "key", "Required."],
  ])("reject %j", async (more, field, expected) => {
    const error = await refusal(() => prepareValidation({ ...values, ...more }, request, clock));
    expect([error.field, error.message]).toEqual([field, expect.stringContaining(expected)]);
  });
});
