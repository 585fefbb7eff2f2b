/** Why a setting cannot be had here in the same way, as the end of a sentence about a request. */
export class Refusal extends Error {}
