import { randomUUID } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { isAlive, ownMark } from '../../process-mark.ts';

/**
 * Who has the embedded database open. PGlite itself lets two processes open one directory, and acknowledged rows
 * are lost then.
 *
 * A claim is a file of its own in DATA_DIR/holders, named uniquely, so there is never a file that two processes
 * fight over: a starter writes its claim first, then looks for other living ones, and gives way if there is any.
 * Of two that start at once at least one sees the other. What a dead process left may be removed by anybody.
 */
const holderSchema = z.object({
  /** The process that has the files open. */
  pid: z.int().positive(),
  /** When it started, in the kernel's ticks: a process id alone may come back as somebody else. */
  startTicks: z.string().nullable(),
  /** Where its process id means something: machine, boot and process id namespace. */
  scope: z.string(),
  /** The process that it works for, and what that one runs. */
  owner: z.int().positive(),
  command: z.string(),
  /** The folder of the socket that it answers on. */
  socketFolder: z.string(),
});
export type Holder = z.infer<typeof holderSchema>;

export interface Claim {
  /** For {@link keepAlive}. */
  readonly file: string;
  release(): void;
}

const WAIT_MS = 5_000;
/** A claim whose process can't be looked at is dead when it has been silent for so long. */
const SILENT_MS = 4_000;

/**
 * Claims a directory, waiting up to 5 s for a holder that is ending.
 * @returns the claim, or who holds it
 */
export async function claim(
  directory: string,
  owner: { pid: number; command: string; socketFolder: string },
): Promise<Claim | Holder> {
  const folder = join(directory, 'holders');
  mkdirSync(folder, { recursive: true });
  const self: Holder = {
    ...ownMark(),
    owner: owner.pid,
    command: owner.command,
    socketFolder: owner.socketFolder,
  };
  const file = join(folder, `${process.pid}-${randomUUID()}.json`);
  const own = { file, socketFolder: owner.socketFolder };
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    if (livingHolders(directory, own).length === 0) {
      writeWhole(file, JSON.stringify(self));
      if (livingHolders(directory, own).length === 0)
        return { file, release: () => rmSync(file, { force: true }) };
      rmSync(file, { force: true });
    }
    const [other] = livingHolders(directory, own);
    if (other !== undefined && Date.now() > deadline) return other;
    // by chance, so that two that start at once do not keep giving way to each other
    await sleep(20 + Math.random() * 100);
  }
}

/** The living process that has a directory open. */
export function holderOf(directory: string): Holder | undefined {
  return livingHolders(directory)[0];
}

/** Says that a claim's process lives, for those who can't look at it. To be called every second. */
export function keepAlive(claimFile: string): void {
  const now = new Date();
  utimesSync(claimFile, now, now);
}

/** The living ones, forgetting the dead; `own` is left alone, as is the folder where the dead had their socket. */
function livingHolders(
  directory: string,
  own?: { readonly file: string; readonly socketFolder: string },
): Holder[] {
  const folder = join(directory, 'holders');
  const living: Holder[] = [];
  for (const name of list(folder)) {
    const file = join(folder, name);
    if (file === own?.file || !name.endsWith('.json')) continue;
    const holder = read(file);
    if (holder === undefined) continue;
    if (isAlive(holder, () => Date.now() - modifiedMs(file) < SILENT_MS)) living.push(holder);
    else forget(holder, file, own?.socketFolder);
  }
  return living;
}

function forget({ socketFolder }: Holder, file: string, inUse: string | undefined): void {
  rmSync(file, { force: true });
  // the next process of the same server has its socket in the same place
  if (socketFolder === inUse || !basename(socketFolder).startsWith(SOCKET_FOLDER_PREFIX)) return;
  rmSync(socketFolder, { recursive: true, force: true });
}

/** What a socket's folder is named, under the temp folder. */
export const SOCKET_FOLDER_PREFIX = 'vitrine-db-';

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string): Holder | undefined {
  try {
    return holderSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined; // gone meanwhile, or not ours
  }
}

function modifiedMs(file: string): number {
  try {
    return statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}

/** A file that is there whole or not at all. */
function writeWhole(file: string, text: string): void {
  const draft = `${file}.draft`;
  writeFileSync(draft, text, { flag: 'wx' });
  renameSync(draft, file);
}
