import type { Preset } from "./preset";

export const ethereumEngine: Preset = {
  id: "ethereum-engine",
  label: "Ethereum Engine API",
  documentation: {
    title: "Engine API: Authentication",
    url: "https://github.com/ethereum/execution-apis/blob/main/src/engine/authentication.md",
  },
  note: "The Engine API has its own port, 8551 by default. It accepts a token for 60 seconds.",
  fields: {
    key: {
      label: "JWT Secret",
      description:
        "The 64 hex digits in jwt.hex, or in the file passed as jwt-secret. They can start with 0x.",
      placeholder: "e.g. 0x0a1b2c3d4e5f6071…",
    },
    keyEncoding: { default: "hex" },
    expiresIn: { default: "none" },
  },
  keyForms: "the secret in hex",
  algorithms: ["HS256"],
};
