import { messageOf } from '../errors.ts';
import { type Client, ConnectionLost } from './client.ts';
import { statusForm } from './protocol.ts';

const lookMs = 1000;
/** Opening a large model's files holds its only thread, and may take long on a slow disk. */
const minLoadingTimeoutMs = 120_000;

export interface WatchOptions {
  readonly client: Client;
  /** How long it may be silent, or busy with one picture. */
  readonly timeoutMs: number;
  readonly maxMb: number;
  /** Whether it loads its model now, and may be silent for longer. */
  readonly isLoading: () => boolean;
  /** Called with what is wrong. */
  readonly onFault: (reason: string) => void;
}

/** Asks a process each second how it is, and finds it silent, stuck, or too large. @returns what ends the watch */
export function watchProcess({ client, timeoutMs, maxMb, isLoading, onFault }: WatchOptions): () => void {
  let heardMs = performance.now();
  let asking = false;

  async function ask(): Promise<void> {
    const { body } = await client.send({ method: 'GET', path: '/status' });
    const { residentBytes, oldestWorkMs } = statusForm.parse(JSON.parse(body.toString('utf8')));
    heardMs = performance.now();
    const residentMb = Math.round(residentBytes / 1e6);
    if (residentMb > maxMb) onFault(`it took ${residentMb} MB, more than EMBEDDER_MAX_MB (${maxMb}) allows`);
    if (oldestWorkMs > timeoutMs) onFault(`it hung on a picture for more than ${timeoutMs} ms`);
  }

  function look(): void {
    const patienceMs = isLoading() ? Math.max(timeoutMs, minLoadingTimeoutMs) : timeoutMs;
    if (performance.now() - heardMs > patienceMs) onFault(`it was silent for ${patienceMs} ms`);
    if (asking) return;
    asking = true;
    ask()
      .catch((error: unknown) => {
        // where it ended, whoever started it knows why
        if (!(error instanceof ConnectionLost)) onFault(`it could not say how it is: ${messageOf(error)}`);
      })
      .finally(() => {
        asking = false;
      });
  }

  const timer = setInterval(look, lookMs);
  timer.unref();
  return () => clearInterval(timer);
}
