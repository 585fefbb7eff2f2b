import { type Header, type HttpRequest, shownUrl } from "../lib/http";

/** A named parameter of a token request. Omitted if its value is undefined. */
export interface Parameter {
  name: string;
  value: string | number | string[] | undefined;
  /** Whether it must not be shown. */
  isSecret?: boolean;
}

/** A request for an access token or a code; always a POST. Both sending and displaying it use only this data. */
export interface TokenRequest {
  url: string;
  /** How the parameters are encoded in the body. */
  format: "form" | "json";
  parameters: Parameter[];
  /** Sent as HTTP Basic (RFC 7617). */
  client?: ClientCredentials;
}

export interface ClientCredentials {
  id: string;
  secret: string;
  /** Whether both are encoded before they are joined (RFC 6749 section 2.3.1). */
  isFormEncoded: boolean;
}

const MEDIA_TYPES = { form: "application/x-www-form-urlencoded", json: "application/json" };

/** Converts a token request to HTTP. */
export function toHttpRequest({ url, format, parameters, client }: TokenRequest): HttpRequest {
  const headers: Header[] = [
    { name: "Content-Type", value: MEDIA_TYPES[format] },
    { name: "Accept", value: "application/json" },
  ];
  if (client) headers.push({ name: "Authorization", value: `Basic ${basicCredentials(client)}` });
  const body = format === "json" ? JSON.stringify(toObject(parameters)) : toForm(parameters).toString();
  return { method: "POST", url, headers, body };
}

/** Describes a token request in lines, without secrets or the URL's query. */
export function describeTokenRequest(request: TokenRequest): string[] {
  const { url, format, parameters, client } = request;
  const secrets = secretsOf(request);
  const shown = parameters.map(({ name, value, isSecret }) => ({
    name,
    // A secret is also masked in parameters with other names.
    value: isSecret || [value ?? []].flat().some((item) => secrets.includes(String(item))) ? "…" : value,
  }));
  return [
    `POST ${shownUrl(url)}`,
    ...(client ? ["Authorization: Basic …"] : []),
    ...(format === "json"
      ? JSON.stringify(toObject(shown), null, 2).split("\n")
      : Array.from(toForm(shown), ([name, value]) => `${name}=${value}`)),
  ];
}

/** The secrets in a token request. */
export const secretsOf = ({ parameters, client }: TokenRequest): string[] => [
  ...parameters
    .flatMap(({ value, isSecret }) => (isSecret ? [value ?? []].flat().map(String) : []))
    .filter(Boolean),
  ...(client ? [client.secret, basicCredentials(client)] : []),
];

function basicCredentials({ id, secret, isFormEncoded }: ClientCredentials): string {
  const [user, password] = isFormEncoded ? [id, secret].map(formEncode) : [id, secret];
  return Buffer.from(`${user}:${password}`).toString("base64");
}

const formEncode = (text: string): string => new URLSearchParams({ "": text }).toString().slice(1);

const toObject = (parameters: Parameter[]): Record<string, unknown> =>
  Object.fromEntries(parameters.map(({ name, value }) => [name, value]));

/** Each item of a list is sent as a separate parameter (RFC 8707 section 2). */
const toForm = (parameters: Parameter[]): URLSearchParams =>
  new URLSearchParams(
    parameters.flatMap(({ name, value }) =>
      value === undefined ? [] : [value].flat().map((item) => [name, String(item)]),
    ),
  );
