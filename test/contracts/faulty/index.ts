export { type ApiOptions, type FaultyApi, type Rejection, startApi } from "./api";
export type { Fault } from "./fault";
export { faults } from "./faults";
export { type GoodApi, goodApis, openApis } from "./good-apis";
export { ALGORITHMS, type Algorithm, settingsFor } from "./settings";
