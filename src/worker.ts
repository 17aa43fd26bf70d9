import { adoptModel } from './adopt-model.ts';
import { assemble, type Stoppable } from './assemble.ts';
import type { Config } from './config.ts';
import type { Database } from './database/database.ts';
import { activeModel } from './database/models.ts';
import type { EmbedderState, ModelIdentity } from './embedding/types.ts';
import { messageOf, VitrineError } from './errors.ts';
import type { Log } from './log.ts';
import { openParts } from './open-parts.ts';

/** How soon a worker sees that another model is searched. */
const lookEveryMs = 5000;

/**
 * What indexes and imports beside the servers, or in their stead: everything of a server but the door. Stopped, it gives back what
 * it holds; the database stays open.
 */
export interface Worker extends Stoppable {
  readonly model: ModelIdentity;
  /** Settles with why, where it can't go on. */
  readonly failed: Promise<VitrineError>;
}

/**
 * Starts to index for the active model, which it never replaces; where there is none yet, its own becomes that.
 * @param database opening; its opener stops it, after the worker
 * @throws {VitrineError} MODEL_UNAVAILABLE where it has no model; CONFLICT where another one is active, or DATA_DIR is
 *   not the folder of this database's pictures
 */
export function startWorker(config: Config, database: Promise<Database>, log: Log): Promise<Worker> {
  return assemble(log, async (onStop) => {
    const parts = await openParts({ config, database, log });
    onStop(parts.stop);
    const { embedder } = parts;
    const { model } = embedder;
    if (model === undefined) throw withoutModel(embedder.state());
    const refusal = await refusalOf(parts.database, config, model);
    if (refusal !== undefined) throw refusal;
    onStop(await adoptModel(parts.database, embedder, log, { replace: false }));

    const { promise: failed, resolve: fail } = Promise.withResolvers<VitrineError>();
    const looking = setInterval(() => {
      refusalOf(parts.database, config, model).then(
        (error) => error && fail(error),
        (error: unknown) => log.debug(`the active model is unknown: ${messageOf(error)}`),
      );
    }, lookEveryMs);
    onStop(() => clearInterval(looking));
    const endWatch = embedder.onChange(() => {
      const state = embedder.state();
      if (state.state === 'off') fail(withoutModel(state));
    });
    onStop(endWatch);

    parts.indexer.start();
    parts.imports.start();
    return { model, failed };
  });
}

/** Why this model can't be indexed for: another one is searched. */
async function refusalOf(
  database: Database,
  { MODEL }: Config,
  model: ModelIdentity,
): Promise<VitrineError | undefined> {
  const active = await activeModel(database);
  if (active === null || active.fingerprint === model.fingerprint) return undefined;
  return new VitrineError(
    'CONFLICT',
    `The model that is searched is ${active.name} ${active.version}, and MODEL=${MODEL} is ${model.name} ` +
      `${model.version}: only a server changes it. Set MODEL to the folder of ${active.name} ${active.version}.`,
  );
}

function withoutModel(state: EmbedderState): VitrineError {
  const reason = state.state === 'off' ? state.reason : 'it is not known.';
  return new VitrineError(
    'MODEL_UNAVAILABLE',
    `Nothing can be indexed without a model: ${reason} Set MODEL to the model that the servers use.`,
  );
}
