import { sql } from 'kysely';
import { z } from 'zod';
import { decodeJsonCursor, encodeJsonCursor } from '../catalog/json-cursor.ts';
import type { Database } from '../database/database.ts';
import { VitrineError } from '../errors.ts';
import {
  hasThumbnail,
  isKept,
  type RememberedRow,
  rememberedColumns,
  searchId,
  toRemembered,
} from './remembered.ts';
import { checkFirst } from './request.ts';
import { forgetSome, searchesCount, searchesPage } from './statements/history.ts';
import { type SearchesFilter, type SearchHistory, searchKinds } from './types.ts';

/** Where a page ended. */
interface Position {
  /** Microseconds since 1970, as text: a Date has milliseconds only. */
  readonly at: string;
  readonly id: string;
}

const cursorForm = z.tuple([z.literal('search'), z.string().regex(/^\d{1,17}$/), z.string().regex(searchId)]);

/** Before the newest one. */
const start: Position = { at: '100000000000000000', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
const forgetBatch = 1000;

/** @param retentionDays how long searches are kept; 0: they are not */
export function createHistory(database: Database, retentionDays: number): SearchHistory {
  const { kysely } = database;

  async function forgetBefore(moment: ReturnType<typeof sql<Date>>, signal?: AbortSignal): Promise<number> {
    for (let forgotten = 0; ; ) {
      signal?.throwIfAborted();
      // in small steps: nobody else waits long for the embedded database's one connection
      const { numAffectedRows = 0n } = await forgetSome(moment, forgetBatch).execute(kysely);
      forgotten += Number(numAffectedRows);
      if (Number(numAffectedRows) < forgetBatch) return forgotten;
    }
  }

  return {
    async list({ first, after, ...filter }) {
      checkFirst(first, 'searches');
      const { at, id } = after === undefined ? start : positionOf(after);
      const rows = await database.query<RememberedRow & { at: string }>({
        name: 'searches_page',
        text: searchesPage,
        values: [...columnsOf(filter), retentionDays, at, id, first + 1],
      });
      const entries = rows.slice(0, first).map((row) => ({
        cursor: encodeJsonCursor(['search', row.at, row.id]),
        node: toRemembered(row),
      }));
      return { entries, hasNextPage: rows.length > first };
    },

    async count(filter) {
      const [row] = await database.query<{ searches: string | null }>({
        name: 'searches_count',
        text: searchesCount,
        values: [...columnsOf(filter), retentionDays],
      });
      return Number(row?.searches ?? 0);
    },

    async delete(id) {
      const row = searchId.test(id)
        ? await kysely
            .deleteFrom('searches')
            .where('id', '=', id)
            .returning([...rememberedColumns, hasThumbnail])
            .executeTakeFirst()
        : undefined;
      if (row === undefined) throw new VitrineError('NOT_FOUND', 'There is no such search.');
      return toRemembered(row);
    },

    deleteBefore: (moment, signal) => forgetBefore(sql<Date>`${moment}::timestamptz`, signal),

    async forgetOld() {
      await forgetBefore(sql<Date>`now() - make_interval(days => ${retentionDays}::integer)`);
    },

    async thumbnail(id) {
      if (!searchId.test(id)) return null;
      const row = await kysely
        .selectFrom('searches')
        .select('thumbnail')
        .where('id', '=', id)
        .where(isKept(retentionDays))
        .executeTakeFirst();
      return row?.thumbnail ?? null;
    },
  };
}

function columnsOf({ kinds = searchKinds, foundNothing }: SearchesFilter): [readonly string[], boolean[]] {
  return [[...new Set(kinds)], foundNothing === undefined ? [true, false] : [foundNothing]];
}

/** @throws {VitrineError} BAD_USER_INPUT */
function positionOf(cursor: string): Position {
  const [, at, id] = decodeJsonCursor(cursorForm, cursor);
  return { at, id };
}
