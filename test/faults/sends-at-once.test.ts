import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Runtime } from "../support/runtime";

interface Send {
  values: Record<string, unknown>;
  path: string;
  verifyWith: KeyObject | Uint8Array;
}

/** Fifty sends, each with a different key, subject, and path. */
const sends: Send[] = Array.from({ length: 50 }, (_, index) => {
  const values = { subject: `user-${index}`, claims: '{"path": "$request.path"}', headerPrefix: "none" };
  const path = `/path/${index}`;
  if (index % 2) {
    const key = `the secret of user ${index}, which has enough bytes`;
    return { values: { ...values, algorithm: "HS256", key }, path, verifyWith: Buffer.from(key) };
  }
  const [algorithm, pair] =
    index % 4
      ? (["ES256", generateKeyPairSync("ec", { namedCurve: "P-256" })] as const)
      : (["EdDSA", generateKeyPairSync("ed25519")] as const);
  const key = pair.privateKey.export({ format: "pem", type: "pkcs8" });
  return { values: { ...values, algorithm, key }, path, verifyWith: pair.publicKey };
});

describe("fifty concurrent sends in the real client's plugin runtime", () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await Runtime.start();
  });
  afterAll(() => runtime.close());

  const sendAll = (more: object) =>
    Promise.all(
      sends.map(async ({ values, path }) => {
        const request = { method: "GET", url: `https://api.example.com${path}` };
        const reply = await runtime.apply({ ...values, ...more }, request);
        return (reply.setHeaders as { value: string }[] | undefined)?.[0]?.value ?? "";
      }),
    );

  const expectOwn = async (tokens: string[]) => {
    for (const [index, { values, path, verifyWith }] of sends.entries()) {
      const { payload } = await jwtVerify(tokens[index] ?? "", verifyWith);
      expect(payload).toMatchObject({ sub: values.subject, path });
    }
  };

  it("each get a token with their own key, subject, and path", async () => {
    await expectOwn(await sendAll({}));
  });

  it("each cache their own token, and reuse it in the next send", async () => {
    const first = await sendAll({ reuse: "until-expiry" });
    await expectOwn(first);
    expect(await sendAll({ reuse: "until-expiry" })).toEqual(first);
  });

  it("each get their own token or their own error if half of them fail", async () => {
    const request = { method: "GET", url: "https://api.example.com/" };
    const replies = await Promise.all(
      sends.map(({ values }, index) =>
        runtime.apply({ ...values, claims: index % 2 ? `{"a": "$request.b${index}"}` : "" }, request),
      ),
    );
    for (const [index, { values, verifyWith }] of sends.entries()) {
      const { error, setHeaders } = replies[index] as { error?: string; setHeaders?: { value: string }[] };
      if (index % 2)
        expect(error).toMatch(new RegExp(`^Additional Claims: Unknown placeholder \\$request.b${index}\\.`));
      else
        expect((await jwtVerify(setHeaders?.[0]?.value ?? "", verifyWith)).payload.sub).toBe(values.subject);
    }
  });
});
