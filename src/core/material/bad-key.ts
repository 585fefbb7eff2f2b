/** Numbers that are not those of a key: they are out of range or contradict each other. Contains none of them. */
export class BadKey extends Error {}

/** A key that is in order, but this version of Node has no algorithm for it. */
export class UnavailableKey extends Error {}
