import { JwtAuthError } from "../errors";

/** @throws JwtAuthError if there is nothing in a field that a token cannot be requested without */
export function need(field: string, value: string | undefined): string {
  if (value) return value;
  throw new JwtAuthError(
    "missing-value",
    field,
    "there is nothing here, and the server is not asked without it. Fill it in.",
  );
}
