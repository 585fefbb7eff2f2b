/** Numbers that are not those of a key: they are out of range or contradict each other. Contains none of them. */
export class BadKey extends Error {}

/** A valid key of an algorithm that this version of Node does not have. */
export class UnavailableKey extends Error {}
