import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { SearchesTable } from '../database/tables.ts';
import type { RememberedSearch } from './types.ts';

/** Of a search, what is told of it. */
export const rememberedColumns = [
  'id',
  'kind',
  'text',
  'embed_ms',
  'search_ms',
  'total_ms',
  'created_at',
  'result_count',
] as const;

/** Not the picture itself: it is read where it is shown. */
export const hasThumbnail = sql<boolean>`thumbnail is not null`.as('has_thumbnail');

export type RememberedRow = Pick<Selectable<SearchesTable>, (typeof rememberedColumns)[number]> & {
  readonly has_thumbnail: boolean;
};

export function toRemembered(row: RememberedRow): RememberedSearch {
  return {
    id: row.id,
    kind: row.kind,
    text: row.text,
    timing: { embedMs: row.embed_ms, searchMs: row.search_ms, totalMs: row.total_ms },
    createdAt: row.created_at,
    resultCount: row.result_count,
    hasThumbnail: row.has_thumbnail,
  };
}

export const searchId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a search is not older than searches are kept for. */
export function isKept(retentionDays: number) {
  return sql<boolean>`created_at > now() - make_interval(days => ${retentionDays}::integer)`;
}
