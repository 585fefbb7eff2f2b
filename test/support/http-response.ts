import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { keyPath } from "./keys";
import type { Payload } from "./scripted-app";

/** An older Yaak version's response to a request from a plugin, with the body in a file. */
export function httpResponse(status: number, text: string, more: object = {}): Payload {
  // In the key folder, which is deleted after the run.
  const bodyPath = keyPath(`answer-${randomUUID()}`);
  writeFileSync(bodyPath, text);
  return { type: "send_http_request_response", httpResponse: { status, bodyPath, error: null, ...more } };
}
