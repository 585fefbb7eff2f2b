import type { Flow } from "./flow";

/** The JWT itself is what is sent. */
export const jwt: Flow = ({ reusesJwt }) => ({ reuses: reusesJwt });
