import { type ForeignFile, foreignFile } from "./foreign-file";

const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** JSON files without a key for JWTs, by name. Most can be used as a shared secret all the same. */
export const foreignJson = (): [name: string, file: ForeignFile][] => [
  [
    "docker config.json",
    foreignFile((notes) => json({ auths: { "registry.example.com": { auth: notes.basic("robin") } } })),
  ],
  [
    "application_default_credentials.json",
    foreignFile((notes) =>
      json({
        type: "authorized_user",
        client_id: `${notes.draw("word", 20)}.apps.googleusercontent.com`,
        client_secret: notes.draw("base64url", 24),
        refresh_token: `1//${notes.draw("base64url", 90)}`,
        client_email: `${notes.draw("word", 9)}@example.com`,
        token_uri: `https://${notes.draw("word", 12)}.example.com/token`,
        private_key_id: notes.draw("hex", 40),
      }),
    ),
  ],
  [
    "azureProfile.json",
    foreignFile(
      (notes) =>
        `\ufeff${json({
          subscriptions: [
            {
              id: notes.draw("hex", 32),
              name: notes.draw("word", 12),
              user: { name: notes.draw("word", 9) },
            },
          ],
        })}`,
    ),
  ],
  [
    "accessTokens.json",
    foreignFile((notes) =>
      json([{ accessToken: notes.draw("base64url", 200), refreshToken: notes.draw("base64url", 200) }]),
    ),
  ],
  [
    "terraform.tfstate",
    foreignFile((notes) => {
      const attributes = { id: notes.draw("hex", 40), private_key_pem: notes.pem("rsa-other.pkcs8.pem") };
      const outputs = { password: { value: notes.draw("password", 24), sensitive: true } };
      return json({
        version: 4,
        outputs,
        resources: [{ type: "tls_private_key", instances: [{ attributes }] }],
      });
    }, null),
  ],
  [
    "logins.json",
    foreignFile((notes) => {
      const [encryptedUsername, encryptedPassword] = [notes.draw("base64", 64), notes.draw("base64", 64)];
      const hostname = `https://${notes.draw("word", 12)}.example`;
      return json({ nextId: 2, logins: [{ id: 1, hostname, encryptedUsername, encryptedPassword }] });
    }),
  ],
  [
    "cookies.json",
    foreignFile((notes) => {
      const cookie = { domain: `.${notes.draw("word", 12)}.example`, name: "session", httpOnly: true };
      return json([{ ...cookie, value: notes.draw("base64url", 64) }]);
    }),
  ],
  [
    "sessions.json",
    foreignFile((notes) => {
      const session = `"${notes.draw("base64url", 32)}":{"user":"${notes.draw("word", 10)}"}`;
      return `{${session},${session}}`;
    }),
  ],
  [
    "JSON with a kid that is not a JWK",
    foreignFile((notes) => {
      const [kid, name, id] = [notes.draw("hex", 20), notes.draw("word", 12), notes.draw("hex", 24)];
      return json({ kid, name, id, k: notes.draw("base64url", 43), secret: notes.draw("base64url", 43) });
    }),
  ],
];
