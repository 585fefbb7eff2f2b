import { decodeToken, getToken, JwtAuthError } from "../../core";
import { currentClock } from "../../node/clock";
import { type AppliedSettings, appliedSettings, type Model } from "../applied-settings";
import type { YaakContext } from "../host";
import { servicesOf } from "../services";
import { copyCredential } from "./copy-token";
import { showToken } from "./inspect-token";

/** Copies the token that a request would be sent with, wherever its settings come from. */
export async function copyRequestToken(ctx: YaakContext, model: Model): Promise<void> {
  const settings = await appliedSettings(ctx, model);
  await copyCredential(ctx, await tokenOf(ctx, settings), settings.request);
}

/** Shows the token that a request would be sent with. */
export async function inspectRequestToken(ctx: YaakContext, model: Model): Promise<void> {
  const settings = await appliedSettings(ctx, model);
  const { value } = await tokenOf(ctx, settings);
  await showToken(ctx, decodeOrExplain(value), settings.values, "in the settings");
}

const tokenOf = (ctx: YaakContext, { values, contextId, request }: AppliedSettings) =>
  getToken(values, async () => request, currentClock(), servicesOf(ctx, contextId));

function decodeOrExplain(token: string): ReturnType<typeof decodeToken> {
  try {
    return decodeToken(token);
  } catch (cause) {
    throw new JwtAuthError(
      undefined,
      "The server returned an access token that isn't a JWT, so there's nothing to inspect. Copy it instead.",
      { label: "Token", cause },
    );
  }
}
