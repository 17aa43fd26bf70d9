import { setTimeout as sleep } from 'node:timers/promises';
import { createWorkshop } from '../../bench/workshop.ts';
import type { Config } from '../../src/config.ts';
import { readFigurines } from '../../src/sync/figurines.ts';
import { createAsker } from './ask.ts';
import { EvaluateError } from './failure.ts';

/** A server that is measured. */
export interface Site {
  readonly url: string;
  stop(): Promise<void>;
}

const lookEveryMs = 1000;

/**
 * Starts a server with the demo catalogue on a folder of its own, and waits until all of it is indexed.
 * @param say told how far it is, in a sentence
 * @throws {EvaluateError} where there is no model; the signal's reason when it is stopped
 */
export async function startDemo(
  config: Pick<Config, 'MODEL' | 'MODELS_DIR' | 'EMBEDDER_THREADS' | 'CATALOG_LANGUAGE'>,
  say: (sentence: string) => void,
  signal: AbortSignal,
): Promise<Site> {
  if (config.MODEL === 'none')
    throw new EvaluateError('MODEL is none: there would be nothing but words to measure. Set it to a model.');
  const workshop = createWorkshop({
    databaseUrl: undefined,
    modelsFolder: config.MODELS_DIR,
    threads: config.EMBEDDER_THREADS,
    say,
  });
  const stop = () => void workshop.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    say('starting a server with the demo catalogue');
    const { port } = await workshop.startServer({
      DATA_DIR: await workshop.folder(),
      DEMO: 'on',
      MODEL: config.MODEL,
      CATALOG_LANGUAGE: config.CATALOG_LANGUAGE,
    });
    const url = `http://127.0.0.1:${port}`;
    await untilIndexed(url, say, signal);
    return { url, stop: () => workshop.stop() };
  } catch (error) {
    await workshop.stop();
    signal.throwIfAborted();
    throw error;
  }
}

async function untilIndexed(
  url: string,
  say: (sentence: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { standing } = createAsker(url);
  const expected = (await readFigurines()).length;
  for (let told = -1; ; ) {
    const { products, pending } = await standing();
    if (products >= expected && pending === 0) return;
    const left = pending + expected - products;
    if (told < 0 || told - left >= 250) {
      say(`${left} of its pictures and titles are still to be indexed`);
      told = left;
    }
    await sleep(lookEveryMs, undefined, { signal });
  }
}
