import type { Database } from '../database/database.ts';
import { createLimit } from '../media/limit.ts';
import { vectorsOfCandidates } from './candidate-vectors.ts';
import { collapse } from './collapse.ts';
import { maxReachable } from './complete.ts';
import { spread } from './diversity.ts';
import { ordered } from './order.ts';
import type { Question } from './question.ts';
import type { Scope } from './rank.ts';
import type { Ranked, Ranking } from './ranking.ts';
import type { Strengths } from './strength.ts';
import { createTurns } from './turns.ts';
import type { SearchOptions } from './types.ts';

/** Whether an answer can be put together only out of all its candidates. */
export function needsAll({ collapseDuplicates = false, diversity = 0, orderBy }: SearchOptions): boolean {
  return collapseDuplicates || diversity > 0 || (orderBy !== undefined && orderBy !== 'RELEVANCE');
}

/** Folds near-duplicates, spreads, and orders what was found, as the options say. */
export type Arrange = (question: Question, scope: Scope, found: Ranking) => Promise<Ranking>;

export interface ArrangeNeeds {
  readonly database: Database;
  readonly strengths: Pick<Strengths, 'identical'>;
}

/** How many answers wait to be arranged, some tens of milliseconds each, before more are refused. */
const maxWaiting = 100;

export function createArrange({ database, strengths }: ArrangeNeeds): Arrange {
  // side by side their turns would add up to a long hold of the event loop
  const oneByOne = createLimit(1, maxWaiting);

  async function byLikeness(
    { vector }: Question,
    { options: { collapseDuplicates = false, diversity = 0 }, signal }: Scope,
    found: readonly Ranked[],
  ): Promise<readonly Ranked[]> {
    if (vector === null || (!collapseDuplicates && diversity === 0)) return found;
    const { index } = vector;
    const bound = await strengths.identical(index.modelId);
    return oneByOne(async () => {
      const turns = createTurns(signal);
      const vectors = await vectorsOfCandidates(database, index, found, turns);
      const whole = { ranked: found, vectors };
      const kept = collapseDuplicates ? await collapse(found, vectors, bound, turns) : whole;
      if (diversity === 0) return kept.ranked;
      const order = await spread(kept.vectors, diversity, turns);
      return order.flatMap((place) => kept.ranked[place] ?? []);
    });
  }

  return async (question, scope, { ranked, ...rest }) => {
    const candidates = ranked.slice(0, maxReachable);
    const arranged = await byLikeness(question, scope, candidates);
    return { ...rest, ranked: await ordered(database, arranged, scope.options.orderBy ?? 'RELEVANCE') };
  };
}
