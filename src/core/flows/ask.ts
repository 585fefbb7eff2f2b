import { JwtAuthError } from "../lib/errors";
import { type HttpRequest, type HttpResponse, NoResponse, type Send, serverAt } from "../lib/http";
import type { UrlSource } from "../settings/url-source";

/**
 * Sends a request to the authorization server.
 *
 * @param source the field that the token URL is derived from. Undefined if the user entered it
 * @throws JwtAuthError about that field if there is no response
 */
export async function ask(send: Send, request: HttpRequest, source?: UrlSource): Promise<HttpResponse> {
  try {
    return await send(request);
  } catch (error) {
    if (!(error instanceof NoResponse)) throw error;
    const { message, remedy = source?.hint ?? "Check the URL, and that the server is running" } = error;
    const problem = `${serverAt(request.url)} ${message}. ${remedy}.`;
    throw new JwtAuthError(source?.field ?? "tokenUrl", problem, { cause: error });
  }
}
