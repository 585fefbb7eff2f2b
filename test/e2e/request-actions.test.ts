import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpResponse } from "../support/http-response";
import { SECRET } from "../support/keys";
import { filledIn } from "../support/preset-cases";
import { type ModelKind, Runtime } from "../support/runtime";
import { TEST_VALIDATION } from "../support/validation";

const COPY = "Copy JWT Bearer Token";
const INSPECT = "Inspect JWT Bearer Token…";

const jwt = (authentication: object) => ({ authenticationType: "jwt-bearer", authentication });
const inherits = { authenticationType: null, authentication: {} };
const outer = {
  id: "fl_outer",
  model: "folder",
  name: "Outer",
  folderId: null,
  ...jwt({ key: SECRET, issuer: "outer" }),
};
const inner = { id: "fl_inner", model: "folder", name: "Inner", folderId: "fl_outer", ...inherits };
const request = (more: object = {}) => ({
  id: "rq_1",
  model: "http_request",
  method: "GET",
  url: "https://api.example.com/reports",
  folderId: "fl_inner",
  ...inherits,
  ...more,
});

/** The model of each kind, as Yaak hands it to an action. */
const kinds: [ModelKind, (more?: object) => object][] = [
  ["http_request", (more) => ({ httpRequest: request(more) })],
  [
    "grpc_request",
    (more) => ({
      grpcRequest: { ...request(more), model: "grpc_request", url: "localhost:50051" },
      protoFiles: [],
    }),
  ],
  [
    "websocket_request",
    (more) => ({
      websocketRequest: { ...request(more), model: "websocket_request", url: "wss://a.example/" },
    }),
  ],
  ["folder", (more) => ({ folder: { ...inner, ...more } })],
];

describe("where auth is inherited, in Yaak's own plugin runtime:", () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await Runtime.start();
  });
  afterAll(() => runtime.close());

  const models = [outer, inner];
  const message = ({ toasts }: { toasts: { message: string; color: string }[] }) =>
    `${toasts[0]?.color}: ${toasts[0]?.message}`;

  describe.each(kinds)("the menu of a %s", (kind, argsFor) => {
    it("offers the token, with icons", async () => {
      const actions = await runtime.modelActions(kind);
      expect(actions.map(({ label, icon }) => [label, icon])).toEqual([
        [COPY, "copy"],
        [INSPECT, "search"],
        // Only HTTP requests can be sent by a plugin.
        ...(kind === "http_request" ? [[TEST_VALIDATION, "shield_check"]] : []),
      ]);
    });

    it("copies the token of the settings that really apply: those of the outer folder", async () => {
      const app = await runtime.actOn(kind, COPY, argsFor(), { models });
      expect(decodeJwt(app.copied[0] ?? "").iss).toBe("outer");
      expect(message(app)).toMatch(
        /^success: Token copied(?: for (?:GET|POST) \S+)?\. It expires in 5 minutes \(/,
      );
    });

    it("shows that token", async () => {
      const app = await runtime.actOn(kind, INSPECT, argsFor(), { models });
      expect(app.dialogs.map(({ title }) => title)).toEqual(["Token Details"]);
      expect(app.said).toContain('"iss": "outer"');
      expect(app.banners).toEqual(["success: The signature matches the key in the settings."]);
    });

    it("copies the token of the model's own settings, if it has any", async () => {
      const app = await runtime.actOn(kind, COPY, argsFor(jwt({ key: SECRET, issuer: "own" })), { models });
      expect(decodeJwt(app.copied[0] ?? "").iss).toBe("own");
    });

    it.each<[string, object, RegExp]>([
      [
        "other auth",
        { authenticationType: "basic" },
        /^danger: JWT Bearer: Not used by this (?:request|folder)\. /,
      ],
      ["no auth", { authenticationType: "none" }, /Not used by this \w+\. Choose it in the Auth tab\.$/],
      ["disabled auth", jwt({ key: SECRET, disabled: true }), /^danger: JWT Bearer: Disabled here\. /],
      [
        "the workspace's auth",
        { folderId: null },
        /inherits the workspace's auth, which Yaak doesn't show to plugins\. /,
      ],
      [
        "an unknown folder",
        { folderId: "fl_unknown" },
        /^danger: JWT Bearer: Yaak doesn't show this folder to plugins\. /,
      ],
      ["a missing key", jwt({}), /^danger: Secret or Private Key: Required\. /],
    ])("says at once that there is no token, for %s", async (_, more, expected) => {
      for (const action of [COPY, INSPECT]) {
        const app = await runtime.actOn(kind, action, argsFor(more), { models });
        expect(message(app)).toMatch(expected);
        expect([app.copied, app.dialogs]).toEqual([[], []]);
      }
    });
  });

  it("folders that contain each other are followed only once", async () => {
    const circle = [{ ...inner, folderId: "fl_inner" }];
    const app = await runtime.actOn("http_request", COPY, { httpRequest: request() }, { models: circle });
    expect(message(app)).toContain("Yaak doesn't show this folder");
  });

  it("tags are replaced with the variables of the folder that the model is in, and not of the open request", async () => {
    const rendered: Record<string, unknown>[] = [];
    const render = (model: Record<string, unknown>) => {
      rendered.push(model);
      return { ...model, authentication: { key: SECRET, issuer: `of ${model.folderId}` } };
    };
    const issuers: unknown[] = [];
    for (const [kind, argsFor] of kinds) {
      const app = await runtime.actOn(kind, COPY, argsFor(), { models, render });
      issuers.push(decodeJwt(app.copied[0] ?? "").iss);
    }
    expect(issuers).toEqual(["of fl_inner", "of fl_inner", "of fl_inner", "of fl_inner"]);
    expect(rendered.map(({ model }) => model)).toEqual(Array(4).fill("http_request"));
  });

  it("auth that a template disables is disabled", async () => {
    const render = (model: Record<string, unknown>) => ({ ...model, authentication: { disabled: true } });
    for (const [kind, argsFor] of kinds)
      expect(message(await runtime.actOn(kind, COPY, argsFor(), { models, render }))).toContain(
        "Disabled here.",
      );
  });

  it("an HTTP request's token can depend on the request", async () => {
    const auth = jwt({ key: SECRET, subject: "$request.method $request.path" });
    const app = await runtime.actOn("http_request", COPY, { httpRequest: request(auth) }, { models });
    expect(decodeJwt(app.copied[0] ?? "").sub).toBe("GET /reports");
    const folder = await runtime.actOn("folder", COPY, { folder: { ...inner, ...auth } }, { models });
    expect(message(folder)).toContain("this token isn't for a request");
  });

  it("an access token that is not a JWT is copied, and cannot be inspected", async () => {
    const auth = jwt({ preset: "salesforce", ...filledIn.salesforce?.() });
    const send = async () => httpResponse(200, '{"access_token":"00D!AQ","token_type":"Bearer"}');
    const script = { models, send };
    const args = { httpRequest: request(auth) };
    expect((await runtime.actOn("http_request", COPY, args, script)).copied).toEqual(["00D!AQ"]);
    expect(message(await runtime.actOn("http_request", INSPECT, args, script))).toBe(
      "danger: Token: The server returned an access token that isn't a JWT, so there's nothing to inspect. Copy it instead.",
    );
  });
});
