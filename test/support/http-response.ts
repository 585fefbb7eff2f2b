import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { keyPath } from "./keys";
import type { Payload } from "./scripted-app";

/** How an older app answers a request that a plugin sends: with the body in a file. */
export function httpResponse(status: number, text: string, more: object = {}): Payload {
  // Beside the keys, which go away after the run.
  const bodyPath = keyPath(`answer-${randomUUID()}`);
  writeFileSync(bodyPath, text);
  return { type: "send_http_request_response", httpResponse: { status, bodyPath, error: null, ...more } };
}
