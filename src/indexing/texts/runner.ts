import { setTimeout as sleep } from 'node:timers/promises';
import type { Bell } from '../../bell.ts';
import { messageOf } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { type Runner, STOP_MS } from '../runner.ts';
import type { IndexerTiming } from '../timing.ts';
import { createWarning } from '../warning.ts';
import type { TextClaim, TextClaims } from './claims.ts';
import { judgeText } from './judge.ts';
import type { TextOutcome, TextResult } from './results.ts';

/** Texts in a call, and in a transaction: some 15 ms of an embedded database, which does nothing else meanwhile. */
const TAKE_AT_ONCE = 64;

/** What turns texts into vectors, one each, in their order. */
export type EmbedTexts = (texts: readonly string[], signal: AbortSignal) => Promise<readonly Float32Array[]>;

export interface TextRunnerNeeds {
  readonly claims: TextClaims;
  readonly embedTexts: EmbedTexts;
  /** Whether texts can be embedded now. */
  readonly isReady: () => boolean;
  readonly write: (results: readonly TextResult[]) => Promise<void>;
  /** Rung where there may be work. */
  readonly bell: Bell;
  readonly timing: Pick<IndexerTiming, 'pollMs' | 'renewMs' | 'retryBaseMs'>;
  readonly log: Log;
  /** Nothing is due here; also at the start. */
  readonly onIdle: (embedded: number) => void;
}

/** Embeds products' texts, a batch at a time, whenever the model is ready. */
export function startTextRunner(needs: TextRunnerNeeds): Runner {
  const { claims, embedTexts, isReady, write, bell, timing, log } = needs;
  const stopping = new AbortController();
  const warn = createWarning(log);
  let embedded = 0;
  let isIdle = false;

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const worked = isReady() && (await workOnce());
      if (!worked) await bell.wait(timing.pollMs);
    }
  }

  /** @returns whether there was work; what fails is left to the lease's end */
  async function workOnce(): Promise<boolean> {
    try {
      const taken = await claims.take(TAKE_AT_ONCE);
      if (taken.length > 0) await workOn(taken);
      setIdle(taken.length === 0);
      return taken.length > 0;
    } catch (error) {
      warn(`texts wait for the database: ${messageOf(error)}`);
      return false;
    }
  }

  async function workOn(taken: readonly TextClaim[]): Promise<void> {
    const renewing = setInterval(() => {
      claims.renew(taken).catch((error: unknown) => warn(`leases could not be renewed: ${messageOf(error)}`));
    }, timing.renewMs);
    try {
      const results = await embedAll(taken);
      await write(results);
      embedded += results.filter(({ outcome }) => outcome.kind === 'embedded').length;
    } finally {
      clearInterval(renewing);
    }
  }

  /** New ones together; those that were in a call that failed each by itself, so that one does not hold up the others. */
  async function embedAll(taken: readonly TextClaim[]): Promise<TextResult[]> {
    const results = await embed(taken.filter(({ attempts }) => attempts === 1));
    for (const claim of taken.filter(({ attempts }) => attempts > 1)) results.push(...(await embed([claim])));
    return results;
  }

  async function embed(together: readonly TextClaim[]): Promise<TextResult[]> {
    if (together.length === 0) return [];
    try {
      const vectors = await embedTexts(
        together.map(({ text }) => text),
        stopping.signal,
      );
      return together.flatMap((claim, at) => {
        const vector = vectors[at];
        return vector === undefined ? [] : [{ claim, outcome: { kind: 'embedded', vector } }];
      });
    } catch (error) {
      return together.map((claim) => ({ claim, outcome: outcomeOf(error, claim, together.length === 1) }));
    }
  }

  function outcomeOf(error: unknown, { productId, attempts }: TextClaim, isAlone: boolean): TextOutcome {
    if (stopping.signal.aborted) return { kind: 'putBack', delayMs: 0 };
    const outcome = judgeText(error, attempts, isAlone, timing.retryBaseMs);
    if (outcome.kind === 'putBack') warn(`texts are put back: ${messageOf(error)}`);
    else log.debug(`indexing: the text of product ${productId}: ${outcome.kind}: ${messageOf(error)}`);
    return outcome;
  }

  function setIdle(now: boolean): void {
    if (isIdle === now) return;
    isIdle = now;
    if (now) needs.onIdle(embedded);
    embedded = 0;
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      bell.ring();
      await Promise.race([running, sleep(STOP_MS, undefined, { ref: false })]);
    },
  };
}
