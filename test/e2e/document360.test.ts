import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Document360Server, startDocument360 } from "../contracts/document360";
import { CLIENT_SECRET, filledIn } from "../support/preset-cases";
import { jwt, Scene } from "../support/scene";

type Values = Record<string, unknown>;

/** The settings in addition to the username, email, client, and URL, and the resulting session. */
const SIGNED_IN: [title: string, values: Values, reader: object, validity: number][] = [
  ["with only the required fields", {}, { tokenValidity: 15 }, 15],
  ["without the preset", { preset: "custom", flow: "document360" }, { tokenValidity: 15 }, 15],
  [
    "with names and groups",
    { firstName: "Robin", lastName: "Example", readerGroupIds: "a, b ,,c" },
    { firstName: "Robin", lastName: "Example", readerGroupIds: ["a", "b", "c"], tokenValidity: 15 },
    15,
  ],
  ["for at least 5 minutes", { tokenValidity: "1m" }, { tokenValidity: 1 }, 5],
  ["for at most 24 hours", { tokenValidity: "3d" }, { tokenValidity: 4320 }, 1440],
  [
    "regardless of the JWT fields",
    { algorithm: "RS256", key: "no key", claims: "{", issuer: "$nothing", certificate: "x", header: "[" },
    { tokenValidity: 15 },
    15,
  ],
];

const REJECTED: [title: string, values: Values, message: string][] = [
  [
    "a wrong client secret",
    { clientSecret: "guess" },
    "Code Generation URL: The server rejected the request: unknown client. Check the client ID, and that this key or secret is registered for it.",
  ],
  ["a missing username", { userName: "" }, "Username: Required for this flow."],
  ["a missing email", { email: " " }, "Email: Required for this flow."],
  ["a missing client ID", { clientId: "" }, "Client ID: Required for this flow."],
  ["a missing client secret", { clientSecret: "" }, "Client Secret: Required for this flow."],
  ["a missing URL", { tokenUrl: "" }, "Code Generation URL: Required for this flow."],
  [
    "a client ID with a colon",
    { clientId: "project:secret" },
    "Client ID: Can't contain a colon, which separates ID and secret in HTTP Basic. Enter only the ID.",
  ],
  [
    "a session of 90 seconds",
    { tokenValidity: "90s" },
    "Session Duration: Must be whole minutes, such as 15m or 2h.",
  ],
  ["an invalid session duration", { tokenValidity: "soon" }, "Session Duration: Invalid duration."],
];

describe("a Document360 reader, in the real client,", () => {
  let server: Document360Server;
  let scene: Scene;

  const callback = (title: string) => `${server.url}/authorize/${title.replaceAll(" ", "-")}`;

  beforeAll(async () => {
    server = await startDocument360("project", CLIENT_SECRET);
    scene = await Scene.open({});
    const add = (path: string, values: Values) => {
      const filled = { preset: "document360", ...filledIn.document360?.(), tokenUrl: `${server.url}/code` };
      return scene.request(path, jwt({ ...filled, ...values }), { url: callback(path) });
    };
    for (const [title, values] of SIGNED_IN) await add(title, values);
    await add("again", {});
    await add("other name", { queryName: "auth code" });
    for (const [title, values] of REJECTED) await add(title, values);
    await scene.sendAll();
  });
  afterAll(async () => {
    await scene.close();
    await server.close();
  });

  it.each(SIGNED_IN)("is signed in %s", (title, _, reader, validity) => {
    expect(scene.failure(title)).toBeUndefined();
    const session = server.sessions.find(({ path }) => server.url + path === callback(title));
    expect(session?.validity).toBe(validity);
    expect(session?.reader).toEqual({ username: "Robin Example", emailId: "robin@example.org", ...reader });
  });

  it("gets a new code for every request", () => {
    const codes = server.sessions.map(({ code }) => code);
    expect(codes).toHaveLength(SIGNED_IN.length + 1);
    expect(new Set(codes).size).toBe(codes.length);
    // One more code was issued, for the request with another parameter name.
    expect(server.asked).toHaveLength(codes.length + 1);
  });

  it("sends the code in another parameter if the form changes its name", () => {
    expect(server.refused[0]).toMatch(/^\/authorize\/other-name\?auth(?:%20|\+)code=[0-9a-f]{32}$/);
  });

  it("is rejected with a code that has already been used", async () => {
    const { status } = await fetch(`${server.url}/authorize?code=${server.sessions[0]?.code}`);
    expect(status).toBe(401);
  });

  it.each(REJECTED)("sees an error for %s, and nothing is sent", (title, _, message) => {
    expect(scene.failure(title)).toContain(`Plugin error: ${message.replace("HERE", `${server.url}/code`)}`);
  });
});
