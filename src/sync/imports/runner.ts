import { setTimeout as sleep } from 'node:timers/promises';
import type { Bell } from '../../bell.ts';
import type { Catalog } from '../../catalog/types.ts';
import { messageOf, VitrineError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { type Claim, ClaimLost, type Claims } from './claims.ts';
import type { ImportFiles } from './files.ts';
import { runImport } from './run.ts';

export interface ImportTiming {
  /** How long a dead process keeps an import from the others. */
  readonly leaseMs: number;
  /** Announcements may be lost, so work is also looked for unasked. */
  readonly pollMs: number;
  /** After a failure that may pass. */
  readonly retryMs: number;
}

export const defaultImportTiming: ImportTiming = { leaseMs: 30_000, pollMs: 5_000, retryMs: 3_000 };

export interface RunnerNeeds {
  readonly claims: Claims;
  readonly catalog: Pick<Catalog, 'upsertProducts'>;
  readonly files: Pick<ImportFiles, 'pathOf' | 'remove'>;
  /** Rings when there may be work. */
  readonly bell: Bell;
  readonly timing: ImportTiming;
  readonly announce: () => void;
  readonly log: Log;
}

/** How often a file is begun that never comes through a batch: it may be what ends the process. */
const MAX_ATTEMPTS = 20;

/** Takes one import after the other. */
export function startRunner(needs: RunnerNeeds): { stop(): Promise<void> } {
  const { claims, catalog, files, bell, timing, announce, log } = needs;
  const stopping = new AbortController();

  async function work(claim: Claim): Promise<void> {
    if (claim.attempts > MAX_ATTEMPTS) {
      const error = `It was begun ${MAX_ATTEMPTS} times and never came past line ${claim.from.lines}.`;
      await finish(claim, error);
      return announce();
    }
    const lost = new AbortController();
    const renewing = setInterval(() => {
      claims.renew(claim).then(
        (isHeld) => isHeld || lost.abort(),
        (error: unknown) => log.debug(`an import's lease is not renewed: ${messageOf(error)}`),
      );
    }, timing.leaseMs / 3);
    const signal = AbortSignal.any([stopping.signal, lost.signal]);
    try {
      announce();
      await runImport({ claims, catalog, onAdvance: announce }, claim, files.pathOf(claim.file), signal);
      if (signal.aborted) await claims.release(claim, true);
      else await finish(claim, null);
    } catch (error) {
      await settle(claim, error);
    } finally {
      clearInterval(renewing);
      announce();
    }
  }

  /** The row first: a file without one is swept, a row without its file would fail. */
  async function finish(claim: Claim, error: string | null): Promise<void> {
    await claims.finish(claim, error);
    await files.remove(claim.file);
  }

  /** What cuts an import off: nothing, its end, or a pause. */
  async function settle(claim: Claim, error: unknown): Promise<void> {
    if (error instanceof ClaimLost) throw error;
    const passes = error instanceof VitrineError && error.retryAfterSeconds !== undefined;
    if (error instanceof VitrineError && !passes) return await finish(claim, error.message);
    if (passes) log.warn(`an import waits: ${messageOf(error)}`);
    else log.error({ err: error }, 'an import broke off, and is tried again');
    // where this fails too, the lease runs out
    await claims.release(claim, passes).catch(() => {});
    await sleep(timing.retryMs, undefined, { signal: stopping.signal }).catch(() => {});
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const claim = await claims.take();
        if (claim === undefined) await bell.wait(timing.pollMs);
        else await work(claim);
      } catch (error) {
        // cancelled, or somebody else has it: there may be another one
        if (error instanceof ClaimLost) continue;
        log.warn(`imports wait: ${messageOf(error)}`);
        await sleep(timing.retryMs, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      bell.ring();
      await running;
    },
  };
}
