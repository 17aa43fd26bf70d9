import { useLanguage } from '../../wording/wording.ts';
import type { Range } from '../view.ts';
import { useWords } from '../words.ts';

/** Puts a range of prices into words. */
export function useRangeWords(): (range: Range) => string {
  const { facets } = useWords();
  const { format } = useLanguage();
  return ({ min, max, currency }) => {
    const amount = (value: string) =>
      currency === null ? format.number(Number(value)) : format.money({ amount: value, currency });
    if (min === null) return facets.upTo(amount(max ?? '0'));
    return max === null ? facets.above(amount(min)) : facets.between(amount(min), amount(max));
  };
}
