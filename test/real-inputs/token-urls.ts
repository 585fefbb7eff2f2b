import { pem, SECRET } from "../support/keys";
import type { RealInput } from "./case";

const key = pem("rsa.pkcs8.pem");
const salesforce = { preset: "salesforce", key, issuer: "consumer", subject: "robin@example.com" };
const docusign = { preset: "docusign", key, issuer: "integration", subject: "user" };
const grant = { flow: "jwt-bearer", key: SECRET, issuer: "me", subject: "robin", audience: "as" };
const LOGIN = "Start with https://, and omit the trailing slash and /services/oauth2/token.";
const ACCOUNT = "Use the hostname only, without https:// or slashes.";

const derived = (
  values: Record<string, unknown>,
  rows: [audience: string, problem: string][],
  label: string,
  hint: string,
): RealInput[] =>
  rows.map(([audience, problem]) => ({
    input: audience,
    values: { ...values, audience },
    gets: `${label}: ${problem} ${hint}`,
  }));

const typed: [tokenUrl: string, gets: string][] = [
  ["server.example.com/token", "Missing https://. Enter the full URL."],
  ['"https://server.example.com/token"', "Has quotes around it. Remove them."],
  ["<https://server.example.com/token>", "Has angle brackets around it. Remove them."],
  [
    "https://login.example.com/{tenant}/token",
    'Contains the placeholder "{tenant}". Replace it with your own value.',
  ],
  [
    "https://<your domain>/oauth/token",
    'Contains the placeholder "<your domain>". Replace it with your own value.',
  ],
];

export const tokenUrls: Record<string, RealInput[]> = {
  "a Login URL": [
    ...derived(
      salesforce,
      [
        ["test.salesforce.com", "Missing https://."],
        ["https://https://test.salesforce.com", "Contains https:// twice."],
        ["https://test .salesforce.com", "Contains a space."],
      ],
      "Login URL",
      LOGIN,
    ),
  ],
  "an Account Server": [
    ...derived(
      docusign,
      [
        ["https://account-d.docusign.com", "Contains more than the hostname."],
        ["account-d.docusign.com/oauth", "Contains more than the hostname."],
        ["account-d docusign.com", "Contains a space."],
      ],
      "Account Server",
      ACCOUNT,
    ),
  ],
  "a Token URL": [
    ...typed.map(
      ([tokenUrl, problem]): RealInput => ({
        input: tokenUrl,
        values: { ...grant, tokenUrl },
        gets: `Token URL: ${problem}`,
      }),
    ),
    {
      input: "white space around it",
      values: { ...grant, tokenUrl: " TOKEN_URL\n" },
      answer: { body: { access_token: "tok" } },
      gets: "Authorization: Bearer tok",
    },
  ],
};
