import type { Config } from '../config.ts';
import { VitrineError } from '../errors.ts';
import type { Media, Validators } from '../media/types.ts';
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
  /** What the host said about them, where they came from it just now and are not stored yet; null for stored ones. */
  readonly fetched: Validators | null;
  readonly hold: Hold;
}

export interface Loader {
  /**
   * Reads a stored picture, or fetches one: many at once, few from one host.
   * @throws {FetchError} and what else the media part throws
   */
  load(claim: Claim, signal: AbortSignal): Promise<Loaded>;
  /**
   * Asks the host of a stored picture for it again.
   * @returns null where its bytes are the same as before
   */
  loadChanged(url: string, known: Validators, signal: AbortSignal): Promise<Loaded | null>;
}

const UNKNOWN: Validators = { etag: null, lastModified: null };

/** Gets pictures into memory ahead of the model, without letting them fill it. */
export function createLoader(
  media: Pick<Media, 'fetchIfChanged' | 'read'>,
  config: Pick<Config, 'FETCH_CONCURRENCY' | 'FETCH_CONCURRENCY_PER_HOST'>,
  hostRestMs: number,
): Loader {
  const memory = createGate(MAX_BYTES);
  const reads = createGate(READS_AT_ONCE);
  const downloads = createGate(config.FETCH_CONCURRENCY);
  const hosts = createHosts({ maxPerHost: config.FETCH_CONCURRENCY_PER_HOST, restMs: hostRestMs });

  /** Makes room before bytes come, and gives it back where none did. */
  async function within<Got extends { readonly bytes: Buffer } | null>(
    assumedBytes: number,
    get: () => Promise<Got>,
    signal: AbortSignal,
  ): Promise<{ readonly got: Got; readonly hold: Hold }> {
    const hold = await memory.enter(assumedBytes, signal);
    try {
      const got = await get();
      if (got === null) hold.release();
      else hold.resize(Math.max(got.bytes.length, LEAST_BYTES));
      return { got, hold };
    } catch (error) {
      hold.release();
      throw error;
    }
  }

  async function read(hash: Buffer, bytes: number, signal: AbortSignal): Promise<Loaded> {
    const slot = await reads.enter(1, signal);
    try {
      const get = async () => ({ bytes: await media.read(hash) });
      const { got, hold } = await within(Math.max(bytes, LEAST_BYTES), get, signal);
      return { bytes: got.bytes, fetched: null, hold };
    } finally {
      slot.release();
    }
  }

  /** The host's turn comes first: who waits for a slow host keeps no slot and no memory from the others. */
  function loadChanged(url: string, known: Validators, signal: AbortSignal): Promise<Loaded | null> {
    const get = async () => {
      const slot = await downloads.enter(1, signal);
      try {
        const { got, hold } = await within(
          LEAST_BYTES,
          () => media.fetchIfChanged(url, known, signal),
          signal,
        );
        return got === null ? null : { bytes: got.bytes, fetched: got.validators, hold };
      } finally {
        slot.release();
      }
    };
    return hosts.download(url, get, signal);
  }

  async function download(url: string, signal: AbortSignal): Promise<Loaded> {
    const loaded = await loadChanged(url, UNKNOWN, signal);
    if (loaded === null) throw new Error('a host that was told nothing said that nothing has changed');
    return loaded;
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
    loadChanged,
  };
}
