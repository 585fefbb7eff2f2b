import type { ExchangeSettings } from "../settings/exchange";
import { clientAssertion } from "./client-assertion";
import { document360 } from "./document360";
import { exchange } from "./exchange";
import type { Exchange, Flow } from "./flow";
import { jwtBearer } from "./jwt-bearer";

/** Every flow, by its value in the form. */
export const flows: ReadonlyMap<string, Flow> = new Map<string, Flow>([
  // The JWT itself is sent.
  ["jwt", ({ reusesJwt }) => ({ reuses: reusesJwt })],
  ["jwt-bearer", jwtBearer],
  ["client-assertion", clientAssertion],
  ["exchange", exchange],
  ["document360", document360],
]);

/** @throws JwtAuthError for the first missing setting */
export const exchangeOf = (settings: ExchangeSettings): Exchange =>
  (flows.get(settings.flow) as Flow)(settings);
