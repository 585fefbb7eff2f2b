import type { Preset } from "./preset";

export const apns: Preset = {
  id: "apns",
  label: "Apple Push Notification service (APNs)",
  documentation: {
    title: "Establishing a token-based connection to APNs",
    url: "https://developer.apple.com/documentation/usernotifications/establishing-a-token-based-connection-to-apns",
  },
  note: "Apple rejects tokens that change more than once in 20 minutes or are over an hour old, so each one is reused for 50 minutes.",
  fields: {
    key: { description: "The .p8 key file that Apple lets you download only once." },
    issuer: {
      label: "Team ID",
      description: "Your 10-character Apple Developer Team ID.",
      placeholder: "e.g. DEF123GHIJ",
      required: true,
    },
    keyId: {
      description: "The key's 10-character ID, listed in your Apple Developer account.",
      placeholder: "e.g. ABC123DEFG",
      required: true,
    },
    expiresIn: { default: "none" },
    headerPrefix: { default: "bearer" },
    reuse: { default: "until-expiry" },
  },
  keyForms: "the .p8 file",
  algorithms: ["ES256"],
  reuseFor: "50m",
};
