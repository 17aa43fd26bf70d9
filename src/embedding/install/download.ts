import { type FileHandle, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { KnownFile } from '../registry.ts';
import { assertRoom, roomInWords } from './disk.ts';
import { assertWholeAnswer, type Expected, readAnswer } from './download-answer.ts';
import { InstallError } from './errors.ts';
import { type Hub, HubFailure, type HubFile } from './hub.ts';
import { Interrupted } from './interrupted.ts';
import { verifyFile } from './verify.ts';

/** How patient a download is. */
export interface DownloadLimits {
  /** Pauses between attempts that brought nothing; as many as there are, then it gives up. */
  readonly pausesMs: readonly number[];
  /** Slower than that for so long, the connection is made anew. */
  readonly minBytesPerSecond: number;
  readonly slowMs: number;
  /** How long a hub may stay silent. */
  readonly silenceMs: number;
  /** Of a file whose size no source states. */
  readonly maxBytes: number;
}

export const usualLimits: DownloadLimits = {
  pausesMs: [500, 2000, 5000, 10_000],
  minBytesPerSecond: 4096,
  slowMs: 30_000,
  silenceMs: 30_000,
  maxBytes: 8 * 2 ** 30,
};

export interface DownloadOptions {
  readonly limits: DownloadLimits;
  readonly signal: AbortSignal | undefined;
  /** How many bytes of it are on disk; of how many, where that is known. */
  readonly onBytes: (bytes: number, total: number | null) => void;
  readonly freeBytes: (folder: string) => Promise<number>;
}

/** What brought something counts as a beginning: the pauses are short again. */
const progressBytes = 2 ** 20;

/** What is known of a file that has not come whole yet. */
const partForm = z.object({ url: z.string(), etag: z.string().nullable() });

interface Part {
  readonly bytes: number;
  /** With what it is asked for that nothing else is appended; undefined where nothing vouches for it. */
  readonly ifRange: string | null;
}

const sizeOf = async (path: string) => (await stat(path).catch(() => undefined))?.size ?? 0;

/**
 * Fetches a file into a folder; what is there of it already is gone on with. It is there under its name only once it is
 * whole and the one that is known.
 * @returns its sha256
 * @throws {InstallError} with what to do; the signal's reason
 */
export async function downloadFile(
  hub: Hub,
  model: Omit<HubFile, 'name' | 'path'>,
  file: KnownFile,
  folder: string,
  options: DownloadOptions,
): Promise<string> {
  const { limits, signal } = options;
  const target = join(folder, file.name);
  const part = `${target}.part`;
  const asked: HubFile = { ...model, name: file.name, path: file.path };
  if ((await sizeOf(target)) > 0) {
    const known = await verifyFile(target, file, signal).catch(() => undefined);
    signal?.throwIfAborted();
    if (known !== undefined) return known;
    await rm(target, { force: true });
  }

  let resumed = (await sizeOf(part)) > 0;
  let begunAnew = false;
  for (let failures = 0; ; ) {
    const before = await sizeOf(part);
    try {
      await fetchOnce(hub, asked, file, part, options);
      const sha256 = await verifyFile(part, file, signal);
      await rename(part, target);
      await rm(`${part}.json`, { force: true });
      return sha256;
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof InstallError && error.failure === 'WRONG_FILE') {
        await forget(part);
        // an old beginning and a new end make a wrong file
        if (resumed && !begunAnew) {
          begunAnew = true;
          continue;
        }
        throw new InstallError('WRONG_FILE', `${hub.place} gave ${error.message}`, { cause: error });
      }
      if (!(error instanceof Interrupted)) throw roomInWords(error);
      resumed ||= (await sizeOf(part)) > 0;
      failures = (await sizeOf(part)) - before >= progressBytes ? 1 : failures + 1;
      const pauseMs = limits.pausesMs[failures - 1];
      if (pauseMs === undefined) throw error.given(hub, asked);
      await sleep(Math.max(pauseMs, error.retryAfterMs), undefined, signal === undefined ? {} : { signal });
    }
  }
}

async function forget(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(`${part}.json`, { force: true });
}

async function beginningOf(part: string, url: string, { sha256 }: Expected): Promise<Part> {
  const bytes = await sizeOf(part);
  const note = await readFile(`${part}.json`, 'utf8')
    .then((json) => partForm.parse(JSON.parse(json)))
    .catch(() => undefined);
  const etag = note?.url === url ? note.etag : null;
  // what is known by its hash may come from anywhere, and is looked at in the end
  if (bytes === 0 || (etag === null && sha256 === null)) return { bytes: 0, ifRange: null };
  return { bytes, ifRange: etag };
}

async function fetchOnce(
  hub: Hub,
  asked: HubFile,
  expected: Expected,
  part: string,
  options: DownloadOptions,
): Promise<void> {
  const { limits, signal } = options;
  const url = hub.urlOf(asked);
  const { bytes: offset, ifRange } = await beginningOf(part, url, expected);
  if (offset > 0 && offset === expected.bytes) return options.onBytes(offset, offset);

  const abort = new AbortController();
  const either = signal === undefined ? abort.signal : AbortSignal.any([signal, abort.signal]);
  const headers = {
    ...(offset > 0 ? { range: `bytes=${offset}-` } : {}),
    ...(offset > 0 && ifRange !== null ? { 'if-range': ifRange } : {}),
  };
  const answer = await hub.get(asked, headers, either).catch((error: unknown) => {
    throw error instanceof HubFailure ? new Interrupted(error.message, { answered: false }) : error;
  });
  // what is not read to its end is cut; that it breaks then is no news
  answer.body.on('error', () => {});
  try {
    const read = readAnswer(answer, { asked, place: hub.place, expected, offset, maxBytes: limits.maxBytes });
    if (read.kind === 'later') throw new Interrupted(read.why, { retryAfterMs: read.retryAfterMs });
    if (read.kind === 'anew') {
      await forget(part);
      throw new Interrupted(read.why);
    }
    const total = read.total ?? expected.bytes;
    await assertRoom(dirnameOf(part), (total ?? 0) - read.from, options.freeBytes);
    await writeFile(`${part}.json`, JSON.stringify({ url, etag: read.etag }));
    const file = await open(part, read.from > 0 ? 'a' : 'w');
    try {
      const bytes = await writeBody(
        answer.body,
        file,
        read.from,
        { ...read, total, asked, place: hub.place },
        abort,
        options,
      );
      await file.sync();
      if (total !== null && bytes < total) throw new Interrupted(`it ended after ${bytes} of ${total} bytes`);
    } finally {
      await file.close();
    }
  } finally {
    answer.body.destroy();
  }
}

const dirnameOf = (path: string) => join(path, '..');

async function writeBody(
  body: AsyncIterable<Buffer>,
  file: FileHandle,
  from: number,
  answer: {
    readonly total: number | null;
    readonly limit: number;
    readonly asked: HubFile;
    readonly place: string;
  },
  abort: AbortController,
  { limits, signal, onBytes }: DownloadOptions,
): Promise<number> {
  let bytes = from;
  let lookedAt = from;
  const tooSlow = new Interrupted(`it came slower than ${limits.minBytesPerSecond} bytes a second`);
  const pace = setInterval(() => {
    if (bytes - lookedAt < (limits.minBytesPerSecond * limits.slowMs) / 1000) abort.abort(tooSlow);
    lookedAt = bytes;
  }, limits.slowMs);
  try {
    for await (const chunk of body) {
      if (bytes === 0) assertWholeAnswer(chunk, answer);
      bytes += chunk.length;
      if (bytes > answer.limit) {
        throw new InstallError(
          'WRONG_FILE',
          `${answer.asked.name} that goes on past the ${answer.limit} bytes that it should have`,
        );
      }
      await file.write(chunk);
      onBytes(bytes, answer.total);
    }
    return bytes;
  } catch (error) {
    signal?.throwIfAborted();
    if (abort.signal.aborted) throw abort.signal.reason;
    if (error instanceof InstallError || isDiskError(error)) throw error;
    throw new Interrupted(new HubFailure(error).message);
  } finally {
    clearInterval(pace);
  }
}

/** Of writing, rather than of reading from the network. */
function isDiskError(error: unknown): boolean {
  return (
    error instanceof Error &&
    'syscall' in error &&
    error.syscall === 'write' &&
    !('address' in error) &&
    'code' in error &&
    !['EPIPE', 'ECONNRESET'].includes(String(error.code))
  );
}
