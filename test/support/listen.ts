import {
  createServer,
  type ServerOptions as HttpOptions,
  type RequestListener,
  type Server,
} from "node:http";
import { createServer as createSecureServer, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";

export interface Listening {
  url: string;
  close(): Promise<void>;
}

/**
 * Starts a server on loopback.
 *
 * @param tls key and certificate for an HTTPS server; undefined for HTTP
 * @param limits Node's limits for an HTTP server, where a test exceeds the defaults
 */
export async function listen(
  handle: RequestListener,
  tls?: ServerOptions,
  limits: HttpOptions = {},
): Promise<Listening> {
  const server: Server = tls ? createSecureServer(tls, handle) : createServer(limits, handle);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http${tls ? "s" : ""}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
