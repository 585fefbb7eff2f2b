import type { RealInput } from "./case";
import { texts } from "./texts";

/** By class: inputs that people had trouble with, and others like them. */
export const realInputs: Record<string, RealInput[]> = {
  ...texts,
};
