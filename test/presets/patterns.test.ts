import { expect, it } from "vitest";
import { preview } from "../../src/core/preview";
import { presets } from "../../src/presets";
import { filledIn } from "../support/preset-cases";
import { NOW } from "../support/sign";

type Row = [preset: string, field: "subject" | "audience" | "issuer" | "keyId" | "userName", value: string];

/** Whether the form warns of a value's format. */
const isWarnedOf = async ([preset, field, value]: Row): Promise<boolean> => {
  const hint = presets.get(preset)?.fields[field]?.pattern?.hint ?? "none";
  const { warnings } = await preview({ preset, ...filledIn[preset]?.(), [field]: value }, NOW);
  return warnings.some((warning) => warning.endsWith(`: ${hint}`));
};

/** Snowflake's names of its regions, from its list of supported regions, and the names that its accounts show. */
const REGIONS = [
  "us-west-2 us-east-1 us-east-2.aws ca-central-1.aws sa-east-1.aws mexico-central.azure eu-west-1 eu-west-2.aws",
  "eu-west-3.aws eu-central-1 eu-central-2.aws eu-north-1.aws af-south-1.aws ap-northeast-1.aws ap-northeast-2.aws",
  "ap-northeast-3.aws ap-south-1.aws ap-southeast-1 ap-southeast-2 ap-southeast-3.aws cn-northwest-1.aws",
  "us-gov-west-1.aws fhplus.us-gov-west-1.aws dod.us-gov-west-1.aws us-gov-east-1.aws us-central1.gcp us-east4.gcp",
  "europe-west2.gcp europe-west3.gcp europe-west4.gcp me-central2.gcp australia-southeast2.gcp west-us-2.azure",
  "central-us.azure south-central-us.azure east-us-2.azure us-gov-virginia.azure canada-central.azure uk-south.azure",
  "north-europe.azure west-europe.azure switzerland-north.azure sweden-central.azure uae-north.azure",
  "central-india.azure japan-east.azure southeast-asia.azure australia-east.azure korea-central.azure",
  "aws_us_east_1 public.aws_us_west_2 gcp_us_central1 azure_eastus2 azure_southcentralus azure_uksouth",
]
  .join(" ")
  .split(" ");

/** A region with and without its cloud, and as other tools spell it. */
const spellings = (region: string): string[] => {
  const plain = region.replace(/\.(?:aws|azure|gcp)$/, "");
  return [...new Set([region, plain, plain.replaceAll("-", "_"), `${region}.privatelink`])];
};

it.each(REGIONS)("the preset snowflake warns of an account in %s, in any spelling", async (region) => {
  for (const spelling of spellings(region))
    for (const user of ["ROBIN", "ROBIN@EXAMPLE.COM", "ROBIN.SMITH@EXAMPLE.COM"])
      for (const account of ["XY12345", "MYORG-MYACCOUNT"]) {
        const subject = `${account}.${spelling.toUpperCase()}.${user}`;
        expect(await isWarnedOf(["snowflake", "subject", subject]), subject).toBe(true);
      }
});

it.each<Row>([
  ["snowflake", "subject", "MYORG-MYACCOUNT.ALICE"],
  ["snowflake", "subject", " MYORG-MYACCOUNT.ALICE\n"],
  ["snowflake", "subject", "XY12345.ALICE_2"],
  ["snowflake", "subject", "ACME-PROD.ALICE@EXAMPLE.COM"],
  ["snowflake", "subject", "ACME-PROD.ALICE.SMITH@EXAMPLE.COM"],
  ["snowflake", "subject", "ACME-PROD.MARY-ANN.SMITH@MAIL.EXAMPLE.CO.UK"],
  ["snowflake", "subject", "ACME-PROD.ROBIN@US-EAST-1.EXAMPLE.COM"],
  ["snowflake", "subject", "ACME-PROD.ROBIN@EAST-US.AZURE.EXAMPLE.COM"],
  ["snowflake", "subject", "ACME-PROD.SALES.US@EXAMPLE.COM"],
  ["snowflake", "subject", "ACME-PROD.ASIA.ARGENTO@EXAMPLE.COM"],
  ["snowflake", "subject", "ACME-PROD.WEST.SMITH@EXAMPLE.COM"],
  ["snowflake", "subject", "US-EAST-1.ROBIN"],
  ["salesforce", "audience", "https://login.salesforce.com"],
  ["salesforce", "audience", "https://test.salesforce.com "],
  ["salesforce", "audience", "https://example.my.site.com/customers"],
  ["salesforce", "audience", "none"],
  ["docusign", "audience", "account.docusign.com"],
  ["docusign", "audience", "\u200baccount-d.docusign.com"],
  ["vonage", "userName", "78D335FA-323D-4114-9C3D-D6F0D48968CF "],
  ["supabase", "subject", "none"],
  ["enable-banking", "keyId", "cf589be3-3755-465b-a8df-a90a16a31403"],
  ["weatherkit", "issuer", "A1B2C3D4E5"],
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
  ["snowflake", "subject", "MYORG-MYACCOUNT.SNOWFLAKECOMPUTING.COM.ROBIN@EXAMPLE.COM"],
  ["snowflake", "subject", "MYACCOUNT-ABC123.GLOBAL.ROBIN@EXAMPLE.COM"],
  ["snowflake", "subject", "XY12345.us-east-1.ROBIN"],
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
  ["vonage", "userName", "my-app"],
  ["vonage", "userName", "78d335fa323d41149c3dd6f0d48968cf"],
  ["supabase", "subject", "robin@example.com"],
  ["enable-banking", "keyId", "cf589be3-3755-465b-a8df-a90a16a31403.pem"],
  ["weatherkit", "issuer", "A1B2C3D4E5.com.example"],
  ["weatherkit", "keyId", "AuthKey_ABC123DEFG.p8"],
])("the preset %s warns of the %s %j", async (...row) => {
  expect(await isWarnedOf(row)).toBe(true);
});
