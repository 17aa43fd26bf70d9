import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { isAlive, ownMark } from '../../process-mark.ts';
import { InstallError } from './errors.ts';

const holderForm = z.object({
  pid: z.int().positive(),
  startTicks: z.string().nullable(),
  scope: z.string(),
});
type Holder = z.infer<typeof holderForm>;

/** How long two that start at once give way to each other, before one of them gives up. */
const waitMs = 1500;
/** One whose process can't be looked at, such as in another container, is dead when it was silent for so long. */
const silentMs = 15_000;
const sayAliveEveryMs = 3000;

/** The living installer of a model; undefined where there is none. What dead ones left is removed. */
export async function installerOf(area: string, name: string, own?: string): Promise<Holder | undefined> {
  const claims = (await readdir(area).catch(() => [])).filter(
    (file) => file.startsWith(`${name}~`) && file.endsWith('.lock') && join(area, file) !== own,
  );
  for (const claim of claims) {
    const file = join(area, claim);
    const [holder, found] = [await read(file), await stat(file).catch(() => undefined)];
    if (holder === undefined || found === undefined) continue;
    if (isAlive(holder, () => Date.now() - found.mtimeMs < silentMs)) return holder;
    await rm(file, { force: true });
  }
  return undefined;
}

async function read(file: string): Promise<Holder | undefined> {
  try {
    return holderForm.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined; // gone meanwhile, or not ours
  }
}

/**
 * Keeps others from installing that model until disposed of. Each writes a claim of its own and then looks for others,
 * so that of two at once at least one sees the other; what a dead one left counts for nothing.
 * @throws {InstallError} BUSY
 */
export async function lockModel(area: string, name: string): Promise<AsyncDisposable> {
  await mkdir(area, { recursive: true });
  const file = join(area, `${name}~${process.pid}-${randomUUID()}.lock`);
  const untilMs = performance.now() + waitMs;
  for (;;) {
    let other = await installerOf(area, name, file);
    if (other === undefined) {
      await writeFile(`${file}.new`, JSON.stringify(ownMark()));
      await rename(`${file}.new`, file);
      other = await installerOf(area, name, file);
      if (other === undefined) return held(file);
      await rm(file, { force: true });
    }
    if (performance.now() > untilMs) {
      throw new InstallError(
        'BUSY',
        `${name} is being installed already, by process ${other.pid}: wait for it, or stop it.`,
      );
    }
    // by chance, so that two that start at once do not keep giving way to each other
    await sleep(20 + Math.random() * 150);
  }
}

function held(file: string): AsyncDisposable {
  const alive = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, sayAliveEveryMs);
  alive.unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(alive);
      await rm(file, { force: true });
    },
  };
}
