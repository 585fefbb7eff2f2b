import { aisera } from "./aisera";
import { apns } from "./apns";
import { appStoreConnect } from "./app-store-connect";
import { atlassianConnect } from "./atlassian-connect";
import { coinbaseCdp } from "./coinbase-cdp";
import { datafor } from "./datafor";
import { ghostAdmin } from "./ghost-admin";
import { githubApp } from "./github-app";
import { googleServiceAccount } from "./google-service-account";
import { kong } from "./kong";
import type { Preset } from "./preset";
import { snowflake } from "./snowflake";
import { zendesk } from "./zendesk";

/** Every preset by its ID, in the order of the form: by label. */
export const presets: ReadonlyMap<string, Preset> = new Map(
  [
    aisera,
    appStoreConnect,
    apns,
    atlassianConnect,
    coinbaseCdp,
    datafor,
    ghostAdmin,
    githubApp,
    googleServiceAccount,
    kong,
    snowflake,
    zendesk,
  ].map((preset) => [preset.id, preset]),
);
