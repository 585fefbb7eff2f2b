import { SECRET } from "../support/keys";
import type { RealInput } from "./case";

export const texts: Record<string, RealInput[]> = {
  "white space around a value": [
    {
      input: "a line break after the issuer",
      values: { key: SECRET, issuer: "Iv23li0000000000abcd\n" },
      gets: 'HS256 {"iss":"Iv23li0000000000abcd"}',
    },
    {
      input: "an issuer with spaces inside",
      values: { key: SECRET, issuer: "a  b" },
      gets: 'HS256 {"iss":"a  b"}',
    },
  ],
};
