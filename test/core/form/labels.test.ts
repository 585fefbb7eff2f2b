import { describe, expect, it } from "vitest";
import { authenticate } from "../../../src/core/authenticate";
import { SECRET } from "../../support/keys";
import { clock, request, services } from "../../support/sign";

const key = SECRET;

describe("an error", () => {
  it("caused by a bug in the plugin does not include the original message", async () => {
    const broken = {
      ...clock,
      randomUUID: () => {
        throw new TypeError(`boom ${SECRET}`);
      },
    };
    const error = await authenticate({ key, jwtId: "uuid" }, request, broken, services).catch(
      (reason) => reason,
    );
    expect(error.name).toBe("JwtAuthError");
    expect(error.message).toBe(
      "JWT Bearer: Bug in this plugin (TypeError). Report it with your algorithm and key format, but not the key.",
    );
    expect(error.cause).toBeUndefined();
  });

  it("is printed as only its message, because Yaak shows it that way", async () => {
    const error = await authenticate({}, request, clock, services).catch((reason) => reason);
    expect(error.name).toBe("JwtAuthError");
    expect(`${error}`).toBe(
      "Secret or Private Key: Required. Paste a secret or private key, or select a key file.",
    );
  });
});
