import { aisera } from "./aisera";
import { apns } from "./apns";
import { appStoreConnect } from "./app-store-connect";
import { atlassianConnect } from "./atlassian-connect";
import { coinbaseCdp } from "./coinbase-cdp";
import { datafor } from "./datafor";
import { document360 } from "./document360";
import { docusign } from "./docusign";
import { entraCertificate } from "./entra-certificate";
import { ghostAdmin } from "./ghost-admin";
import { githubApp } from "./github-app";
import { googleOauth } from "./google-oauth";
import { googleServiceAccount } from "./google-service-account";
import { kong } from "./kong";
import type { Preset } from "./preset";
import { salesforce } from "./salesforce";
import { snowflake } from "./snowflake";
import { zendesk } from "./zendesk";

/** Every preset by its ID, in the form's order: by label. */
export const presets: ReadonlyMap<string, Preset> = new Map(
  [
    aisera,
    appStoreConnect,
    apns,
    atlassianConnect,
    coinbaseCdp,
    datafor,
    document360,
    docusign,
    ghostAdmin,
    githubApp,
    googleOauth,
    googleServiceAccount,
    kong,
    entraCertificate,
    salesforce,
    snowflake,
    zendesk,
  ].map((preset) => [preset.id, preset]),
);
