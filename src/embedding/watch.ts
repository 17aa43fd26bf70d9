import { messageOf } from '../errors.ts';
import { type Client, ConnectionLost } from './client.ts';
import { statusForm } from './protocol.ts';

const pollMs = 1000;
/** Opening a large model's files holds its only thread, and may take long on a slow disk. */
const minLoadingTimeoutMs = 120_000;

export interface WatchOptions {
  readonly client: Client;
  /** How long it may be silent, or busy with one picture. */
  readonly timeoutMs: number;
  readonly maxMb: number;
  /** Called once, with what is wrong. */
  readonly onFault: (reason: string) => void;
}

/** Asks a process each second how it is, until it is stopped or finds a fault: silent, stuck, or too large. */
export function watchProcess({ client, timeoutMs, maxMb, onFault }: WatchOptions): { stop(): void } {
  const stopped = new AbortController();
  let loading = true;

  async function faultNow(): Promise<string | undefined> {
    const patienceMs = loading ? Math.max(timeoutMs, minLoadingTimeoutMs) : timeoutMs;
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(patienceMs)]);
    try {
      const { body } = await client.send({ method: 'GET', path: '/status', signal });
      const { model, residentBytes, oldestWorkMs } = statusForm.parse(JSON.parse(body.toString('utf8')));
      loading = model.state === 'loading';
      const residentMb = Math.round(residentBytes / 1e6);
      if (residentMb > maxMb) return `it took ${residentMb} MB, more than EMBEDDER_MAX_MB (${maxMb}) allows`;
      if (oldestWorkMs > timeoutMs) return `it hung on a picture for more than ${timeoutMs} ms`;
      return undefined;
    } catch (error) {
      // it ended, and whoever started it knows why
      if (error instanceof ConnectionLost) return undefined;
      if (signal.aborted) return `it was silent for ${patienceMs} ms`;
      return `it could not say how it is: ${messageOf(error)}`;
    }
  }

  async function poll(): Promise<void> {
    const fault = await faultNow();
    if (stopped.signal.aborted) return;
    if (fault !== undefined) return onFault(fault);
    timer = setTimeout(poll, pollMs);
    timer.unref();
  }
  let timer = setTimeout(poll, 0);
  return {
    stop() {
      stopped.abort();
      clearTimeout(timer);
    },
  };
}
