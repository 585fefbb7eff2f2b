import type { Preset } from "./preset";

export const livekit: Preset = {
  id: "livekit",
  label: "LiveKit",
  documentation: { title: "Server APIs", url: "https://docs.livekit.io/reference/server/server-apis/" },
  note: 'The token allows listing rooms. For other calls, set their grants under Additional Claims, such as {"video": {"roomAdmin": true, "room": "my-room"}}.',
  fields: {
    key: { label: "API Secret", description: "The secret of the API key." },
    issuer: {
      label: "API Key",
      description: "In the settings of your LiveKit Cloud project, or in your server's configuration.",
      placeholder: "e.g. APIabcdefgh1234",
      required: true,
    },
    subject: {
      label: "Participant Identity",
      description: "Only required to join a room, which also needs the roomJoin grant.",
    },
    issuedAt: { default: "none" },
    notBefore: { default: "now" },
    // The default of AccessToken in its libraries.
    expiresIn: { default: "6h" },
    claims: { default: '{ "video": { "roomList": true } }' },
  },
  keyForms: "the API secret",
  algorithms: ["HS256"],
};
