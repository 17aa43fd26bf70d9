import type { Database } from './database/database.ts';
import { activeModel, registerModel } from './database/models.ts';
import type { Embedder } from './embedding/types.ts';
import { messageOf } from './errors.ts';
import type { Log } from './log.ts';

const retryMs = 5000;

/**
 * Makes the embedder's model the one whose vectors are searched, once it has been seen to run: a model whose files
 * turn out damaged must not hide the index of a good one. The one that is active already is taken at once.
 * @param options.replace whether it takes the place of another one
 * @returns what ends the waiting
 */
export async function adoptModel(
  database: Database,
  embedder: Embedder,
  log: Log,
  { replace }: { readonly replace: boolean },
): Promise<() => void> {
  const model = embedder.model;
  if (model === undefined) return () => {};
  if ((await activeModel(database))?.fingerprint === model.fingerprint) {
    await registerModel(database, model, { replace });
    return () => {};
  }

  let adopting = false;
  let ended = false;
  let timer: NodeJS.Timeout | undefined;
  const adopt = async () => {
    if (adopting || embedder.state().state !== 'ready') return;
    adopting = true;
    try {
      const active = await registerModel(database, model, { replace });
      log.info(`model: ${active.name} ${active.version} is searched from now on`);
    } catch (error) {
      if (ended) return;
      log.warn(`model: ${model.name} can't be searched yet, tried again soon: ${messageOf(error)}`);
      adopting = false;
      timer = setTimeout(adopt, retryMs);
    }
  };
  const unsubscribe = embedder.onChange(() => void adopt());
  await adopt();
  return () => {
    ended = true;
    clearTimeout(timer);
    unsubscribe();
  };
}
