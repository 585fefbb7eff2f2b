/** A way into the plugin: signing with a key, verifying a token with it, and sending it as a certificate. */
export type Door = "sign" | "verify" | "certificate";

/** Before each call, so that the parent knows what ended the process. */
export interface Started {
  type: "started";
  index: number;
  door: Door;
  what: string;
}

export interface Finished {
  type: "finished";
  index: number;
  door: Door;
  accepted: boolean;
  encrypted: boolean;
  /** The fastest of several calls if the first one was too slow. */
  ms: number;
  problem?: Problem;
}

/** Growth of memory in bytes since the end of the warm-up. */
export interface Measured {
  type: "measured";
  /** The first key of the process. */
  from: number;
  growth: number;
}

export type Message = Started | Finished | Measured;

export interface Problem {
  kind: "crash" | "stall" | "slow" | "odd error" | "wrong signature" | "memory";
  detail: string;
}

/** What is wrong with a key, and how to repeat it. */
export interface Finding extends Problem {
  index: number;
  door: Door;
  what: string;
}

/** The exit status of a process that failed by itself. The plugin's errors are caught, and a crash has another status. */
export const NOT_THE_PLUGIN = 3;
