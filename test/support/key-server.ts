import type { ServerResponse } from "node:http";
import { type Listening, listen } from "./listen";

/** The response for a path: text, with a status if it is not 200, or a function that writes the response. */
export type Route = string | { status: number; text: string } | ((response: ServerResponse) => void);

/** A server on loopback that responds according to its routes. */
export interface KeyServer extends Listening {
  /** The paths of the requests that arrived. */
  received: string[];
}

export async function startKeyServer(routes: (url: string) => Record<string, Route>): Promise<KeyServer> {
  const received: string[] = [];
  const server = await listen(({ url: path = "" }, response) => {
    received.push(path);
    const route = routes(server.url)[path] ?? { status: 404, text: "not found" };
    if (typeof route === "function") return route(response);
    const { status, text } = typeof route === "string" ? { status: 200, text: route } : route;
    response.writeHead(status).end(text);
  });
  return { ...server, received };
}
