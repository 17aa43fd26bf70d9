import { createRandom } from '../../bench/random.ts';
import type { Asker, Found, Mode } from './ask.ts';
import { type Estimate, estimate, measures, type Scores, scoresOf } from './metrics.ts';
import { type Kind, kindOf, nameOf, type Query, type QuerySet } from './queries.ts';

/** A question and what came of it. */
export interface Outcome {
  readonly query: Query;
  readonly found: readonly Found[];
  readonly scores: Scores;
}

/** How well the questions of a set were answered in one way. */
export interface Measured {
  readonly set: string;
  /** Of words; all else is searched by pictures, whatever the mode. */
  readonly mode: Mode | Exclude<Kind, 'TEXT'>;
  readonly figures: Readonly<Record<keyof Scores, Estimate>>;
  readonly outcomes: readonly Outcome[];
}

/** As many as a few shoppers ask at once; the server's other callers are not to wait. */
const askedAtOnce = 4;

/** @throws the signal's reason when it is stopped */
export async function measure(
  { ask }: Pick<Asker, 'ask'>,
  { name, queries }: QuerySet,
  mode: Mode,
  signal: AbortSignal,
): Promise<Measured> {
  const outcomes: Outcome[] = [];
  const waiting = queries.entries();
  const askOn = async () => {
    for (const [at, query] of waiting) {
      signal.throwIfAborted();
      const found = await ask(query, mode);
      const scores = scoresOf(
        found.map(({ externalId }) => externalId),
        new Set(query.relevant),
      );
      outcomes[at] = { query, found, scores };
    }
  };
  await Promise.all(Array.from({ length: askedAtOnce }, askOn));
  const of = (measure: keyof Scores) =>
    estimate(
      outcomes.map(({ scores }) => scores[measure]),
      createRandom(1),
    );
  const [r1, r10, mrr, ndcg10] = measures.map(of);
  if (!r1 || !r10 || !mrr || !ndcg10) throw new Error('a measure lacks');
  const [kind = 'TEXT'] = queries.map(kindOf);
  return { set: name, mode: kind === 'TEXT' ? mode : kind, figures: { r1, r10, mrr, ndcg10 }, outcomes };
}

/** The questions that were answered worst, the worst first; those that were answered rightly are none of them. */
export function worstOf({ outcomes }: Measured, count: number): readonly Outcome[] {
  return outcomes
    .filter(({ scores }) => scores.r1 < 1)
    .toSorted((a, b) => a.scores.mrr - b.scores.mrr || (nameOf(a.query) < nameOf(b.query) ? -1 : 1))
    .slice(0, count);
}
