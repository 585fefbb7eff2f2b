import type { Preset } from "./preset";

export const githubApp: Preset = {
  id: "github-app",
  label: "GitHub App",
  documentation: {
    title: "Generating a JSON Web Token for a GitHub App",
    url: "https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app",
  },
  fields: {
    algorithm: { default: "RS256" },
    key: {
      description: "The .pem file that GitHub made for the app, under Private keys in the app's settings.",
    },
    issuer: {
      label: "Client ID",
      description: "The app's client ID, from the top of the app's settings. Its app ID does too.",
      placeholder: "Iv1.…",
      required: true,
    },
    issuedAt: { default: "now-60s" },
    expiresIn: { default: "9m" },
  },
  algorithms: ["RS256"],
  longestLifetime: "10m",
};
