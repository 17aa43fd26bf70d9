import { type RawBuilder, sql } from 'kysely';
import { searchKinds } from '../types.ts';

/**
 * A page of searches, newest first. Each kind, with results and without, is a list of its own in the index; the first
 * of each are merged. Parameters: kinds, found nothing or not, days that are kept, the position after which it begins
 * (microseconds since 1970, id), how many.
 */
export const searchesPage = `select found.* from unnest($1::text[]) as kinds (kind)
  cross join unnest($2::boolean[]) as outcomes (nothing)
  cross join lateral (
    select id, kind, text, embed_ms, search_ms, total_ms, created_at, result_count,
      thumbnail is not null as has_thumbnail, (extract(epoch from created_at) * 1000000)::bigint::text as at
    from searches
    where searches.kind = kinds.kind and searches.found_nothing = outcomes.nothing
      and created_at > now() - make_interval(days => $3::integer)
      and (created_at, id) < (timestamptz 'epoch' + $4::float8 * interval '1 microsecond', $5::uuid)
    order by created_at desc, id desc limit $6
  ) found
  order by found.created_at desc, found.id desc limit $6`;

/** How many there are. Parameters: kinds, found nothing or not, days that are kept. */
export const searchesCount = `select sum(counted.searches) as searches from unnest($1::text[]) as kinds (kind)
  cross join unnest($2::boolean[]) as outcomes (nothing)
  cross join lateral (
    select count(*) as searches from searches
    where searches.kind = kinds.kind and searches.found_nothing = outcomes.nothing
      and created_at > now() - make_interval(days => $3::integer)
  ) counted`;

/** Deletes some of those from before a moment: by the index, whose first columns are named for it. */
export function forgetSome(moment: RawBuilder<Date>, limit: number): RawBuilder<unknown> {
  return sql`delete from searches where id in (
    select id from searches
    where kind = any(${searchKinds}::text[]) and found_nothing = any('{true,false}')
      and created_at < ${moment} limit ${sql.lit(limit)})`;
}
