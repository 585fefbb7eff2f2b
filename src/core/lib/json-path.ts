/** A name, plain or quoted in brackets, or an array index. */
const STEP = /\.?([^.[\]]+)|\[(\d+)\]|\["([^"]*)"\]|\['([^']*)'\]/y;

/** A step of a path: the name of a property, or the index of an element. */
export interface Step {
  name: string;
  isIndex: boolean;
  /** The path that precedes it. */
  before: string;
}

/** The steps of a path such as `realm_access.roles[0]` or `["https://example.com/roles"]`. Undefined if it is not one. */
export function stepsOf(path: string): Step[] | undefined {
  const steps: Step[] = [];
  for (let at = 0; at < path.length; at = STEP.lastIndex) {
    STEP.lastIndex = at;
    const [, name, index, ...quoted] = STEP.exec(path) ?? [];
    const step = name ?? index ?? quoted.find((text) => text !== undefined);
    if (step === undefined) return undefined;
    steps.push({ name: step, isIndex: index !== undefined, before: path.slice(0, at) });
  }
  return steps;
}
