import { type RawBuilder, sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Database } from '../database/database.ts';

/** How many rows statements find, by the database's own statistics. */
export interface Estimates {
  /** @param from what stands after `select from`, its condition included */
  rows(from: RawBuilder<unknown>): Promise<number>;
}

const ttlMs = 30_000;
const maxRemembered = 500;

const explained = z.tuple([
  z.object({ 'QUERY PLAN': z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })]) }),
]);

export function createEstimates({ kysely }: Pick<Database, 'kysely'>): Estimates {
  const remembered = new LRUCache<string, number>({ max: maxRemembered, ttl: ttlMs });
  return {
    async rows(from) {
      const statement = sql`explain (format json) select from ${from}`.compile(kysely);
      const key = JSON.stringify([statement.sql, statement.parameters]);
      const known = remembered.get(key);
      if (known !== undefined) return known;
      const [{ 'QUERY PLAN': plan }] = explained.parse((await kysely.executeQuery(statement)).rows);
      const rows = plan[0].Plan['Plan Rows'];
      remembered.set(key, rows);
      return rows;
    },
  };
}
