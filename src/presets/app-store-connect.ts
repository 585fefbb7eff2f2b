import type { Preset } from "./preset";

export const appStoreConnect: Preset = {
  id: "app-store-connect",
  label: "App Store Connect",
  documentation: {
    title: "Generating Tokens for API Requests",
    url: "https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests",
  },
  fields: {
    key: { description: "The .p8 key file that App Store Connect lets you download only once." },
    issuer: {
      label: "Issuer ID",
      description: "In App Store Connect, under Users and Access → Integrations.",
      placeholder: "e.g. 57246542-96fe-1a63-e053-0824d011072a",
      required: true,
    },
    keyId: {
      description: "The key's ID, listed next to it in App Store Connect.",
      placeholder: "e.g. 2X9R4HXF34",
      required: true,
    },
    audience: { default: "appstoreconnect-v1" },
    expiresIn: { default: "15m" },
  },
  keyForms: "the .p8 file",
  algorithms: ["ES256"],
  longestLifetime: "20m",
};
