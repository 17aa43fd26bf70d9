import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import type { Log } from '../../log.ts';
import type { Migration } from '../migrations.ts';
import { holderOf } from './lock.ts';
import { startDatabaseProcess } from './supervisor.ts';
import { databaseTemplate } from './template.ts';

/** The embedded database, open. */
export interface EmbeddedDatabase {
  readonly connection: pg.ClientConfig;
  /** Whether another process has it open, and this one shares it. */
  readonly joined: boolean;
  stop(): Promise<void>;
}

/** How to reach the process behind a socket in a folder. */
export function connectionTo(socketFolder: string): pg.ClientConfig {
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
 */
export async function openEmbedded(options: EmbeddedOptions, log: Log): Promise<EmbeddedDatabase> {
  const { directory, share } = options;
  mkdirSync(directory, { recursive: true });
  const holder = share ? holderOf(directory) : undefined;
  if (holder !== undefined) {
    log.info(`The embedded database is open in process ${holder.owner} (${holder.command}); sharing it.`);
    return { connection: connectionTo(holder.socketFolder), joined: true, stop: async () => {} };
  }
  const isNew = !existsSync(join(directory, 'postgres'));
  const template = isNew ? await databaseTemplate({ ...options, log }, build) : undefined;
  try {
    const running = await startDatabaseProcess({ directory, template: template?.files ?? null }, log);
    return { connection: connectionTo(running.socketFolder), joined: false, stop: running.stop };
  } finally {
    template?.dispose();
  }

  async function build(draft: string): Promise<void> {
    const running = await startDatabaseProcess({ directory: draft, template: null }, log);
    try {
      await options.prepare(connectionTo(running.socketFolder));
    } finally {
      await running.stop();
    }
  }
}
