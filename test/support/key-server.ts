import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a path answers with: text, with a status where it is not 200, or whatever a function makes of the response. */
export type Route = string | { status: number; text: string } | ((response: ServerResponse) => void);

/** A server on loopback that answers with what its routes say. */
export interface KeyServer {
  url: string;
  /** The paths of what arrived. */
  received: string[];
  close(): Promise<void>;
}

export async function startKeyServer(routes: (url: string) => Record<string, Route>): Promise<KeyServer> {
  const received: string[] = [];
  const server = createServer(({ url: path = "" }, response) => {
    received.push(path);
    const route = routes(url)[path] ?? { status: 404, text: "not found" };
    if (typeof route === "function") return route(response);
    const { status, text } = typeof route === "string" ? { status: 200, text: route } : route;
    response.writeHead(status).end(text);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    received,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
