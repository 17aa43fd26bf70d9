import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { messageOf, VitrineError } from '../errors.ts';
import type { Log } from '../log.ts';
import { ConnectionLost, type Request, type Response } from './client.ts';
import { EmbedderCrashed } from './crashed.ts';
import { type EmbedderProcess, startProcess } from './embedder-process.ts';
import { type ModelStatus, statusForm } from './protocol.ts';
import { createSignal } from './signal.ts';
import type { EmbedderState } from './types.ts';
import { watchProcess } from './watch.ts';

const firstPauseMs = 250;
const longestPauseMs = 30_000;
/** A process that lasted this long was well: the next pause is short again. */
const healthyMs = 60_000;
/** How long a process may take until its socket answers. */
const startTimeoutMs = 30_000;
/** How long a model is taken to load, before one has. */
const expectedLoadMs = 2000;
/** How long after a broken connection the end of its process is waited for. */
const endingMs = 2000;
/** Calls that wait for a process or its model, those that wait for ever aside. */
const maxWaiting = 64;

export interface SupervisorOptions {
  readonly config: Pick<Config, 'EMBEDDER_THREADS' | 'EMBEDDER_MAX_MB' | 'EMBEDDER_TIMEOUT_MS'>;
  /** The model folder; undefined: pictures only. */
  readonly folder: string | undefined;
  readonly log: Log;
}

/** What a call can't do without: a process that opens pictures, or one whose model is loaded as well. */
export type Needs = 'pictures' | 'model';

/** Keeps one process running: started when first needed, watched, started again with growing pauses. */
export interface Supervisor {
  /** Of the model. */
  state(): EmbedderState;
  onChange(listener: () => void): () => void;
  /** Starts the process, unless it is; a call does so too. */
  start(): void;
  /** @throws {VitrineError} MODEL_LOADING after `waitMs`, OVERLOADED, MODEL_UNAVAILABLE */
  waitFor(needs: Needs, waitMs: number, signal?: AbortSignal): Promise<void>;
  /** @throws {VitrineError} as waitFor does, what the process answered with, or {EmbedderCrashed} */
  call(request: Request, needs: Needs, waitMs: number): Promise<Response>;
  stop(): Promise<void>;
}

/** A process that answers. */
interface Life {
  readonly process: EmbedderProcess;
  model: ModelStatus;
  picturesInHand: number;
}

export function createSupervisor({ config, folder, log }: SupervisorOptions): Supervisor {
  const changes = createSignal();
  const stopping = new AbortController();
  let current: EmbedderProcess | undefined;
  let life: Life | undefined;
  let running: Promise<void> | undefined;
  /** Why a call has to wait now. */
  let reason = folder === undefined ? 'the process that opens pictures is starting' : 'the model is loading';
  let loadMs = expectedLoadMs;
  let readyAtMs = 0;
  let waiting = 0;

  function change(update: () => void): void {
    update();
    changes.emit();
  }

  const retryAfterSeconds = () => Math.max(1, Math.ceil((readyAtMs - performance.now()) / 1000));

  /** Runs one process from its start to its end. @returns why it ended */
  async function runOnce(): Promise<string> {
    const startedMs = performance.now();
    readyAtMs = startedMs + loadMs;
    const process = startProcess({
      folder,
      threads: config.EMBEDDER_THREADS,
      timeoutMs: config.EMBEDDER_TIMEOUT_MS,
      log,
    });
    current = process;
    let fault: string | undefined;
    const kill = (why: string) => {
      fault ??= why;
      process.kill();
    };
    const late = setTimeout(() => kill(`it did not start within ${startTimeoutMs} ms`), startTimeoutMs);
    const early = await Promise.race([process.listening, process.ended]);
    clearTimeout(late);
    if (early !== undefined) return fault ?? early;

    const born: Life = {
      process,
      model: { state: folder === undefined ? 'none' : 'loading' },
      picturesInHand: 0,
    };
    const endWatch = watchProcess({
      client: process.client,
      timeoutMs: config.EMBEDDER_TIMEOUT_MS,
      maxMb: config.EMBEDDER_MAX_MB,
      isLoading: () => born.model.state === 'loading',
      onFault: kill,
    });
    change(() => {
      life = born;
    });
    await Promise.race([awaitModel(born, startedMs), process.ended]);
    const why = await process.ended;
    endWatch();
    change(() => {
      life = undefined;
    });
    return fault ?? why;
  }

  /** Learns what became of the model, once it is loaded or has failed to. */
  async function awaitModel(born: Life, startedMs: number): Promise<void> {
    if (folder === undefined) return;
    try {
      const { body } = await born.process.client.send({ method: 'GET', path: '/loaded' });
      const { model } = statusForm.parse(JSON.parse(body.toString('utf8')));
      change(() => {
        born.model = model;
        loadMs = performance.now() - startedMs;
      });
      if (model.state === 'ready') log.info(`the model is ready after ${Math.round(loadMs)} ms`);
      if (model.state === 'failed') log.error(`the model is off: ${model.reason}`);
    } catch (error) {
      // where the process ended, that is said by what waits for its end
      if (!(error instanceof ConnectionLost))
        log.error({ err: error }, 'the embedder could not say how its model is');
    }
  }

  async function runForEver(): Promise<void> {
    for (let failures = 0; ; ) {
      const startedMs = performance.now();
      const why = await runOnce().catch(messageOf);
      if (stopping.signal.aborted) return;
      failures = performance.now() - startedMs > healthyMs ? 1 : failures + 1;
      const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** (failures - 1));
      log.warn(`the embedder ended (${why}); it starts again in ${pauseMs} ms`);
      change(() => {
        reason = `the process that opens pictures starts again, since it ended (${why})`;
        readyAtMs = performance.now() + pauseMs + loadMs;
      });
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
    }
  }

  function state(): EmbedderState {
    if (stopping.signal.aborted) return { state: 'off', reason: 'the server is stopping' };
    if (life?.model.state === 'ready') return { state: 'ready' };
    if (life?.model.state === 'failed') return { state: 'off', reason: life.model.reason };
    if (folder === undefined) return { state: 'off', reason: 'there is no model' };
    return { state: 'loading', reason, retryAfterSeconds: retryAfterSeconds() };
  }

  /** The process, where it has what is needed. @throws {VitrineError} where waiting won't help */
  function usable(needs: Needs): Life | undefined {
    if (needs === 'pictures') {
      if (stopping.signal.aborted) throw new VitrineError('MODEL_UNAVAILABLE', 'The server is stopping.');
      return life;
    }
    const now = state();
    if (now.state === 'off')
      throw new VitrineError('MODEL_UNAVAILABLE', `There is no model to search with: ${now.reason}`);
    return now.state === 'ready' ? life : undefined;
  }

  async function awaitLife(needs: Needs, waitMs: number, signal?: AbortSignal): Promise<Life> {
    signal?.throwIfAborted();
    start();
    const found = usable(needs);
    if (found !== undefined) return found;
    const bounded = Number.isFinite(waitMs);
    const details = { retryAfterSeconds: retryAfterSeconds() };
    if (bounded && waiting >= maxWaiting) {
      throw new VitrineError(
        'OVERLOADED',
        'Too many searches wait for the model: try again shortly.',
        details,
      );
    }
    if (bounded) waiting += 1;
    try {
      const came = waitMs > 0 ? await changes.until(() => usable(needs), waitMs, signal) : undefined;
      if (came !== undefined) return came;
    } finally {
      if (bounded) waiting -= 1;
    }
    throw new VitrineError('MODEL_LOADING', `Try again shortly: ${reason}.`, {
      retryAfterSeconds: retryAfterSeconds(),
    });
  }

  async function call(request: Request, needs: Needs, waitMs: number): Promise<Response> {
    const untilMs = performance.now() + waitMs;
    for (;;) {
      const mine = await awaitLife(needs, Math.max(0, untilMs - performance.now()), request.signal);
      const pictures = request.path === '/texts' ? 0 : 1;
      mine.picturesInHand += pictures;
      let inHand = true;
      try {
        return await mine.process.client.send(request);
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        const why = await Promise.race([mine.process.ended, sleep(endingMs, undefined, { ref: false })]);
        if (stopping.signal.aborted) throw new VitrineError('MODEL_UNAVAILABLE', 'The server is stopping.');
        if (why !== undefined && error.refused) continue;
        // the others that it had in hand must find this one counted
        inHand = why === undefined;
        throw new EmbedderCrashed(why ?? 'its connection broke', mine.picturesInHand, retryAfterSeconds());
      } finally {
        if (inHand) mine.picturesInHand -= pictures;
      }
    }
  }

  function start(): void {
    if (!stopping.signal.aborted) running ??= runForEver();
  }

  return {
    state,
    onChange: (listener) => changes.listen(listener),
    start,
    async waitFor(needs, waitMs, signal) {
      await awaitLife(needs, waitMs, signal);
    },
    call,
    async stop() {
      change(() => stopping.abort());
      await current?.end();
      await running;
    },
  };
}
