import type { Preset } from "./preset";

export const apns: Preset = {
  id: "apns",
  label: "Apple Push Notification service (APNs)",
  documentation: {
    title: "Establishing a token-based connection to APNs",
    url: "https://developer.apple.com/documentation/usernotifications/establishing-a-token-based-connection-to-apns",
  },
  note: "APNs refuses a new token more than once in 20 minutes and one that is older than an hour, so each is used for 50 minutes.",
  fields: {
    algorithm: { default: "ES256" },
    key: { description: "The .p8 file of the authentication key, as Apple lets you download it once." },
    issuer: {
      label: "Team ID",
      description: "The ten characters of your Apple developer team.",
      placeholder: "DEF123GHIJ",
      required: true,
    },
    keyId: {
      description: "The ten characters of the authentication key, beside it in your developer account.",
      placeholder: "ABC123DEFG",
      required: true,
    },
    expiresIn: { default: "none" },
    headerPrefix: { default: "bearer" },
    reuse: { default: "until-expiry" },
  },
  algorithms: ["ES256"],
  reuseFor: "50m",
};
