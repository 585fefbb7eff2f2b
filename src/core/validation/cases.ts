import { algorithmCases } from "./algorithm-cases";
import type { Case } from "./case";
import { claimCases } from "./claim-cases";
import { formatCases } from "./format-cases";
import { headerCases } from "./header-cases";
import { signatureCases } from "./signature-cases";
import { timeCases } from "./time-cases";

/** Every case, in the order in which they are sent. */
export const cases: readonly Case[] = [
  ...signatureCases,
  ...algorithmCases,
  ...headerCases,
  ...timeCases,
  ...claimCases,
  ...formatCases,
];
