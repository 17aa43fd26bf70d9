import { setTimeout as sleep } from 'node:timers/promises';
import type { Bell } from '../bell.ts';
import type { Embedder } from '../embedding/types.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Claim, Claims } from './claims.ts';
import { judge } from './judge.ts';
import type { Outcome } from './outcome.ts';
import type { IndexerTiming } from './timing.ts';
import { createWarning } from './warning.ts';
import type { Work } from './work.ts';
import type { Writer } from './writer.ts';

const TAKE_AT_ONCE = 64;
/** Pictures that are claimed at once: far more than are in memory, so that a slow host keeps only its own waiting. */
const MAX_CLAIMED = 256;
/** How long a stop waits for the database before it leaves the rest to the leases' end. */
export const STOP_MS = 2500;

export interface RunnerNeeds {
  readonly claims: Claims;
  readonly work: Work;
  readonly writer: Writer;
  readonly embedder: Pick<Embedder, 'state' | 'onChange'>;
  /** Rung where there may be work. */
  readonly bell: Bell;
  readonly timing: IndexerTiming;
  readonly log: Log;
  /** Work was found where there was none. */
  readonly onBusy: () => void;
  /** Nothing is due and nothing is in work; also at the start. */
  readonly onIdle: () => void;
}

export interface Runner {
  /** Ends what is going on, gives back what is left, and settles, within a few seconds whatever hangs. */
  stop(): Promise<void>;
}

/** Takes work whenever the model is ready, and keeps enough of it going that the model never waits. */
export function startRunner(needs: RunnerNeeds): Runner {
  const { claims, work, writer, embedder, bell, timing, log } = needs;
  const stopping = new AbortController();
  const inWork = new Map<Claim, Promise<void>>();
  let busy: boolean | undefined;
  const warn = createWarning(log);

  const hasRoom = () => inWork.size <= MAX_CLAIMED - TAKE_AT_ONCE;
  const mayTake = () => embedder.state().state === 'ready' && hasRoom();
  const endReadyWatch = embedder.onChange(bell.ring);
  const renewing = setInterval(() => {
    if (inWork.size === 0) return;
    claims
      .renew([...inWork.keys()])
      .catch((error: unknown) => warn(`leases could not be renewed: ${messageOf(error)}`));
  }, timing.renewMs);

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const taken = mayTake() ? await take() : [];
      for (const claim of taken) inWork.set(claim, handle(claim));
      if (taken.length > 0) setBusy(true);
      else await bell.wait(timing.pollMs);
    }
  }

  async function take(): Promise<Claim[]> {
    try {
      const taken = await claims.take(TAKE_AT_ONCE);
      if (taken.length === 0 && inWork.size === 0) setBusy(false);
      return taken;
    } catch (error) {
      warn(`no work can be taken: ${messageOf(error)}`);
      await sleep(timing.pollMs, undefined, { signal: stopping.signal }).catch(() => {});
      return [];
    }
  }

  function setBusy(now: boolean): void {
    if (busy === now) return;
    busy = now;
    if (now) needs.onBusy();
    else needs.onIdle();
  }

  async function handle(claim: Claim): Promise<void> {
    const outcome = await outcomeOf(claim);
    await writer.write({ claim, outcome });
    work.written(claim);
    const hadRoom = hasRoom();
    inWork.delete(claim);
    // also after the last one: was it the last that is due?
    if (!hadRoom || inWork.size === 0) bell.ring();
  }

  async function outcomeOf(claim: Claim): Promise<Outcome> {
    try {
      return await work.run(claim, stopping.signal);
    } catch (error) {
      if (stopping.signal.aborted) return { kind: 'putBack', delayMs: 0 };
      const outcome = judge(error, claim, timing.retryBaseMs);
      if (outcome.kind === 'putBack') warn(`pictures are put back: ${messageOf(error)}`);
      else log.debug(`indexing: picture ${claim.imageId}: ${messageOf(error)}`);
      return outcome;
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      clearInterval(renewing);
      endReadyWatch();
      bell.ring();
      const ended = running.then(async () => {
        const written = Promise.all(inWork.values());
        // what was put back is written without waiting for more
        await Promise.race([written, sleep(STOP_MS)]);
        await writer.stop();
      });
      await Promise.race([ended, sleep(STOP_MS)]);
    },
  };
}
