import type { Database } from '../database/database.ts';
import { sampleStatement } from './statements/words.ts';

/** How frequent words are, counted in a sample of the catalogue. */
export interface WordCounts {
  /** How much a word tells: BM25's inverse document frequency, Robertson and Walker 1994; above 0. */
  weightOf(lexemes: readonly string[]): number;
  /** How many products have it; 0 where it is too rare to tell. */
  productsWith(lexemes: readonly string[]): number;
  /** Whether so many have it that it alone is no way to find anything. */
  isFrequent(lexemes: readonly string[]): boolean;
}

const frequentFrom = 20_000;

const ttlMs = 60_000;

/** @returns the counts as they were a minute ago or so: only the first caller waits for them */
export function createWordCounts({ kysely }: Pick<Database, 'kysely'>): () => Promise<WordCounts> {
  let taken: { readonly counts: Promise<WordCounts>; readonly atMs: number } | undefined;

  async function take(): Promise<WordCounts> {
    const { rows } = await sampleStatement.execute(kysely);
    const [{ products, share, lexemes, counts } = { products: 0, share: 1, lexemes: null, counts: null }] =
      rows;
    const seen = new Map(lexemes?.map((lexeme, at) => [lexeme, counts?.[at] ?? 0]));
    const sampledWith = (wanted: readonly string[]) =>
      Math.min(...wanted.map((lexeme) => seen.get(lexeme) ?? 0));
    return {
      weightOf(wanted) {
        const having = Math.min(sampledWith(wanted), products);
        return Math.log(1 + (products - having + 0.5) / (having + 0.5));
      },
      productsWith: (wanted) => sampledWith(wanted) / share,
      isFrequent: (wanted) => sampledWith(wanted) / share > frequentFrom,
    };
  }

  return async () => {
    const now = performance.now();
    if (taken === undefined) {
      const counts = take();
      taken = { counts, atMs: now };
      counts.catch(() => {
        taken = undefined;
      });
    } else if (now - taken.atMs > ttlMs) {
      const { counts } = taken;
      taken = { counts, atMs: now };
      take().then(
        (fresh) => {
          taken = { counts: Promise.resolve(fresh), atMs: now };
        },
        () => {},
      );
    }
    return taken.counts;
  };
}
