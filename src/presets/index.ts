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

const all: Preset[] = [
  aisera,
  apns,
  appStoreConnect,
  atlassianConnect,
  coinbaseCdp,
  datafor,
  ghostAdmin,
  githubApp,
  googleServiceAccount,
  kong,
  snowflake,
  zendesk,
];

/** Every preset by its ID, in the order of the form: by label. */
export const presets: ReadonlyMap<string, Preset> = new Map(
  all.sort((a, b) => a.label.localeCompare(b.label, "en")).map((preset) => [preset.id, preset]),
);
