import { describe, expect, it } from "vitest";
import type { Values } from "../../src/core/form/types";
import { preview } from "../../src/core/preview";
import { SECRET } from "../support/keys";
import { NOW } from "../support/sign";
import { UNITS } from "../support/units";

const key = SECRET;
const warnings = async (values: Values) => (await preview({ key, ...values }, NOW)).warnings;
const claim = (value: unknown, name = "x"): Values => ({ claims: JSON.stringify({ [name]: value }) });
const grant = {
  flow: "jwt-bearer",
  issuer: "a",
  subject: "b",
  audience: "c",
  tokenUrl: "https://a.example/",
};

const signed = (where: string, what: string) =>
  `${where} contains ${what}, which is signed as typed. Delete it unless it's intentional.`;
const OTHER = `another client's placeholder. Yaak writes variables as \${[ name ]}`;
const dollar = (where: string, name: string, nearest?: string) =>
  `${where} contains ${name}, which isn't a placeholder and is signed as typed. Enter ${nearest ? `${nearest}, or ` : ""}$$ for a dollar sign without this warning.`;

describe("the form warns about an invisible character", () => {
  it.each<[string, Values, string]>([
    ["in a claim", claim("ad\u200bmin", "role"), signed('The "role" claim', "a zero-width space (U+200B)")],
    ["in a name", claim(1, "ro\u00adle"), signed('The "ro le" claim', "a soft hyphen (U+00AD)")],
    ["at any depth", claim([{ a: "\ufeff" }]), signed('The "x" claim', "a byte order mark (U+FEFF)")],
    ["in a nested name", claim({ "a\u2060": 1 }), signed('The "x" claim', "a word joiner (U+2060)")],
    [
      "in a header parameter",
      { header: '{"cty":"a\u200eb"}' },
      signed('The "cty" header parameter', "a left-to-right mark (U+200E)"),
    ],
    ["in the issuer", { issuer: "a\u00a0b" }, signed("Issuer (iss)", "a no-break space (U+00A0)")],
    ["in the key ID", { keyId: "a\u202eb" }, signed("Key ID (kid)", "a right-to-left override (U+202E)")],
    [
      "in one of several audiences",
      { audience: "a,b\u2066c" },
      signed("Audience (aud)", "a left-to-right isolate (U+2066)"),
    ],
    [
      "of several kinds",
      { subject: "a\u200b\u00a0\u200bb\ufeffc" },
      "Subject (sub) contains a zero-width space (U+200B) and a no-break space (U+00A0), which are signed as typed. Delete them unless they're intentional.",
    ],
    [
      "in the scope",
      { ...grant, scope: "read\u00a0write" },
      "Scope contains a no-break space (U+00A0), which is sent as typed. Delete it unless it's intentional.",
    ],
  ])("%s", async (_, values, warning) => {
    expect(await warnings(values)).toEqual([warning]);
  });

  it.each<[string, Values]>([
    ["around a value", { issuer: "\u200ba\ufeff\u00a0", keyId: "k\n" }],
    ["that emoji and languages need", claim("👩\u200d💻 می\u200cخواهم")],
    ["in an ignored field", { claims: '{"iss":"a"}', issuer: "\u200b" }],
  ])("but not %s", async (_, values) => {
    expect(await warnings(values)).toEqual([]);
  });
});

describe("the form warns about another client's placeholder", () => {
  it.each<[string, Values, string]>([
    ["{{iss}}", { issuer: "{{iss}}" }, `Issuer (iss) contains {{iss}}, ${OTHER}.`],
    ["{{ _.sub }}", { subject: "a-{{ _.sub }}" }, `Subject (sub) contains {{ _.sub }}, ${OTHER}.`],
    ["<<kid>>", { keyId: "<<kid>>" }, `Key ID (kid) contains <<kid>>, ${OTHER}.`],
    [
      "{{$timestamp}}",
      claim("{{$timestamp}}"),
      `The "x" claim contains {{$timestamp}}, ${OTHER}, and $now is the time of signing.`,
    ],
    [
      "{{$guid}}",
      claim("{{$guid}}"),
      `The "x" claim contains {{$guid}}, ${OTHER}, and $uuid is a random UUID.`,
    ],
    ["a name", claim(1, "{{name}}"), `The "{{name}}" claim contains {{name}}, ${OTHER}.`],
    ["%USER%", claim("%USER%"), `The "x" claim contains %USER%, ${OTHER}.`],
    ["#{user}#", { header: '{"cty":"#{user}#"}' }, `The "cty" header parameter contains #{user}#, ${OTHER}.`],
    [
      "a token URL",
      { ...grant, tokenUrl: "https://{{host}}.example/" },
      `Token URL contains {{host}}, ${OTHER}.`,
    ],
    ["a client ID", { ...grant, clientId: "{{id}}" }, `Client ID contains {{id}}, ${OTHER}.`],
    ["a scope", { ...grant, scope: "<<scope>>" }, `Scope contains <<scope>>, ${OTHER}.`],
    [
      "Yaak's own",
      { issuer: `\${[ issuer ]}` },
      `Issuer (iss) contains \${[ issuer ]}, a variable that Yaak didn't replace. Check its name and the selected environment.`,
    ],
  ])("in %s", async (_, values, warning) => {
    expect(await warnings(values)).toContain(warning);
  });

  it.each([
    "{}",
    "{a}",
    "a{{b",
    "50% of %",
    "/%C3%A4%C3%B6",
    "%20%2F%AFb%20",
    "<b>x</b>",
    "a << b",
    "$5 {x}",
    "#1",
  ])("but not in %j", async (text) => {
    expect(await warnings(claim(text))).toEqual([]);
  });
});

describe("the form warns about a dollar sign that starts no placeholder", () => {
  it.each<[string, string | undefined]>([
    ["$client_id", "$clientId"],
    ["$Issuer", "$issuer"],
    ["$isuser", "$issuer"],
    ["$timestamp", "$now"],
    ["$guid", "$uuid"],
    ["$nowUtc", "$now"],
    ["$uuid4", "$uuid"],
    ["$requestPath", "$request.path"],
    ["$request_path", "$request.path"],
    ["$Request.path", "$request.path"],
    ["$key_id", "$keyId"],
    ["$iss", "$issuer"],
    ["$keyIds", "$keyId"],
    ["$HOME", undefined],
    ["$foo.bar", undefined],
    ["$nothing-like-it", undefined],
  ])("such as %s", async (name, nearest) => {
    expect(await warnings(claim(`a ${name}, b`))).toEqual([dollar('The "x" claim', name, nearest)]);
    expect(await warnings({ keyId: name })).toEqual([dollar("Key ID (kid)", name, nearest)]);
  });

  it.each<[string, unknown]>([
    ["an amount", "$5 and US$ and $"],
    ["a doubled one", "$$client_id $$$$x"],
    ["one after a letter or digit", "a$b 1$c ü$d $2b$10$abc"],
    ["a placeholder", "$now+5m $uuid/$request.path $keyId"],
    ["a name", { $schema: 1 }],
  ])("but not %s", async (_, value) => {
    expect(await warnings({ ...claim(value), keyId: "k" })).toEqual([]);
  });
});

it.each<[string, string[]]>([
  ["secret", []],
  [" secret", ["Client Secret: The spaces or line breaks around it were removed."]],
  ["\u200bsecret\u00a0\n", ["Client Secret: The spaces or line breaks around it were removed."]],
])("the form says that white space around the client secret %j is removed", async (clientSecret, found) => {
  expect(await warnings({ ...grant, clientId: "id", clientSecret })).toEqual(found);
});

it("the form does not show what additional parameters contain", async () => {
  const tokenParameters = '{"a":"{{b}} $client_id \u200b"}';
  expect(await warnings({ ...grant, tokenParameters })).toEqual([]);
});

it("the form finds all of this fast", async () => {
  for (const unit of [...UNITS, "$a", "$a-", "{{a", "%a", "\u200b", "$isuser "]) {
    const text = JSON.stringify(unit.repeat(100_000 / unit.length));
    const start = performance.now();
    await warnings({ claims: `{"a":${text},"b":[${text}]}`.slice(0, 256_000) });
    expect(performance.now() - start, unit).toBeLessThan(1000);
  }
});
