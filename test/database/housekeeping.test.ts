import { PGlite } from '@electric-sql/pglite';
import { expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { connectDatabase } from '../../src/database/connect.ts';
import { tidyUp } from '../../src/database/embedded/housekeeping.ts';
import { freshDataDir, silent } from '../helpers/database.ts';

it('removes dead rows, plans with eyes open and keeps the log short, which PGlite alone does not', async () => {
  const folder = await freshDataDir();
  // made from the template, which is quicker than from nothing
  await (await connectDatabase(readConfig({ DATA_DIR: folder.path }), silent)).stop();
  const database = await PGlite.create({ dataDir: `${folder.path}/postgres` });
  try {
    await database.exec('create table things (id integer primary key, filler text)');
    await database.exec("insert into things select n, repeat('x', 1000) from generate_series(1, 10000) n");
    for (let i = 0; i < 3; i++) await database.exec('update things set id = -id');
    const state = async () => {
      await database.exec('select pg_stat_force_next_flush()');
      const { rows } = await database.query<{ dead: number; estimate: number; wal: number }>(`
        select n_dead_tup::integer as dead, reltuples::integer as estimate,
          (select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::integer from pg_control_checkpoint()) as wal
        from pg_stat_user_tables join pg_class on oid = relid where pg_class.relname = 'things'`);
      return rows[0];
    };
    const before = await state();
    expect(before?.dead).toBe(30_000);
    expect(before?.wal).toBeGreaterThan(32 << 20);

    await tidyUp(database, (work) => work());

    const after = await state();
    expect(after).toMatchObject({ dead: 0, estimate: 10_000 });
    expect(after?.wal).toBeLessThan(1 << 20);
  } finally {
    await database.close();
    await folder.stop();
  }
});
