/** A way to read a text, with one character per byte. */
export interface Reading {
  text: string;
  /** The part of the original text that each byte comes from. */
  places: Place[];
}

export interface Place {
  start: number;
  end: number;
}

/** The bytes of a text in UTF-8, one character each. */
export const bytesOf = (text: string): string => Buffer.from(text).toString("latin1");

/** From the start of the first place to the end of the last one. */
export const span = (places: readonly Place[], first: number, last: number): Place => ({
  start: places[first]?.start ?? 0,
  end: places[last]?.end ?? 0,
});
