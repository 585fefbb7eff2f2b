import { type Header, type HttpRequest, shownUrl } from "../lib/http";
import { type Json, JsonNumber } from "../lib/json";
import { prettyPrint, stringify } from "../lib/json-text";

/** A named parameter of a token request. Omitted if its value is undefined. */
export interface Parameter {
  name: string;
  value: Json | undefined;
  /** Whether it must not be shown. */
  isSecret?: boolean;
}

/** A request for an access token or a code; always a POST. Both sending and displaying it use only this data. */
export interface TokenRequest {
  url: string;
  /** How the parameters are encoded in the body. Undefined if there is no body. */
  format?: "form" | "json";
  parameters: Parameter[];
  /** Sent as HTTP Basic (RFC 7617). */
  client?: ClientCredentials;
  /** Sent as a Bearer token (RFC 6750 section 2.1). */
  bearer?: string;
  /** A DPoP proof (RFC 9449 section 5). */
  proof?: string;
}

export interface ClientCredentials {
  id: string;
  secret: string;
  /** Whether both are encoded before they are joined (RFC 6749 section 2.3.1). */
  isFormEncoded: boolean;
}

const MEDIA_TYPES = { form: "application/x-www-form-urlencoded", json: "application/json" };

/** Converts a token request to HTTP. */
export function toHttpRequest(request: TokenRequest): HttpRequest {
  const { url, format, parameters, client, bearer, proof } = request;
  const headers: Header[] = [{ name: "Accept", value: "application/json" }];
  if (format) headers.unshift({ name: "Content-Type", value: MEDIA_TYPES[format] });
  if (client) headers.push({ name: "Authorization", value: `Basic ${basicCredentials(client)}` });
  if (bearer) headers.push({ name: "Authorization", value: `Bearer ${bearer}` });
  if (proof) headers.push({ name: "DPoP", value: proof });
  const body = format === "json" ? stringify(toObject(parameters)) : toForm(parameters).toString();
  return { method: "POST", url, headers, ...(format ? { body } : {}) };
}

/** Describes a token request in lines, without secrets or the URL's query. */
export function describeTokenRequest(request: TokenRequest): string[] {
  const { url, format, parameters, client, bearer, proof } = request;
  const secrets = secretsOf(request);
  const shown = parameters.map(({ name, value, isSecret }) => {
    // A secret is also masked in parameters with other names.
    const isMasked = isSecret || textsIn(value).some((text) => secrets.includes(text));
    return { name, value: isMasked && value !== undefined ? "…" : value };
  });
  return [
    `POST ${shownUrl(url)}`,
    ...(client ? ["Authorization: Basic …"] : []),
    ...(bearer ? ["Authorization: Bearer …"] : []),
    ...(proof ? ["DPoP: …"] : []),
    ...(format === "json" ? prettyPrint(toObject(shown)).split("\n") : []),
    ...(format === "form" ? Array.from(toForm(shown), ([name, value]) => `${name}=${value}`) : []),
  ];
}

/** The secrets in a token request. */
export const secretsOf = ({ parameters, client, bearer, proof }: TokenRequest): string[] => [
  ...parameters.flatMap(({ value, isSecret }) => (isSecret ? textsIn(value) : [])).filter(Boolean),
  ...(client ? [client.secret, basicCredentials(client)] : []),
  ...[bearer, proof].flatMap((secret) => secret || []),
];

function basicCredentials({ id, secret, isFormEncoded }: ClientCredentials): string {
  const [user, password] = isFormEncoded ? [id, secret].map(formEncode) : [id, secret];
  return Buffer.from(`${user}:${password}`).toString("base64");
}

const formEncode = (text: string): string => new URLSearchParams({ "": text }).toString().slice(1);

/** All text and numbers in JSON, except names. */
function textsIn(json: Json | undefined): string[] {
  if (typeof json === "string") return [json];
  if (json instanceof JsonNumber) return [json.text];
  if (json instanceof Map) return [...json.values()].flatMap(textsIn);
  return Array.isArray(json) ? json.flatMap(textsIn) : [];
}

const toObject = (parameters: Parameter[]): Json =>
  new Map(parameters.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));

/** Each item of a list is sent as a separate parameter (RFC 8707 section 2). */
const toForm = (parameters: Parameter[]): URLSearchParams =>
  new URLSearchParams(
    parameters.flatMap(({ name, value }) =>
      value === undefined ? [] : [value].flat().map((item) => [name, formText(item)]),
    ),
  );

const formText = (value: Json): string => (typeof value === "string" ? value : stringify(value));
