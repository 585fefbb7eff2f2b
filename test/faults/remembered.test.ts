import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Values } from "../../src/core/form/types";
import { boxConfig, jwk, pem, serviceAccount } from "../support/keys";

/** Part of a PEM's base64 that no other part of a test contains. */
const middle = (text: string) => text.split("\n")[8]?.slice(4, 36) ?? "";
const word = () => randomBytes(16).toString("hex");

/** A form, and what of it must not be in memory after it was used. */
function cases(): { values: Values; secrets: string[] }[] {
  const rsa = pem("rsa.pkcs8.pem");
  const other = pem("rsa-other.pkcs8.pem");
  const encrypted = pem("rsa.pkcs8.encrypted.pem");
  const private4096 = pem("rsa-4096.pem");
  const key = { ...jwk("p256.pkcs8.pem", { kid: "a key ID that is longer than thirteen characters" }) };
  const [secret, ghost, clientSecret, passphrase, claim] = [word(), word() + word(), word(), word(), word()];
  const boxSecret = word();
  return [
    { values: { preset: "ghost-admin", key: `5f1b2c3d4e5f6a7b8c9d0e1f:${ghost}` }, secrets: [ghost] },
    { values: { algorithm: "ES256", key: JSON.stringify(key) }, secrets: [String(key.d)] },
    {
      values: {
        algorithm: "RS256",
        key: JSON.stringify(serviceAccount("rsa.pkcs8.pem")),
        claims: '{"a":"$key.email"}',
      },
      secrets: [middle(rsa)],
    },
    {
      values: {
        algorithm: "RS256",
        key: JSON.stringify(boxConfig({ clientSecret: boxSecret })),
        claims: '{"a":"$key.clientId"}',
      },
      secrets: [boxSecret],
    },
    // Errors are remembered, too.
    { values: { algorithm: "ES384", key: other }, secrets: [middle(other)] },
    { values: { algorithm: "RS256", key: encrypted, passphrase }, secrets: [middle(encrypted), passphrase] },
    { values: { algorithm: "RS256", key: private4096.slice(0, 900) }, secrets: [middle(private4096)] },
    {
      values: {
        key: word(),
        flow: "jwt-bearer",
        tokenUrl: "https://a.example/",
        clientId: "a",
        clientSecret,
      },
      secrets: [clientSecret],
    },
    {
      values: { algorithm: "RS256", key: rsa, certificate: pem("rsa.certificate.pem") + rsa },
      secrets: [middle(rsa)],
    },
    { values: { key: secret, claims: `{"known":"${claim}"}` }, secrets: [secret] },
  ];
}

it("what is remembered between sends contains no secret's text", () => {
  const folder = mkdtempSync(join(tmpdir(), "jwt-bearer-heap-"));
  const [forms, snapshot] = [join(folder, "forms.json"), join(folder, "memory.heapsnapshot")];
  const all = cases();
  writeFileSync(forms, JSON.stringify(all.map(({ values }) => values)));
  const flags = ["--expose-gc", "--heap-snapshot-string-limit=1000000", "--import", "tsx"];
  execFileSync(process.execPath, [...flags, "test/faults/heap.ts", forms, snapshot], { stdio: "pipe" });
  const memory = readFileSync(snapshot, "latin1");
  rmSync(folder, { recursive: true });

  // The claims are remembered, which shows that the search finds what is there.
  const [, known = "?"] = /"known":"(\w+)"/.exec(String(all.at(-1)?.values.claims)) ?? [];
  expect(memory.includes(known)).toBe(true);
  const found = all.filter(({ secrets }) => secrets.some((secret) => memory.includes(secret)));
  expect(found.map(({ values }) => Object.keys(values))).toEqual([]);
  for (const { secrets } of all) for (const secret of secrets) expect(secret.length).toBeGreaterThan(20);
});
