import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { makeDataFolder } from '../../data-folder.ts';
import { VitrineError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Migration } from '../migrations.ts';
import { holderOf } from './lock.ts';
import { socketPath } from './protocol.ts';
import { startDatabaseProcess } from './supervisor.ts';
import { databaseTemplate } from './template.ts';

/** The embedded database, open. */
export interface EmbeddedDatabase {
  readonly connection: pg.ClientConfig;
  /** Ends its process, unless it is another's. */
  stop(): Promise<void>;
}

/** A holder that was killed in the middle of much work goes through its log first. */
const HOLDER_START_MS = 30_000;

/** How to reach the process behind a socket in a folder. */
function connectionTo(socketFolder: string): pg.ClientConfig {
  return { host: socketFolder, port: 5432, user: 'postgres', database: 'postgres' };
}

export interface EmbeddedOptions {
  /** DATA_DIR. */
  readonly directory: string;
  /** Whether to share a database that another process has open, instead of failing. */
  readonly share: boolean;
  readonly migrations: readonly Migration[];
  /** Brings a database up to the migrations. */
  readonly prepare: (connection: pg.ClientConfig) => Promise<void>;
}

/**
 * Opens the database under DATA_DIR in a process of its own, made from the template where it is not there yet.
 *
 * Its engine never calls fsync: every acknowledged row survives the end of any process, `kill -9` included, but
 * not a power failure or a crash of the operating system.
 * @throws {VitrineError} CONFLICT where another process has it open and it is not to be shared
 */
export async function openEmbedded(options: EmbeddedOptions, log: Log): Promise<EmbeddedDatabase> {
  makeDataFolder(options.directory);
  if (!options.share) return start(options, log);
  const shared = await shareHolders(options.directory, log);
  if (shared !== undefined) return shared;
  try {
    return await start(options, log);
  } catch (error) {
    // somebody was quicker
    const late = await shareHolders(options.directory, log);
    if (late === undefined) throw error;
    return late;
  }
}

/** @returns undefined where nobody has it open */
async function shareHolders(directory: string, log: Log): Promise<EmbeddedDatabase | undefined> {
  const deadline = Date.now() + HOLDER_START_MS;
  for (let holder = holderOf(directory); holder !== undefined; holder = holderOf(directory)) {
    if (await answers(holder.socketFolder)) {
      log.info(`The embedded database is open in process ${holder.owner} (${holder.command}); sharing it.`);
      return { connection: connectionTo(holder.socketFolder), stop: async () => {} };
    }
    if (Date.now() > deadline) {
      throw new VitrineError(
        'DATABASE_UNAVAILABLE',
        `Process ${holder.owner} (${holder.command}) has the embedded database in ${directory} open, but it does not answer.`,
      );
    }
    await sleep(100);
  }
  return undefined;
}

/** Whether somebody listens: a holder that is just starting does not yet. */
async function answers(socketFolder: string): Promise<boolean> {
  const socket = connect(socketPath(socketFolder));
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function start(
  { directory, migrations, prepare }: EmbeddedOptions,
  log: Log,
): Promise<EmbeddedDatabase> {
  const build = async (draft: string) => {
    const running = await startDatabaseProcess({ directory: draft, template: null }, log);
    try {
      await prepare(connectionTo(running.socketFolder));
    } finally {
      await running.stop();
    }
  };
  const isNew = !existsSync(join(directory, 'postgres'));
  const template = isNew ? await databaseTemplate({ directory, migrations, log }, build) : undefined;
  try {
    const running = await startDatabaseProcess({ directory, template: template?.files ?? null }, log);
    return { connection: connectionTo(running.socketFolder), stop: running.stop };
  } finally {
    template?.dispose();
  }
}
