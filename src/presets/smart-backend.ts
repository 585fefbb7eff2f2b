import type { Preset } from "./preset";

export const smartBackend: Preset = {
  id: "smart-backend",
  label: "SMART Backend Services (FHIR)",
  documentation: {
    title: "Client authentication: asymmetric",
    url: "https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html",
  },
  note: "For Epic, Oracle Health, and other FHIR servers.",
  fields: {
    flow: { default: "client-assertion" },
    key: { description: "The private key whose public key is registered for your app, as a JWK or PEM." },
    keyId: {
      description: "The kid of your public key in the registered JWK set. Read from a JWK.",
      placeholder: "e.g. my-key-1",
      required: true,
    },
    audience: { default: "$tokenUrl", placeholder: "same as Token URL" },
    expiresIn: { default: "5m" },
    tokenUrl: {
      description: "Copy the token_endpoint from the FHIR server's /.well-known/smart-configuration.",
      placeholder: "e.g. https://fhir.example.com/oauth2/token",
    },
    clientId: { description: "The client ID that your app received when it was registered." },
    scope: {
      description: "Space-separated scopes, such as system/Patient.rs. By default, all that were granted.",
      default: "system/*.rs",
      placeholder: "system/*.rs",
    },
  },
  keyForms: "the JWK or the PEM private key",
  algorithms: ["RS384", "ES384"],
  longestLifetime: "5m",
  onlyInJwt: ["clientId"],
};
