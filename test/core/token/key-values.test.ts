import { execFileSync } from "node:child_process";
import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { describe, expect, it } from "vitest";
import { authenticate } from "../../../src/core/authenticate";
import type { Values } from "../../../src/core/form/types";
import { preview } from "../../../src/core/preview";
import { jwk, keyFor, keyPath, pem, SECRET, serviceAccount } from "../../support/keys";
import { clock, failure, NOW, request, sign, tokenServices } from "../../support/sign";

const hmac = { key: SECRET };
const rsa = () => ({ algorithm: "RS256", key: pem("rsa.pkcs8.pem") });

/** The value of an additional claim after its placeholders are replaced. */
const claim = async (text: string, values: Values) =>
  (await sign({ ...values, claims: JSON.stringify({ claim: text }) })).claims.claim;

describe("the key placeholder", () => {
  it("$key.sha256 matches OpenSSL's digest of the public key", async () => {
    const digest = execFileSync(
      "sh",
      [
        "-c",
        'openssl rsa -in "$1" -pubout -outform DER 2>/dev/null | openssl dgst -sha256 -binary | openssl enc -base64',
        "sh",
        keyPath("rsa.pkcs8.pem"),
      ],
      { encoding: "utf8" },
    );
    expect(await claim("$key.sha256", rsa())).toBe(digest.trim());
  });

  it("$key.thumbprint matches the thumbprint in RFC 8037", async () => {
    // RFC 8037 appendix A.3.
    const key =
      '{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}';
    expect(await claim("$key.thumbprint", { algorithm: "EdDSA", key })).toBe(
      "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k",
    );
  });

  it("$key.email is the service account's email", async () => {
    const key = JSON.stringify(serviceAccount("rsa.pkcs8.pem"));
    expect(await claim("$key.email", { algorithm: "RS256", key })).toBe("robot@project.example");
  });

  it("$key.thumbprint as the key ID does not select a key from a JWK set, but sets the kid of the one used", async () => {
    const key = JSON.stringify({ keys: [jwk("p256.pkcs8.pem", { kid: "a" })] });
    const { header } = await sign({ algorithm: "ES256", key, keyId: "$key.thumbprint" });
    expect(header.kid).toMatch(/^[\w-]{43}$/);
  });

  it("syntax in the key's own kid is not replaced", async () => {
    const key = JSON.stringify(jwk("p256.pkcs8.pem", { kid: "$uuid$$" }));
    expect((await sign({ algorithm: "ES256", key })).header.kid).toBe("$uuid$$");
  });
});

describe("$key.jwk", () => {
  // RFC 8037 appendix A.2 and A.3.
  const key =
    '{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":"a"}';
  const publicJwk = '{"crv":"Ed25519","kty":"OKP","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}';

  it("is an object if the text contains nothing else, and otherwise its text", async () => {
    const claims = '{ "cnf": { "jwk": "$key.jwk" }, "text": "$key.jwk." }';
    const { header, text } = await sign({
      algorithm: "EdDSA",
      key,
      subject: "$key.jwk",
      header: '{ "jwk": "$key.jwk" }',
      claims,
    });
    expect(JSON.stringify(header.jwk)).toBe(publicJwk);
    expect(text).toContain(`"cnf":{"jwk":${publicJwk}}`);
    expect(JSON.parse(text)).toMatchObject({ sub: publicJwk, text: `${publicJwk}.` });
  });

  it.each(["RS256", "PS512", "ES256", "ES512", "ES256K", "EdDSA"])(
    "is the public key alone for %s, in the text whose digest is the thumbprint",
    async (algorithm) => {
      const { key, verifyWith } = keyFor(algorithm);
      const claims = '{ "jwk": "$key.jwk", "thumbprint": "$key.thumbprint" }';
      const { jwk, thumbprint } = (await sign({ algorithm, key, claims })).claims as {
        jwk: Record<string, string>;
        thumbprint: string;
      };
      expect(createPublicKey({ key: jwk, format: "jwk" }).equals(verifyWith as KeyObject)).toBe(true);
      expect(Object.keys(jwk).filter((name) => !/^(?:kty|crv|x|y|n|e)$/.test(name))).toEqual([]);
      // RFC 7638 section 3.
      expect(createHash("sha256").update(JSON.stringify(jwk)).digest("base64url")).toBe(thumbprint);
    },
  );

  it("is text in the parameters of a token request, which cannot be objects", async () => {
    const server = tokenServices();
    const form = { flow: "jwt-bearer", tokenUrl: "https://as.example.com/token", algorithm: "EdDSA", key };
    const tokenParameters = '{ "req_cnf": "$key.jwk" }';
    await authenticate({ ...form, tokenParameters }, request, clock, server);
    expect(new URLSearchParams(server.asked[0]?.body).get("req_cnf")).toBe(publicJwk);
  });

  it("counts toward the limit of what placeholders add up to", async () => {
    const claims = JSON.stringify({ a: Array.from({ length: 3000 }, () => "$key.jwk") });
    expect((await failure({ ...rsa(), claims })).message).toBe(
      "Additional Claims: The placeholders add up to more than 1 MiB. Use fewer of them.",
    );
  });

  it("remains as it is in the preview while the key is missing", async () => {
    const { token } = await preview({ claims: '{ "jwk": "$key.jwk", "at": "$now.ms" }' }, NOW);
    expect(JSON.parse(token?.claims ?? "{}")).toMatchObject({ jwk: "$key.jwk", at: NOW });
  });
});

describe("a placeholder for the key fails", () => {
  const WITHOUT = "has no value because";
  const FILE = "Paste the whole file as the key, or enter the value here.";

  it.each<[string, () => Values, string]>([
    ...["key.sha256", "key.thumbprint", "key.jwk"].flatMap((name): [string, () => Values, string][] => [
      [name, () => hmac, "a shared secret has no public key. Remove it or use a private key."],
      [
        name,
        () => ({ algorithm: "none" }),
        "the algorithm none uses no key. Remove it or choose another algorithm.",
      ],
    ]),
    ["key.email", rsa, `the key isn't a Google service account file. ${FILE}`],
    ["key.clientId", rsa, `the key isn't a Box config file. ${FILE}`],
    ["key.enterpriseId", rsa, `the key isn't a Box config file with an enterprise ID. ${FILE}`],
  ])("if it is $%s and the key has no such value", async (name, values, problem) => {
    const claims = JSON.stringify({ claim: `$${name}` });
    expect((await failure({ ...values(), claims })).message).toBe(
      `Additional Claims: The placeholder $${name} ${WITHOUT} ${problem}`,
    );
  });
});
