import type { CallHttpAuthenticationResponse } from "@yaakapp/api";
import { authenticate, labelErrors } from "../core";
import { currentClock } from "../node/clock";
import { bodyOf } from "./body";
import type { ApplyArguments, YaakContext } from "./host";
import { toYaakResponse } from "./placement";
import { type ServiceContext, servicesOf } from "./services";
import { transportOf } from "./transport";

/**
 * Yaak's hook for every request: gets a token and places it. If this throws, Yaak does not send the request and shows the
 * message.
 */
export async function onApply(
  ctx: ServiceContext & Pick<YaakContext, "window">,
  args: ApplyArguments,
): Promise<CallHttpAuthenticationResponse> {
  const { values, contextId, method, url, body, headers = [] } = args;
  const placed = await authenticate(
    values,
    { method, url, body: bodyOf(method, body, headers) },
    currentClock(),
    servicesOf(ctx, contextId, headers),
  );
  const transport = () => transportOf(ctx, args);
  return labelErrors(values, () =>
    toYaakResponse(placed, { transport, url, headers, isNewer: body !== undefined }),
  );
}
