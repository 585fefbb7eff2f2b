import { describe, expect, it } from "vitest";
import { authenticate } from "../../../src/core/authenticate";
import { SECRET } from "../../support/keys";
import { clock, request, services } from "../../support/sign";

const key = SECRET;

describe("a failure", () => {
  it("of the plugin itself is told without the fault's own words", async () => {
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

  it("prints as its message alone, which is how a client shows it", async () => {
    const error = await authenticate({}, request, clock, services).catch((reason) => reason);
    expect(error.name).toBe("JwtAuthError");
    expect(`${error}`).toBe("Secret: Required. Paste the secret, or select a key file.");
  });
});
