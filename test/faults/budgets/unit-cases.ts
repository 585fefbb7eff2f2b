import { SOME_UNITS, UNITS } from "../../support/units";
import { type Case, eachOf } from "./case";
import { DOCUMENT360 } from "./field-cases";
import { formCase, GRANT, SECRET } from "./form-case";
import { fill } from "./texts";

/** Fields whose text is sent as it is, with placeholders. */
const freely = (text: string) => ({
  ...GRANT,
  key: text,
  issuer: text,
  subject: text,
  audience: text,
  keyId: text,
  clientId: text,
  scope: text,
  tokenType: text,
});

/** Fields that allow only some texts, and what is needed to use them. */
const STRICT: Record<string, object> = {
  ...Object.fromEntries(
    ["expiresIn", "issuedAt", "notBefore", "headerName", "headerPrefix"].map((name) => [name, {}]),
  ),
  queryName: { placement: "query" },
  cookieName: { placement: "cookie" },
  tokenUrl: GRANT,
  tokenParameters: GRANT,
  preset: {},
  algorithm: {},
  flow: {},
  keyEncoding: {},
  keyFile: { algorithm: "RS256", key: "" },
  tokenValidity: DOCUMENT360,
  readerGroupIds: DOCUMENT360,
  userNameClaim: { preset: "datafor", userName: "robin" },
};

/** The same text for every field, so that it is in memory only once. */
const strictForms = () =>
  SOME_UNITS.flatMap((unit) => {
    const text = fill(unit);
    return Object.entries(STRICT).map(
      ([field, others]) =>
        [`${field}: ${JSON.stringify(unit)}`, { key: SECRET, ...others, [field]: text }] as const,
    );
  });

/** A request whose URL, and each of whose headers, is the same text again and again. */
const request = (unit: string) => ({
  url: `http:${fill(unit)}`,
  headers: ["Authorization", "Cookie", fill(unit)].map((name) => ({ name, value: fill(unit) })),
});

export const unitCases: Case[] = [
  formCase("every field is each repeated text in turn", () =>
    eachOf(SOME_UNITS, (unit) => freely(fill(unit))),
  ),
  formCase(
    "the request is each repeated text in turn",
    () =>
      eachOf(["header", "query", "cookie"], (placement) => ({
        key: SECRET,
        placement,
        claims: '{"a":"$request.host $request.path $request.qsh"}',
      })),
    { makeRequest: () => eachOf(UNITS, request) },
  ),
  formCase("a field is each repeated text in turn", () => new Map(strictForms())),
];
