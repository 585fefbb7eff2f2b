import { algorithmFaults } from "./algorithm-faults";
import { claimFaults } from "./claim-faults";
import { crashFaults } from "./crash-faults";
import type { Fault } from "./fault";
import { keyFaults } from "./key-faults";
import { signatureFaults } from "./signature-faults";

/** APIs that are strict, except for one fault. */
export const faults: Fault[] = [
  ...signatureFaults,
  ...algorithmFaults,
  ...keyFaults,
  ...claimFaults,
  ...crashFaults,
];
