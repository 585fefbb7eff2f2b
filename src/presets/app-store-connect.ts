import type { Preset } from "./preset";

export const appStoreConnect: Preset = {
  id: "app-store-connect",
  label: "App Store Connect",
  documentation: {
    title: "Generating Tokens for API Requests",
    url: "https://developer.apple.com/documentation/appstoreconnectapi/generating-tokens-for-api-requests",
  },
  fields: {
    algorithm: { default: "ES256" },
    key: { description: "The .p8 file of the API key, as App Store Connect lets you download it once." },
    issuer: {
      label: "Issuer ID",
      description: "From App Store Connect, Users and Access, Integrations.",
      placeholder: "57246542-96fe-1a63-e053-0824d011072a",
      required: true,
    },
    keyId: {
      description: "The API key's ID, beside it in App Store Connect.",
      placeholder: "2X9R4HXF34",
      required: true,
    },
    audience: { default: "appstoreconnect-v1" },
    expiresIn: { default: "15m" },
  },
  algorithms: ["ES256"],
  longestLifetime: "20m",
};
