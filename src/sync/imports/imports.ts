import { join } from 'node:path';
import { sql } from 'kysely';
import { createBell } from '../../bell.ts';
import type { Catalog } from '../../catalog/types.ts';
import type { Config } from '../../config.ts';
import type { Database } from '../../database/database.ts';
import { messageOf, VitrineError } from '../../errors.ts';
import { createLive } from '../../live.ts';
import { createLiveEach } from '../../live-each.ts';
import type { Log } from '../../log.ts';
import { acceptImport } from './accept.ts';
import { createClaims } from './claims.ts';
import { decodeImportCursor, decodeLineCursor, encodeImportCursor, encodeLineCursor } from './cursor.ts';
import { createImportFiles } from './files.ts';
import { countImports, findImport, listImports, liveImports, readImportFailures } from './read.ts';
import { defaultImportTiming, type ImportTiming, startRunner } from './runner.ts';
import type { ImportJob, Imports } from './types.ts';

/** Ended imports are kept this long. */
const KEPT_DAYS = 30;

export interface ImportsNeeds {
  readonly config: Pick<Config, 'DATA_DIR' | 'IMAGES_BASE_URL'>;
  readonly database: Database;
  readonly catalog: Pick<Catalog, 'upsertProducts'>;
  readonly log: Log;
  readonly timing?: Partial<ImportTiming>;
}

/** Whether nothing more will come of an import. */
function hasEnded({ state }: ImportJob): boolean {
  return state !== 'QUEUED' && state !== 'RUNNING';
}

/** Imports of whole files: each waits on disk and in a row, so nothing that was accepted is lost with this process. */
export function createImports(needs: ImportsNeeds): Imports {
  const { config, database, catalog, log } = needs;
  const timing = { ...defaultImportTiming, ...needs.timing };
  const files = createImportFiles(join(config.DATA_DIR, 'imports'));
  const claims = createClaims(database, timing.leaseMs);
  const bell = createBell();
  const announce = () => database.events.publish('imports');
  const endListening = database.events.subscribe('imports', bell.ring);
  const stopping = new AbortController();
  let running: Promise<{ stop(): Promise<void> } | undefined> | undefined;

  async function existing(id: bigint): Promise<ImportJob> {
    const job = await findImport(database, id);
    if (job !== null) return job;
    const message =
      'There is no import with this id, or it ended more than 30 days ago; importJobs lists those there are.';
    throw new VitrineError('NOT_FOUND', message, { path: ['jobId'] });
  }

  const listen = (heard: () => void) => database.events.subscribe('imports', heard);
  const live = createLive({ listen, read: () => liveImports(database), log });
  const liveOf = createLiveEach({
    listen,
    read: existing,
    isLast: hasEnded,
    isFinal: (error) => error instanceof VitrineError && error.code === 'NOT_FOUND',
    log,
  });

  async function run() {
    // no other process has the embedded database open to import
    while (database.kind === 'embedded' && !stopping.signal.aborted) {
      try {
        await claims.endOutlived();
        break;
      } catch (error) {
        log.warn(`imports wait for the database: ${messageOf(error)}`);
        await bell.wait(timing.retryMs);
      }
    }
    if (stopping.signal.aborted) return undefined;
    return startRunner({ claims, catalog, files, bell, timing, announce, log });
  }

  return {
    start() {
      running ??= run();
    },
    async accept(order) {
      const id = await acceptImport({ config, database, files }, order);
      announce();
      return await existing(id);
    },
    async cancel(id) {
      const { rows } = await sql<{ file: string }>`
        update import_jobs
        set state = 'CANCELLED', finished_at = now(), lease_holder = null, lease_until = null
        where id = ${id} and state in ('QUEUED', 'RUNNING') returning file`.execute(database.kysely);
      const job = await existing(id);
      if (rows[0] !== undefined) {
        // what is left here is swept
        await files.remove(rows[0].file).catch(() => {});
        announce();
      } else if (job.state !== 'CANCELLED') {
        const message = `This import has ended: ${job.state.toLowerCase()}${job.finishedAt === null ? '' : ` at ${job.finishedAt.toISOString()}`}.`;
        throw new VitrineError('CONFLICT', message, { path: ['jobId'] });
      }
      return job;
    },
    find: (id) => findImport(database, id),
    async list({ first, after }) {
      const before = after === undefined ? null : decodeImportCursor(after);
      const jobs = await listImports(database, before, first + 1);
      return {
        entries: jobs.slice(0, first).map((job) => ({ cursor: encodeImportCursor(job.id), node: job })),
        hasNextPage: jobs.length > first,
      };
    },
    count: () => countImports(database),
    async failures(id, { first, after }) {
      const line = after === undefined ? 0 : decodeLineCursor(after);
      const found = await readImportFailures(database, id, line, first + 1);
      return {
        entries: found
          .slice(0, first)
          .map((failure) => ({ cursor: encodeLineCursor(failure.line), node: failure })),
        hasNextPage: found.length > first,
      };
    },
    watch: (id) => liveOf(id).watch(),
    watchLive: () => live.watch(),
    async tidy() {
      await database.session((session) =>
        sql`
          delete from import_jobs where finished_at < now() - ${KEPT_DAYS} * interval '1 day'`.execute(
          session,
        ),
      );
      await files.sweep(async () => {
        const rows = await database.kysely
          .selectFrom('import_jobs')
          .select('file')
          .where('state', 'in', ['QUEUED', 'RUNNING'])
          .execute();
        return new Set(rows.map(({ file }) => file));
      });
    },
    async stop() {
      stopping.abort();
      endListening();
      bell.ring();
      await (await running)?.stop();
    },
  };
}
