import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { type Migration, migrationsKey } from '../migrations.ts';

const PROJECT = join(import.meta.dirname, '../../..');
const CACHE = join(PROJECT, 'node_modules/.cache/vitrine');
const UNUSED_AFTER_MS = 14 * 24 * 3600 * 1000;

/**
 * Files of a fresh, migrated database to begin with. Making one from nothing takes seconds and twice the memory
 * that running it needs, so it is made once for each set of migrations, by a process of its own, and kept under
 * node_modules/.cache; where that can't be written to, in `directory` for this one time.
 *
 * @param build makes a migrated database in an empty directory and closes it
 */
export async function databaseTemplate(
  {
    directory,
    migrations,
    log,
  }: { readonly directory: string; readonly migrations: readonly Migration[]; readonly log: Log },
  build: (directory: string) => Promise<void>,
): Promise<{ readonly files: string; dispose(): void }> {
  const target = join(CACHE, `database-${engineVersion()}-${migrationsKey(migrations)}`);
  if (use(target)) return { files: target, dispose() {} };
  log.info('Preparing the embedded database. This takes some seconds, once.');
  const draft = draftFolder(directory);
  try {
    await build(draft);
    const made = join(draft, 'postgres');
    if (!keep(made, target))
      return { files: made, dispose: () => rmSync(draft, { recursive: true, force: true }) };
    log.debug(`The prepared database is kept in ${target}.`);
    prune(target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
  rmSync(draft, { recursive: true, force: true });
  return { files: target, dispose() {} };

  /** Puts it in place by renaming, so that nobody sees half of it. False where the cache can't be written to. */
  function keep(made: string, place: string): boolean {
    try {
      renameSync(made, place);
      return true;
    } catch (error) {
      // another process was quicker with the same thing
      if (use(place)) return true;
      log.debug(`The prepared database is not kept: ${messageOf(error)}`);
      return false;
    }
  }
}

/** Whether a template is there; notes that it was used. */
function use(template: string): boolean {
  try {
    const now = new Date();
    utimesSync(template, now, now);
    return true;
  } catch {
    return false;
  }
}

function draftFolder(directory: string): string {
  try {
    mkdirSync(CACHE, { recursive: true });
    return mkdtempSync(join(CACHE, 'draft-'));
  } catch {
    mkdirSync(directory, { recursive: true });
    return mkdtempSync(join(directory, 'draft-'));
  }
}

/** Forgets what nobody has used for two weeks: templates of earlier migrations, drafts of processes that died. */
function prune(current: string): void {
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name);
    if (path === current || !/^(database|draft)-/.test(name)) continue;
    const idleMs = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (idleMs > UNUSED_AFTER_MS) rmSync(path, { recursive: true, force: true });
  }
}

/** PGlite's version: the files of one may not fit another. */
function engineVersion(): string {
  const text = readFileSync(join(PROJECT, 'node_modules/@electric-sql/pglite/package.json'), 'utf8');
  return /"version":\s*"([^"]+)"/.exec(text)?.[1] ?? 'unknown';
}
