import { describe, expect, it } from "vitest";
import { formActions, workspaceActions } from "../../src/yaak/actions";
import type { YaakContext } from "../../src/yaak/host";
import { pem, SECRET } from "../support/keys";

/* The context stands for apps that are older or newer than the runtime in the command line. */
const contextOf = (said: string[], more: object = {}) =>
  ({
    prompt: {},
    window: {},
    httpRequest: {},
    clipboard: { copyText: async (text: string) => void said.push(text) },
    toast: { show: async ({ message }: { message: string }) => void said.push(message) },
    ...more,
  }) as unknown as YaakContext;

describe("in an app that does not do all that others do,", () => {
  const act = async (label: string, values: Record<string, string>, more: object = {}) => {
    const said: string[] = [];
    await formActions
      .find((action) => action.label === label)
      ?.onSelect(contextOf(said, more), { contextId: "", values });
    return said;
  };

  it.each(["Inspect Token…", "Verify Token…", "Generate Key…", "Copy Public Key…"])(
    "%s says so",
    async (label) => {
      expect(await act(label, { algorithm: "RS256", key: pem("rsa.pkcs8.pem") })).toEqual([
        "Yaak: This version doesn't support plugin dialogs. Update Yaak.",
      ]);
    },
  );

  it("the workspace action says which app would show its requests, or reports what did not change", async () => {
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

  it("Copy Token needs none, nor a window that tells its request", async () => {
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
