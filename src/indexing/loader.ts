import type { Config } from '../config.ts';
import { VitrineError } from '../errors.ts';
import { FetchError } from '../media/fetch-error.ts';
import type { Media } from '../media/types.ts';
import type { Claim } from './claims.ts';
import { createGate, type Hold } from './gate.ts';
import { createHosts } from './hosts.ts';

/** Pictures that are in memory at once, loaded or being loaded. */
const MAX_BYTES = 64_000_000;
/** What a picture counts as at least, and a download until its size is known: so there are never many in memory. */
const LEAST_BYTES = 1_000_000;
const READS_AT_ONCE = 8;

/** A picture's bytes; give `hold` back once they are no longer needed. */
export interface Loaded {
  readonly bytes: Buffer;
  /** Whether they came from the network just now and are not stored yet. */
  readonly fetched: boolean;
  readonly hold: Hold;
}

export interface Loader {
  /**
   * Reads a stored picture, or fetches one: many at once, few from one host.
   * @throws {FetchError} and what else the media part throws
   */
  load(claim: Claim, signal: AbortSignal): Promise<Loaded>;
}

/** Gets pictures into memory ahead of the model, without letting them fill it. */
export function createLoader(
  media: Pick<Media, 'fetch' | 'read'>,
  config: Pick<Config, 'FETCH_CONCURRENCY'>,
  hostRestMs: number,
): Loader {
  const memory = createGate(MAX_BYTES);
  const reads = createGate(READS_AT_ONCE);
  const downloads = createGate(config.FETCH_CONCURRENCY);
  const hosts = createHosts(hostRestMs, isHostFailure);

  async function within(
    assumedBytes: number,
    get: () => Promise<Buffer>,
    fetched: boolean,
    signal: AbortSignal,
  ) {
    const hold = await memory.enter(assumedBytes, signal);
    try {
      const bytes = await get();
      hold.resize(Math.max(bytes.length, LEAST_BYTES));
      return { bytes, fetched, hold };
    } catch (error) {
      hold.release();
      throw error;
    }
  }

  async function read(hash: Buffer, bytes: number, signal: AbortSignal): Promise<Loaded> {
    const slot = await reads.enter(1, signal);
    try {
      return await within(Math.max(bytes, LEAST_BYTES), () => media.read(hash), false, signal);
    } finally {
      slot.release();
    }
  }

  /** The host's turn comes first: who waits for a slow host keeps no slot and no memory from the others. */
  function download(url: string, signal: AbortSignal): Promise<Loaded> {
    const get = async () => {
      const slot = await downloads.enter(1, signal);
      try {
        return await within(LEAST_BYTES, () => media.fetch(url, signal), true, signal);
      } finally {
        slot.release();
      }
    };
    return hosts.download(url, get, signal);
  }

  return {
    async load({ mediaHash, bytes, sourceUrl }, signal) {
      if (mediaHash === null) {
        if (sourceUrl === null)
          throw new VitrineError('NOT_FOUND', 'This picture has neither bytes nor an address.');
        return await download(sourceUrl, signal);
      }
      try {
        return await read(mediaHash, bytes ?? 0, signal);
      } catch (error) {
        const isGone = error instanceof VitrineError && error.code === 'NOT_FOUND';
        if (!isGone || sourceUrl === null) throw error;
        return await download(sourceUrl, signal);
      }
    },
  };
}

/** Whether a host gave no answer, rather than one about this picture. */
function isHostFailure(error: unknown): boolean {
  return error instanceof FetchError && error.retryable;
}
