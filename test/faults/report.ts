import type { Check } from './check.ts';

/** What was done to it, and what was found afterwards. */
export interface Report {
  readonly title: string;
  readonly seconds: number;
  readonly faults: readonly { readonly fault: string; readonly times: number }[];
  readonly checks: readonly Check[];
}

/** Of one check, so many violations are shown. */
const SHOWN = 20;

/** A table that a person reads: the faults, how often, what was looked at afterwards, and whether it held. */
export function table({ title, seconds, faults, checks }: Report): string {
  const faultLines = faults.map(
    ({ fault, times }) => `  ${fault.padEnd(52)}${String(times).padStart(7)} times`,
  );
  const checkLines = checks.flatMap(({ what, looked, violations }) => [
    `  ${what.padEnd(52)}${String(looked).padStart(7)}  ${violations.length === 0 ? 'ok' : `VIOLATED ${violations.length} times`}`,
    ...violations.slice(0, SHOWN).map((violation) => `      ${violation}`),
  ]);
  return [`${title}, ${Math.round(seconds)} s`, ...faultLines, ...checkLines].join('\n');
}
