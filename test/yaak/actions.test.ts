import { describe, expect, it } from "vitest";
import { formActions } from "../../src/yaak/actions";
import type { YaakContext } from "../../src/yaak/host";
import { pem, SECRET } from "../support/keys";

/* The context stands for an app that is older than the runtime in the command line. */
describe("in an app that shows no dialogs of plugins", () => {
  const act = async (label: string, values: Record<string, string>) => {
    const said: string[] = [];
    const ctx = {
      prompt: {},
      window: {},
      httpRequest: {},
      clipboard: { copyText: async (text: string) => void said.push(text) },
      toast: { show: async ({ message }: { message: string }) => void said.push(message) },
    } as unknown as YaakContext;
    await formActions.find((action) => action.label === label)?.onSelect(ctx, { contextId: "", values });
    return said;
  };

  it.each(["Inspect Token…", "Verify Token…", "Generate Key…", "Copy Public Key…"])(
    "%s says so",
    async (label) => {
      expect(await act(label, { algorithm: "RS256", key: pem("rsa.pkcs8.pem") })).toEqual([
        "Yaak: this version shows no dialogs of plugins. Update it.",
      ]);
    },
  );

  it("Copy Token needs none, nor a window that tells its request", async () => {
    const [token, message] = await act("Copy Token", { key: SECRET });
    expect(token).toMatch(/^eyJ/);
    expect(message).toMatch(/^Token copied\./);
    expect(await act("Copy Token", { key: SECRET, issuer: "$request.host" })).toEqual([
      expect.stringContaining("Issuer: $request.host has no value"),
    ]);
  });
});
