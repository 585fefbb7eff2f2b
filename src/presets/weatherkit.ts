import { APPLE_ID } from "./formats";
import type { Preset } from "./preset";

export const weatherkit: Preset = {
  id: "weatherkit",
  label: "Apple WeatherKit",
  documentation: {
    title: "Request authentication for WeatherKit REST API",
    url: "https://developer.apple.com/documentation/weatherkitrestapi/request-authentication-for-weatherkit-rest-api",
  },
  fields: {
    key: {
      description: "The .p8 file of a key for WeatherKit, created under Keys in your developer account.",
    },
    issuer: {
      label: "Team ID",
      description: "Your 10-character Apple Developer Team ID.",
      placeholder: "e.g. DEF123GHIJ",
      required: true,
      pattern: { source: APPLE_ID, hint: "Use the team's ID of 10 uppercase letters and digits." },
    },
    subject: {
      label: "Service ID",
      description: "The identifier registered under Identifiers → Services IDs in your developer account.",
      placeholder: "e.g. com.example.weatherkit-client",
      required: true,
    },
    keyId: {
      description: "The key's 10-character ID, listed in your Apple Developer account.",
      placeholder: "e.g. ABC123DEFG",
      required: true,
      pattern: { source: APPLE_ID, hint: "Use the key's ID of 10 uppercase letters and digits." },
    },
    header: { default: '{ "id": "$issuer.$subject" }' },
  },
  keyForms: "the .p8 file",
  algorithms: ["ES256"],
};
