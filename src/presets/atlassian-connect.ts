import type { Preset } from "./preset";

export const atlassianConnect: Preset = {
  id: "atlassian-connect",
  label: "Atlassian Connect",
  documentation: {
    title: "Query string hash",
    url: "https://developer.atlassian.com/cloud/bitbucket/query-string-hash/",
  },
  fields: {
    key: {
      label: "Shared Secret",
      description: "The sharedSecret that your app received when it was installed.",
    },
    issuer: {
      label: "App Key",
      description: "The key in your app descriptor, atlassian-connect.json.",
      placeholder: "e.g. com.example.app",
      required: true,
    },
    expiresIn: { default: "3m" },
    claims: { default: '{ "qsh": "$request.qsh" }' },
    headerPrefix: { default: "JWT" },
  },
  algorithms: ["HS256"],
};
