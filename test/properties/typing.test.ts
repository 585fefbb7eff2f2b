import { describe, expect, it } from "vitest";
import { fields } from "../../src/core/form/schema";
import type { FieldName } from "../../src/core/form/types";
import { presets } from "../../src/presets";
import type { YaakInput } from "../../src/yaak/host";
import { jwk, PASSPHRASE, pem, SECRET, serviceAccount } from "../support/keys";
import { loadPlugin } from "../support/plugin";
import { filledIn } from "../support/preset-cases";

const { args } = loadPlugin().authentication;

/** An input as it is drawn, in the form's order. Those in a container that is hidden are hidden, too. */
interface Drawn {
  /** Unique in the form. */
  id: string;
  name?: string;
  isVisible: boolean;
}

let form = 0;

async function draw(values: object): Promise<Drawn[]> {
  const context = { window: { requestId: async () => null } };
  const drawn: YaakInput[] = [];
  for (const { dynamic, ...input } of args)
    drawn.push({
      ...input,
      ...(await dynamic?.(context as never, { contextId: `typing ${form++}`, values } as never)),
    } as YaakInput);
  return listed(drawn, "", true);
}

function listed(inputs: YaakInput[], path: string, isShown: boolean): Drawn[] {
  return inputs.flatMap((input, at) => {
    const {
      hidden = false,
      name,
      inputs: inner = [],
    } = input as { hidden?: boolean; name?: string; inputs?: YaakInput[] };
    const isContainer = "inputs" in input;
    const nested = listed(inner, `${path}${at}.`, isShown && !hidden);
    // Yaak draws no container without a visible input.
    const isVisible = isShown && !hidden && (!isContainer || nested.some((each) => each.isVisible));
    return [{ id: `${path}${at}`, name, isVisible }, ...nested];
  });
}

/** Which inputs before the field are visible. What contains it is not before it. */
function before(drawn: Drawn[], name: string): string[] {
  const at = drawn.findIndex((input) => input.name === name && input.isVisible);
  const { id: own = "" } = drawn[at] ?? {};
  return drawn
    .slice(0, at)
    .flatMap(({ id, isVisible }) => (isVisible && !own.startsWith(`${id}.`) ? id : []));
}

const rsa = () => pem("rsa.pkcs8.pem");
const sets = () =>
  JSON.stringify({
    keys: [
      jwk("rsa.pkcs8.pem", { kid: "rsa" }),
      jwk("p256.pkcs8.pem", { kid: "ec" }),
      { kty: "oct", k: "c2VjcmV0", kid: "oct" },
    ],
  });

/** Forms that people fill in. */
const forms: Record<string, () => object> = {
  empty: () => ({}),
  secret: () => ({ key: SECRET }),
  "private key": () => ({ key: rsa(), issuer: "me" }),
  "encrypted key": () => ({ key: pem("rsa.pkcs8.encrypted.pem") }),
  "JWK set": () => ({ key: sets() }),
  "key file": () => ({ preset: "google-oauth", key: JSON.stringify(serviceAccount("rsa.pkcs8.pem")) }),
  grant: () => ({ key: SECRET, flow: "client-assertion" }),
  query: () => ({ key: SECRET, placement: "query" }),
  ...Object.fromEntries(
    [...presets.keys()].flatMap((preset) => [
      [`preset ${preset}`, () => ({ preset })],
      [`preset ${preset}, filled in`, () => ({ preset, ...filledIn[preset]?.() })],
    ]),
  ),
};

/** What is typed into fields of their own kind: with a preset, only the first. Anything else gets text with a placeholder. */
const typed: Partial<Record<FieldName, () => string[]>> = {
  key: () => [pem("ed25519.pkcs8.pem"), SECRET.slice(0, 12), '{"kty":"oct","k":"c2VjcmV0"}'],
  keyId: () => ["rsa", "ec", "oct", "$issuer"],
  passphrase: () => [PASSPHRASE],
  claims: () => ['{ "iss": "$request.path", "exp": 1 }'],
  header: () => ['{ "alg": "none", "kid": "k" }'],
  tokenParameters: () => ['{ "resource": ["a", "b"] }'],
  expiresIn: () => ["1h30m", "none"],
  certificate: () => ["-----BEGIN CERTIFICATE-----"],
};

describe("while text is typed letter by letter, nothing before it is shown or hidden:", () => {
  const textFields = [...fields.values()].filter(({ type }) => type === "text" || type === "editor");
  let steps = 0;

  it.each(Object.entries(forms))("in a form that is %s", async (_, values) => {
    const drawn = await draw(values());
    for (const { name } of textFields) {
      const isDrawn = drawn.some((input) => input.name === name && input.isVisible);
      // The other fields of a preset are typed into its form that is filled in.
      const isElsewhere = Object.keys(values()).join() === "preset" && name !== "key";
      if (!isDrawn || isElsewhere) continue;
      const texts = typed[name]?.() ?? ["a, $iss"];
      for (const text of "preset" in values() ? texts.slice(0, 1) : texts) {
        const expected = before(await draw({ ...values(), [name]: "" }), name);
        for (let length = 1; length <= text.length; length++) {
          // Most of a text is the same in all forms: with a preset, its start, some of it, and its end are enough.
          if ("preset" in values() && length > 4 && length % 8 > 0 && length < text.length - 1) continue;
          const now = await draw({ ...values(), [name]: text.slice(0, length) });
          expect(before(now, name), `${name} after ${text.slice(0, length)}`).toEqual(expected);
          steps++;
        }
      }
    }
  });

  it("and that was tried", () => expect(steps).toBeGreaterThan(3000));
});
