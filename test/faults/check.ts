/** Something that was looked at afterwards. */
export interface Check {
  readonly what: string;
  /** How many were looked at. */
  readonly looked: number;
  /** What did not hold: what was expected, and what was found. */
  readonly violations: readonly string[];
}

/** A check of one thing after another. */
export function each<Item>(
  what: string,
  items: Iterable<Item>,
  violationsOf: (item: Item) => Iterable<string | undefined>,
): Check {
  const all = [...items];
  const violations = all.flatMap((item) => [...violationsOf(item)].filter((found) => found !== undefined));
  return { what, looked: all.length, violations };
}

/** What was expected and what was found, where they differ. */
export function differs(of: string, expected: unknown, found: unknown): string | undefined {
  if (expected === found) return undefined;
  return `${of}: expected ${String(expected)}, found ${String(found)}`;
}
