import { UUID } from "./formats";
import type { Preset } from "./preset";

export const supabase: Preset = {
  id: "supabase",
  label: "Supabase",
  documentation: { title: "JWT Signing Keys", url: "https://supabase.com/docs/guides/auth/signing-keys" },
  note: "Requests also need the apikey header, with your project's publishable key. To use another Postgres role, set role under Additional Claims.",
  fields: {
    key: {
      label: "Signing Key or JWT Secret",
      description: "A signing key that you imported (its private JWK), or the legacy JWT secret.",
    },
    subject: {
      label: "User ID",
      description: "The user's UUID in auth.users. Enter none for a token without a user.",
      placeholder: "e.g. 123e4567-e89b-12d3-a456-426614174000",
      required: true,
      pattern: { source: UUID, hint: "Use the user's ID, which is a UUID." },
    },
    issuer: {
      description: "Tokens from Supabase Auth have https://PROJECT.supabase.co/auth/v1. Yours can omit it.",
    },
    audience: { default: "authenticated" },
    claims: { default: '{ "role": "authenticated" }' },
  },
  keyForms: "the private key (JWK) or the legacy JWT secret",
  algorithms: ["ES256", "RS256", "HS256"],
};
