import { createBell } from '../../bell.ts';
import type { Database } from '../../database/database.ts';
import { ensureVectorIndex } from '../../database/vector-index.ts';
import type { Embedder } from '../../embedding/types.ts';
import { messageOf } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Runner } from '../runner.ts';
import type { IndexerTiming } from '../timing.ts';
import type { ActiveModel } from '../types.ts';
import type { TextClaims } from './claims.ts';
import { writeTextResults } from './results.ts';
import { startTextRunner } from './runner.ts';

/** Less than this is everyday work, not worth a line each time. */
const WORTH_TELLING = 10;

export interface TextsNeeds {
  readonly database: Database;
  readonly model: ActiveModel;
  readonly claims: TextClaims;
  readonly embedder: Pick<Embedder, 'state' | 'onChange' | 'embedTexts'>;
  readonly timing: IndexerTiming;
  readonly log: Log;
}

/** Keeps the vector of each product's texts up to date, beside the pictures and by the same rules. */
export function startTexts({ database, model, claims, embedder, timing, log }: TextsNeeds): Runner {
  const bell = createBell();
  const endListening = database.events.subscribe('work', bell.ring);
  const endReadyWatch = embedder.onChange(bell.ring);
  const runner = startTextRunner({
    claims,
    embedTexts: (texts, signal) =>
      embedder.embedTexts(texts, { signal, priority: 'bulk', waitMs: Number.POSITIVE_INFINITY }),
    isReady: () => embedder.state().state === 'ready',
    async write(results) {
      await writeTextResults(database.kysely, model, results);
      database.events.publish('index');
    },
    bell,
    timing,
    log,
    onIdle(embedded) {
      if (embedded >= WORTH_TELLING) log.info(`indexing: the texts of ${embedded} products were embedded`);
      ensureVectorIndex(database, model, log, 'titles').catch((error: unknown) =>
        log.warn(`The index of titles could not be built, search compares all of them: ${messageOf(error)}`),
      );
    },
  });
  return {
    async stop() {
      endListening();
      endReadyWatch();
      await runner.stop();
    },
  };
}
