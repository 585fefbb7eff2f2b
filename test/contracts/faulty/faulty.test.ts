import { SignJWT } from "jose";
import jwt from "jsonwebtoken";
import { describe, expect, it } from "vitest";
import { type FaultyApi, startApi } from "./api";
import { casesFor } from "./cases";
import type { Checks } from "./checks";
import { faults } from "./faults";
import { goodApis, openApis } from "./good-apis";
import { createJudge } from "./judge";
import { ALGORITHMS, type Algorithm, clientKey, settingsFor } from "./settings";
import { clientKeys, createToken, goodClaims, goodHeader } from "./tokens";

/* The API that judges the plugin's tokens is itself judged: by tokens of independent libraries, and by tokens with one flaw each. */

const cases = new Map(ALGORITHMS.map((algorithm) => [algorithm, casesFor(algorithm)]));

const goodToken = (algorithm: Algorithm) =>
  createToken({
    header: goodHeader(algorithm),
    claims: goodClaims(),
    key: clientKeys(algorithm).own,
  });

/** The IDs of the cases that an API with these checks should not have accepted, or crashed on. */
function findings(algorithm: Algorithm, checks: Partial<Checks> = {}): string[] {
  const judge = createJudge(algorithm, checks);
  const found = (cases.get(algorithm) ?? []).filter(({ request, isPolicy, isRepeated }) => {
    if (isRepeated) judge(request);
    const verdict = judge(request);
    return verdict === "accepted" ? !isPolicy : verdict === "crashed" || verdict === "closed";
  });
  return [...new Set(found.map(({ id }) => id))].sort();
}

/** Sends a token, and returns how the API answers. */
async function send(api: FaultyApi, token?: string, path = "/orders") {
  const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` };
  const response = await fetch(api.url + path, { ...(headers && { headers }), redirect: "manual" });
  const challenge = response.headers.get("www-authenticate");
  return { status: response.status, challenge, body: await response.json() };
}

describe.each(ALGORITHMS)("the strict API for %s", (algorithm) => {
  it("accepts tokens of jose and jsonwebtoken", async () => {
    const api = await startApi({ algorithm });
    const { own } = clientKeys(algorithm);
    const { issuer = "", audience = "", subject = "", keyId = "" } = settingsFor(algorithm);
    const byJose = await new SignJWT()
      .setProtectedHeader({ alg: algorithm, kid: keyId })
      .setIssuer(issuer)
      .setAudience([audience, "https://other.example.com"])
      .setSubject(subject)
      .setIssuedAt()
      .setNotBefore("0s")
      .setExpirationTime("5m")
      .setJti("jose")
      .sign(own);
    const options = { algorithm, keyid: keyId, issuer, audience, subject, expiresIn: 300 };
    const byJsonWebToken = jwt.sign({}, clientKey(algorithm), options);
    for (const token of [byJose, byJsonWebToken, byJsonWebToken]) {
      const { status, body } = await send(api, token);
      expect([status, Object.keys(body)]).toEqual([200, ["orders"]]);
    }
    expect((await send(api, byJose)).status, "a used jti").toBe(401);
    await api.close();
  });

  it("rejects every case", async () => {
    const api = await startApi({ algorithm });
    const listed = cases.get(algorithm) ?? [];
    for (const { id, request, isRepeated } of listed) {
      const token = request.authorization?.slice("Bearer ".length);
      if (isRepeated) await send(api, token);
      const { status, challenge } = await send(api, token, request.path);
      const isMissing = token === undefined;
      expect([status, challenge], id).toEqual(
        id === "F6" ? [431, null] : [401, isMissing ? "Bearer" : 'Bearer error="invalid_token"'],
      );
    }
    expect(new Set(api.requests.map(({ authorization }) => authorization)).size).toBe(listed.length - 1);
    await api.close();
  });
});

describe("an API without faults", () => {
  it.each(goodApis)("accepts only good tokens: $algorithm, $name", async (good) => {
    const { algorithm, fault, status = 401 } = good;
    expect(findings(algorithm, fault?.checks)).toEqual([]);
    const api = await startApi(good);
    const { body } = await send(api, goodToken(algorithm));
    const rejected = await send(api);
    expect(JSON.stringify(body)).toContain("orders");
    expect(JSON.stringify(rejected.body)).not.toContain("orders");
    expect(rejected.status).toBe(status === "graphql" ? 200 : status === "redirect" ? 302 : status);
    await api.close();
  });

  it("may accept what is a matter of policy", () => {
    const lenient = goodApis.filter(({ name }) => name === "is lenient");
    expect(lenient).toHaveLength(ALGORITHMS.length);
    for (const { algorithm, fault } of lenient) {
      const judge = createJudge(algorithm, fault?.checks);
      const accepted = cases.get(algorithm)?.filter(({ request }) => judge(request) === "accepted");
      expect(accepted).toEqual(cases.get(algorithm)?.filter(({ isPolicy }) => isPolicy));
    }
  });

  it.each(openApis)("answers without a token: $name", async (open) => {
    const api = await startApi(open);
    expect((await send(api)).status).toBe(200);
    expect((await send(api, "x.y.z")).status).toBe(open.fault ? 200 : 401);
    await api.close();
  });
});

describe("an API with a fault", () => {
  it("is listed once", () => {
    const names = faults.map(({ name, algorithm }) => `${name} ${algorithm}`);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(faults.map(({ name }) => name)).size).toBeGreaterThanOrEqual(35);
  });

  it.each(faults)("fails exactly its cases: $algorithm, $name", ({ algorithm, checks, finds, root }) => {
    expect(findings(algorithm, checks)).toEqual([...finds].sort());
    expect(finds).toContain(root);
    const authorization = `Bearer ${goodToken(algorithm)}`;
    expect(createJudge(algorithm, checks)({ path: "/", authorization })).toBe("accepted");
  });

  it("exists for each variant of a case that is judged", () => {
    for (const [algorithm, listed] of cases) {
      const judges = faults
        .filter((fault) => fault.algorithm === algorithm)
        .map(({ checks }) => createJudge(algorithm, checks));
      const missed = listed.filter(
        ({ request, isPolicy }) =>
          !isPolicy &&
          judges.every((judge) => ["no token", "rejected", "too large"].includes(judge(request))),
      );
      expect([algorithm, missed.map(({ id }) => id)]).toEqual([algorithm, ["C2"]]);
    }
  });

  it("answers 500, or not at all", async () => {
    const answers = ["crashes on a large token", "closes the connection if r = s = 0"].map(async (name) => {
      const fault = faults.find((other) => other.name === name);
      if (!fault) throw new Error(name);
      const api = await startApi({ algorithm: fault.algorithm, fault });
      const [id] = fault.finds;
      const { request } = cases.get(fault.algorithm)?.find((other) => other.id === id) ?? {};
      const answer = await send(api, request?.authorization?.slice(7)).catch((error: Error) => error.message);
      await api.close();
      return answer;
    });
    expect(await Promise.all(answers)).toMatchObject([{ status: 500 }, "fetch failed"]);
  });
});
