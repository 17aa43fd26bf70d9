import { z } from 'zod';
import type { Ranked } from './ranking.ts';
import type { SearchPlan } from './types.ts';

type Details = Pick<Ranked, 'vectorRank' | 'textRank' | 'titleRank' | 'variants'>;

const rank = z.int().nullable();
const form = z.array(z.tuple([rank, rank, rank, z.array(z.string().transform(BigInt))])).nullable();

/** What the order of an answer tells by itself, of the result at this place from 0. */
export function plainDetails(plan: SearchPlan, at: number): Details {
  const isWords = plan === 'FULL_TEXT';
  return {
    vectorRank: isWords ? null : at + 1,
    textRank: isWords ? at + 1 : null,
    titleRank: null,
    variants: [],
  };
}

/** What is kept beside products and scores, as JSON; null where the order tells it. */
export function writeDetails(plan: SearchPlan, ranked: readonly Ranked[]): string | null {
  const isPlain = ranked.every((one, at) => {
    const plain = plainDetails(plan, at);
    return (
      one.vectorRank === plain.vectorRank &&
      one.textRank === plain.textRank &&
      one.titleRank === null &&
      one.variants.length === 0
    );
  });
  if (isPlain) return null;
  return JSON.stringify(
    ranked.map(({ vectorRank, textRank, titleRank, variants }) => [
      vectorRank,
      textRank,
      titleRank,
      variants.map(String),
    ]),
  );
}

/** The inverse, of the column as it comes out of the database. */
export function readDetails(column: unknown): readonly Details[] | null {
  return (
    form.parse(column)?.map(([vectorRank, textRank, titleRank, variants]) => ({
      vectorRank,
      textRank,
      titleRank,
      variants,
    })) ?? null
  );
}
