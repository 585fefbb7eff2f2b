import { describe, expect, it } from "vitest";
import { formActions, workspaceActions } from "../../src/yaak/actions";
import type { YaakContext } from "../../src/yaak/host";
import { pem, SECRET } from "../support/keys";

/* The context simulates Yaak versions that are older or newer than the CLI's plugin runtime. */
const contextOf = (said: string[], more: object = {}) =>
  ({
    prompt: {},
    window: {},
    httpRequest: {},
    clipboard: { copyText: async (text: string) => void said.push(text) },
    toast: { show: async ({ message }: { message: string }) => void said.push(message) },
    ...more,
  }) as unknown as YaakContext;

describe("in a Yaak version that lacks features,", () => {
  const act = async (label: string, values: Record<string, string>, more: object = {}) => {
    const said: string[] = [];
    await formActions
      .find((action) => action.label === label)
      ?.onSelect(contextOf(said, more), { contextId: "", values });
    return said;
  };

  it.each(["Inspect Token…", "Verify Token…", "Generate Key…", "Copy Public Key…"])(
    "%s asks the user to update Yaak",
    async (label) => {
      expect(await act(label, { algorithm: "RS256", key: pem("rsa.pkcs8.pem") })).toEqual([
        "Yaak: This version doesn't support plugin dialogs. Update Yaak.",
      ]);
    },
  );

  it("the workspace action asks the user to update Yaak, or reports what could not be updated", async () => {
    const workspace = { name: "test" } as never;
    const request = {
      id: "rq",
      model: "http_request",
      name: "R",
      authenticationType: "jwt",
      authentication: { secret: "s" },
    };
    const reject = () => Promise.reject(new Error("no"));
    const convert = async (more: object) => {
      const said: string[] = [];
      await workspaceActions[0]?.onSelect(contextOf(said, more), { workspace });
      return said;
    };
    expect(await convert({ httpRequest: { list: reject }, folder: { list: reject } })).toEqual([
      "Yaak: This version doesn't let plugins list requests. Update Yaak.",
    ]);
    const list = async () => [request];
    const stubborn = { httpRequest: { list, update: reject }, folder: { list: async () => [] } };
    expect(await convert({ ...stubborn, prompt: { form: async () => ({}) } })).toEqual([
      "Converted: 0. Yaak couldn't update Request R.",
    ]);
  });

  it("Copy Token works without dialogs, and fails only if the token depends on the request", async () => {
    const [token, message] = await act("Copy Token", { key: SECRET });
    expect(token).toMatch(/^eyJ/);
    expect(message).toMatch(/^Token copied\./);
    const rejecting = { window: { requestId: () => Promise.reject(new Error("no active window")) } };
    for (const more of [{}, rejecting]) {
      expect(await act("Copy Token", { key: SECRET, issuer: "$request.host" }, more)).toEqual([
        expect.stringContaining("Issuer: The placeholder $request.host has no value"),
      ]);
    }
  });
});
