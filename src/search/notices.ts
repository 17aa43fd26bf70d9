import type { Database } from '../database/database.ts';
import { maxReachable } from './complete.ts';
import type { IndexFacts } from './facts.ts';
import { isCovered } from './language.ts';
import type { StoredRanking } from './memory.ts';
import type { Notice } from './types.ts';

/** What there is to say about an answer where the model may not know the language of the question's words. */
export function languageNotices(text: string, languages: readonly string[]): Notice[] {
  if (isCovered(text, languages)) return [];
  const message = `The model knows ${languages.join(', ')}: the words themselves count more here, their meaning less.`;
  return [{ code: 'LANGUAGE_NOT_COVERED', message }];
}

/** What there is to say about an answer by vectors. */
export function noticesOf(
  { kind, vectors }: Pick<Database, 'kind' | 'vectors'>,
  index: IndexFacts,
  ranking: StoredRanking,
): Notice[] {
  const notices: Notice[] = [];
  if (index.pending) {
    notices.push({
      code: 'INDEX_INCOMPLETE',
      message: 'Some pictures are not indexed yet: their products may be missing here.',
    });
  } else if (index.titles.pending && ranking.plan === 'HYBRID') {
    notices.push({
      code: 'INDEX_INCOMPLETE',
      message: 'Some titles are not indexed yet: their products may be missing here.',
    });
  }
  if (vectors === 'bytes') {
    notices.push({
      code: 'EXACT_SCAN',
      message:
        'The database lacks pgvector 0.8: every vector was compared by the server itself, which is slow.',
    });
  } else if (kind === 'server' && !index.indexReady && !index.few) {
    notices.push({
      code: 'EXACT_SCAN',
      message: 'The vector index is not built yet: every vector was compared.',
    });
  }
  if (ranking.truncated) {
    notices.push({
      code: 'RESULTS_TRUNCATED',
      message: 'There was not enough time to look for all: some results may be missing.',
    });
  } else if (ranking.ranked.length === maxReachable) {
    notices.push({
      code: 'RESULTS_TRUNCATED',
      message: `Only the best ${maxReachable} are reached by paging: narrow the search with a filter.`,
    });
  }
  return notices;
}
