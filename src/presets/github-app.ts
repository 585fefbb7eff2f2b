import type { Preset } from "./preset";

export const githubApp: Preset = {
  id: "github-app",
  label: "GitHub App",
  documentation: {
    title: "Generating a JSON Web Token for a GitHub App",
    url: "https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app",
  },
  fields: {
    key: {
      description: "The .pem file generated under Private keys in the app's settings.",
    },
    issuer: {
      label: "Client ID",
      description: "The client ID at the top of the app's settings. An app ID works too.",
      placeholder: "e.g. Iv1.…",
      required: true,
    },
    issuedAt: { default: "now-60s" },
    expiresIn: { default: "9m" },
  },
  keyForms: "the .pem file",
  algorithms: ["RS256"],
  longestLifetime: "10m",
};
