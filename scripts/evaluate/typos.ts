import type { Random } from '../../bench/random.ts';

/** How people slip: two letters swapped, one dropped, one doubled. */
export type Slip = 'transposed' | 'dropped' | 'doubled';

const slips: readonly Slip[] = ['transposed', 'dropped', 'doubled'];
/** In shorter words every slip makes another word. */
const minLength = 4;

/** A text with one slip in one of its longer words, never in its first letter; undefined where it has none. */
export function misspelt(text: string, random: Random): string | undefined {
  const words = text.split(' ');
  const longer = words.flatMap((word, at) =>
    /^\p{L}+$/u.test(word) && word.length >= minLength ? [at] : [],
  );
  if (longer.length === 0) return undefined;
  const chosen = pick(longer, random);
  const slip = pick(slips, random);
  const slipped = withSlip(words[chosen] ?? '', slip, random);
  if (slipped === undefined) return undefined;
  return words.with(chosen, slipped).join(' ');
}

/** @returns undefined where the slip would not show */
function withSlip(word: string, slip: Slip, random: Random): string | undefined {
  const letters = Array.from(word);
  const at = 1 + Math.floor(random.uniform() * (letters.length - 2));
  const [one = '', other = ''] = letters.slice(at);
  if (one === other) return undefined;
  const rest = letters.slice(at + 2);
  const slipped = { transposed: [other, one], dropped: [other], doubled: [one, one, other] }[slip];
  return [...letters.slice(0, at), ...slipped, ...rest].join('');
}

export function pick<Value>(values: readonly [Value, ...Value[]] | readonly Value[], random: Random): Value {
  const value = values[Math.floor(random.uniform() * values.length)];
  if (value === undefined) throw new Error('there is nothing to pick from');
  return value;
}
