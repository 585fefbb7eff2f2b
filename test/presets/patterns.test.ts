import { expect, it } from "vitest";
import { preview } from "../../src/core/preview";
import { presets } from "../../src/presets";
import { filledIn } from "../support/preset-cases";
import { NOW } from "../support/sign";

type Row = [preset: string, field: "subject" | "audience", value: string];

/** Whether the form warns of a value's format. */
const isWarnedOf = async ([preset, field, value]: Row): Promise<boolean> => {
  const hint = presets.get(preset)?.fields[field]?.pattern?.hint ?? "none";
  const { warnings } = await preview({ preset, ...filledIn[preset]?.(), [field]: value }, NOW);
  return warnings.some((warning) => warning.endsWith(`: ${hint}`));
};

it.each<Row>([
  ["snowflake", "subject", "MYORG-MYACCOUNT.ALICE"],
  ["snowflake", "subject", " MYORG-MYACCOUNT.ALICE\n"],
  ["snowflake", "subject", "XY12345.ALICE_2"],
  ["snowflake", "subject", "ACME-PROD.ALICE@EXAMPLE.COM"],
  ["snowflake", "subject", "ACME-PROD.ALICE.SMITH@EXAMPLE.COM"],
  ["snowflake", "subject", "ACME-PROD.MARY-ANN.SMITH@MAIL.EXAMPLE.CO.UK"],
  ["snowflake", "subject", "ACME-PROD.ROBIN@US-EAST-1.EXAMPLE.COM"],
  ["salesforce", "audience", "https://login.salesforce.com"],
  ["salesforce", "audience", "https://test.salesforce.com "],
  ["salesforce", "audience", "https://example.my.site.com/customers"],
  ["salesforce", "audience", "none"],
  ["docusign", "audience", "account.docusign.com"],
  ["docusign", "audience", "\u200baccount-d.docusign.com"],
])("the preset %s accepts the %s %j", async (...row) => {
  expect(await isWarnedOf(row)).toBe(false);
});

it.each<Row>([
  ["snowflake", "subject", "myorg-myaccount.alice"],
  ["snowflake", "subject", "MYACCOUNT.PRIVATELINK.ROBIN"],
  ["snowflake", "subject", "XY12345.US-EAST-1.ROBIN"],
  ["snowflake", "subject", "XY12345.EAST-US-2.AZURE.ROBIN"],
  ["snowflake", "subject", "XY12345.US-CENTRAL1.GCP.ROBIN"],
  ["snowflake", "subject", "XY12345.US-EAST-1.ROBIN@EXAMPLE.COM"],
  ["snowflake", "subject", "MYACCOUNT.PRIVATELINK.ROBIN@EXAMPLE.COM"],
  ["snowflake", "subject", "ROBIN"],
  ["snowflake", "subject", "MYORG MYACCOUNT.ROBIN"],
  ["snowflake", "subject", '"MYORG-MYACCOUNT.ROBIN"'],
  ["snowflake", "subject", "MYORG-MYACCOUNT.SNOWFLAKECOMPUTING.COM.ROBIN"],
  ["snowflake", "subject", "MYORG-MYACCOUNT.ROBIN.SHA256:ABC="],
  ["salesforce", "audience", "https://login.salesforce.com/"],
  ["salesforce", "audience", "https://login.salesforce.com// "],
  ["salesforce", "audience", "http://login.salesforce.com"],
  ["salesforce", "audience", "login.salesforce.com"],
  ["salesforce", "audience", '"https://login.salesforce.com"'],
  ["salesforce", "audience", "https://login. salesforce.com"],
  ["salesforce", "audience", "https://login.salesforce.com/services/oauth2/token"],
  ["docusign", "audience", "https://account-d.docusign.com"],
  ["docusign", "audience", "account-d.docusign.com/"],
  ["docusign", "audience", "account-d.docusign.com:443"],
  ["docusign", "audience", "account-d .docusign.com"],
  ["docusign", "audience", "'account-d.docusign.com'"],
  ["docusign", "audience", "account-d.docusign.com?x"],
])("the preset %s warns of the %s %j", async (...row) => {
  expect(await isWarnedOf(row)).toBe(true);
});
