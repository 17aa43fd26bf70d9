/** Long enough for all who are told of a change to ask. */
const keptMs = 1_000;

interface Answers<Value> {
  readonly sinceMs: number;
  readonly byArguments: Map<string, Promise<Value>>;
}

/**
 * A resolver that answers all who ask the same of one object within a second by reading once: what is watched is one
 * object for everybody who watches it.
 */
export function shared<Parent extends object, Args, Context, Value>(
  read: (parent: Parent, args: Args, context: Context) => Promise<Value>,
): (parent: Parent, args: Args, context: Context) => Promise<Value> {
  const known = new WeakMap<Parent, Answers<Value>>();
  return (parent, args, context) => {
    const nowMs = performance.now();
    let answers = known.get(parent);
    if (answers === undefined || nowMs - answers.sinceMs > keptMs) {
      answers = { sinceMs: nowMs, byArguments: new Map() };
      known.set(parent, answers);
    }
    const key = JSON.stringify(args);
    const answer = answers.byArguments.get(key) ?? read(parent, args, context);
    answers.byArguments.set(key, answer);
    return answer;
  };
}
