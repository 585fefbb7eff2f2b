import type { Preset } from "./preset";

export const atlassianConnect: Preset = {
  id: "atlassian-connect",
  label: "Atlassian Connect",
  documentation: {
    title: "Query string hash",
    url: "https://developer.atlassian.com/cloud/bitbucket/query-string-hash/",
  },
  fields: {
    algorithm: { default: "HS256" },
    key: {
      label: "Shared secret",
      description: "The sharedSecret that the product sent when it installed the app.",
    },
    issuer: {
      label: "App key",
      description: "The key of the app's descriptor, atlassian-connect.json.",
      placeholder: "com.example.app",
      required: true,
    },
    expiresIn: { default: "3m" },
    claims: { default: '{ "qsh": "$request.qsh" }' },
    headerPrefix: { default: "JWT" },
  },
  algorithms: ["HS256"],
};
