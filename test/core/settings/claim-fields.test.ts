import { expect, it, vi } from "vitest";
import { preview } from "../../../src/core/preview";
import type schema from "../../../ui-schema.json";
import { SECRET } from "../../support/keys";
import { NOW, NOW_SECONDS, sign } from "../../support/sign";

// The real schema with one more entry for each kind of claim field.
vi.mock("../../../ui-schema.json", async (original) => {
  const { default: real } = await original<{ default: typeof schema }>();
  const field = {
    type: "text",
    label: "New",
    description: "A new field.",
    default: "none",
    shownWhen: "signs",
  };
  const entries = [
    { ...field, name: "nonce", sets: { claim: "nonce" } },
    { ...field, name: "actor", sets: { claim: "act" }, referable: true },
    { ...field, name: "authTime", sets: { claim: "auth_time" }, reads: "time" },
    { ...field, name: "contentType", sets: { header: "cty" } },
    // Without a default, an empty field omits the claim too. Times cannot contain placeholders.
    { ...field, name: "noDefault", default: undefined, sets: { claim: "nothing" } },
    { ...field, name: "updatedAt", sets: { claim: "updated_at" }, reads: "time", referable: true },
  ];
  return { default: { ...real, inputs: [...real.inputs, ...entries] } };
});

it("adding a claim field takes only one entry in ui-schema.json", async () => {
  const values = {
    key: SECRET,
    nonce: "n",
    actor: "robin",
    authTime: "now",
    contentType: "JWT",
    updatedAt: "now",
  };
  const { header, claims } = await sign({ ...values, subject: "for $actor", issuedAt: "none" });
  expect(header).toEqual({ alg: "HS256", typ: "JWT", cty: "JWT" });
  expect(claims).toEqual({
    sub: "for robin",
    exp: NOW_SECONDS + 300,
    nonce: "n",
    act: "robin",
    auth_time: NOW_SECONDS,
    updated_at: NOW_SECONDS,
  });
});

it("a new claim field causes a warning if additional claims override it", async () => {
  const { warnings } = await preview({ ...{ nonce: "n" }, key: SECRET, claims: '{ "nonce": 1 }' }, NOW);
  expect(warnings).toEqual(['New is ignored because Additional Claims sets "nonce".']);
});
