/** What the tokens for the APIs in this folder say, and what the APIs expect. */
export const ISSUER = "https://issuer.example.com";
export const AUDIENCE = "https://api.example.com";
export const SUBJECT = "alice";
