import { decodeJwt, decodeProtectedHeader } from "jose";
import type { AuthorizationServer } from "../test/contracts/authorization-server";
import type { Document360Server } from "../test/contracts/document360";
import type { Scene } from "../test/support/scene";
import type { Api } from "../test/support/token-server";

/** The outcome of a request. The issuer of its token tells which settings it was sent with. */
export interface Outcome {
  "settings from": string;
  algorithm: string;
  "token location": string;
  result: string;
}

export const BEARER = "Authorization: Bearer";
export const outcome = (from: string, algorithm: string, location: string, result: string): Outcome => ({
  "settings from": from,
  algorithm,
  "token location": location,
  result,
});

/** A row in the demo's table. */
export interface Row {
  path: string;
  seen: Outcome;
  /** JSON. */
  claims: string;
}

/** @param from where the settings come from; used only if there is no token to read it from */
export function observe(scene: Scene, path: string, api: Api, from = "-"): Row {
  const failure = scene.failure(path)?.replace(/^.*Plugin error: /, "");
  if (failure) {
    const arrived = scene.server.received.some((request) => request.path === path);
    return {
      path,
      seen: outcome(from, "-", "-", arrived ? "sent anyway" : `not sent: ${failure}`),
      claims: "-",
    };
  }
  const { header, claims, refused } = scene.server.at(path);
  const place = describePlace(api.in);
  const result = refused ? `rejected: ${refused}` : "verified";
  const seen = outcome(claims?.iss ?? from, header?.alg ?? "-", header ? place : "-", result);
  return { path, seen, claims: claims ? JSON.stringify(claims) : "-" };
}

/** The assertion that the authorization server received, and whether the API accepted the access token. */
export function observeGrant({ asked: [first], received }: AuthorizationServer): Row {
  const path = "/orders";
  if (!first) return { path, seen: outcome("-", "-", "-", "no token was requested"), claims: "-" };
  const { assertion = "" } = first.form;
  const result = received[0] === "orders" ? "access token accepted" : `rejected: ${first.error}`;
  const { iss = "-", ...claims } = decodeJwt(assertion);
  const seen = outcome(iss, decodeProtectedHeader(assertion).alg ?? "-", BEARER, result);
  return { path, seen, claims: JSON.stringify({ iss, ...claims }) };
}

/** The reader that Document360 received, and whether it accepted the code. */
export function observeCode({ sessions: [session], refused }: Document360Server): Row {
  const seen = outcome(
    "request",
    "-",
    "query parameter: code",
    session ? "code accepted" : `rejected: ${refused[0]}`,
  );
  return { path: "/guide", seen, claims: JSON.stringify(session?.reader) };
}

function describePlace(place: Api["in"]): string {
  if (place && "cookie" in place) return `cookie: ${place.cookie}`;
  return place && "header" in place ? `${place.header}: ${place.prefix}` : BEARER;
}
