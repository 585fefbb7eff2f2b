import { aisera } from "./aisera";
import { apns } from "./apns";
import { appStoreConnect } from "./app-store-connect";
import { atlassianConnect } from "./atlassian-connect";
import { auth0 } from "./auth0";
import { box } from "./box";
import { coinbaseCdp } from "./coinbase-cdp";
import { datafor } from "./datafor";
import { document360 } from "./document360";
import { docusign } from "./docusign";
import { enableBanking } from "./enable-banking";
import { entraCertificate } from "./entra-certificate";
import { ethereumEngine } from "./ethereum-engine";
import { fireblocks } from "./fireblocks";
import { ghostAdmin } from "./ghost-admin";
import { githubApp } from "./github-app";
import { githubInstallation } from "./github-installation";
import { googleIdToken } from "./google-id-token";
import { googleOauth } from "./google-oauth";
import { googleServiceAccount } from "./google-service-account";
import { kong } from "./kong";
import { livekit } from "./livekit";
import { netsuite } from "./netsuite";
import { oidcClient } from "./oidc-client";
import { okta } from "./okta";
import type { Preset } from "./preset";
import { salesforce } from "./salesforce";
import { servicenow } from "./servicenow";
import { smartBackend } from "./smart-backend";
import { snowflake } from "./snowflake";
import { supabase } from "./supabase";
import { vault } from "./vault";
import { vonage } from "./vonage";
import { weatherkit } from "./weatherkit";
import { zendesk } from "./zendesk";

/** Every preset by its ID, in the form's order: by label. */
export const presets: ReadonlyMap<string, Preset> = new Map(
  [
    aisera,
    appStoreConnect,
    apns,
    weatherkit,
    atlassianConnect,
    auth0,
    box,
    coinbaseCdp,
    datafor,
    document360,
    docusign,
    enableBanking,
    ethereumEngine,
    fireblocks,
    ghostAdmin,
    githubApp,
    githubInstallation,
    googleIdToken,
    googleOauth,
    googleServiceAccount,
    vault,
    kong,
    livekit,
    entraCertificate,
    netsuite,
    okta,
    oidcClient,
    salesforce,
    servicenow,
    smartBackend,
    snowflake,
    supabase,
    vonage,
    zendesk,
  ].map((preset) => [preset.id, preset]),
);
