import type { Preset } from "./preset";

export const githubInstallation: Preset = {
  id: "github-installation",
  label: "GitHub App (Installation Token)",
  documentation: {
    title: "Generating an installation access token for a GitHub App",
    url: "https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-an-installation-access-token-for-a-github-app",
  },
  fields: {
    flow: { default: "exchange" },
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
    tokenUrl: {
      description: "Replace the number with the installation's ID, which its settings page has in the URL.",
      placeholder: "e.g. https://api.github.com/app/installations/12345678/access_tokens",
      pattern: {
        // GitHub Enterprise Server has its API below /api/v3.
        source: "^https://[^/]+(?:/api/v3)?/app/installations/\\d+/access_tokens$",
        hint: "Use the full URL with the installation's ID, which is a number.",
      },
    },
    tokenParameters: {
      description: 'JSON that limits the token, such as { "repositories": ["name"] } or permissions.',
    },
  },
  keyForms: "the .pem file",
  algorithms: ["RS256"],
  longestLifetime: "10m",
};
