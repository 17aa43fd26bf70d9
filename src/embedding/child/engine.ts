import { VitrineError } from '../../errors.ts';
import { ModelFolderError } from '../manifest.ts';
import type { ModelStatus } from '../protocol.ts';
import { type Batcher, createBatcher } from './batcher.ts';
import { loadModel, type Model } from './model.ts';
import type { Pictures } from './pictures.ts';

/** The model of this process, from before it is loaded on. */
export interface Engine {
  status(): ModelStatus;
  /** Settles once it is loaded, has failed to load, or where there is none; never rejects. */
  readonly loaded: Promise<void>;
  /** @throws {VitrineError} MODEL_LOADING or MODEL_UNAVAILABLE */
  ready(): ReadyModel;
  /** Holds bulk back until disposed of: an interactive picture is on its way and will need the processor. */
  holdBulk(): Disposable;
  /** Settles once nothing holds bulk back. */
  bulkMayRun(): Promise<void>;
}

export interface ReadyModel {
  readonly model: Model;
  /** Decoded pictures on their way to the model. */
  readonly pictures: Batcher<Buffer, Float32Array>;
}

/** Loads the model in the folder, behind what it returns. */
export function createEngine(options: {
  readonly folder: string | undefined;
  readonly threads: number;
  readonly pictures: Pictures;
}): Engine {
  let status: ModelStatus = { state: options.folder === undefined ? 'none' : 'loading' };
  let ready: ReadyModel | undefined;
  let holds = 0;
  let released = Promise.withResolvers<void>();

  async function load(folder: string): Promise<void> {
    try {
      const model = await loadModel(folder, options);
      const { maxBatch } = model.image;
      const run = (pictures: readonly Buffer[]) => model.embedPictures(pictures);
      ready = { model, pictures: createBatcher({ maxBatch, run, mayRunBulk: () => holds === 0 }) };
      status = { state: 'ready' };
    } catch (error) {
      if (!(error instanceof ModelFolderError)) console.error(error);
      status = {
        state: 'failed',
        reason:
          error instanceof ModelFolderError
            ? error.message
            : 'its files could not be opened, the log says why: restore the model folder.',
      };
    }
  }

  return {
    status: () => status,
    loaded: options.folder === undefined ? Promise.resolve() : load(options.folder),
    ready() {
      if (ready !== undefined) return ready;
      if (status.state === 'loading') {
        throw new VitrineError('MODEL_LOADING', 'The model is loading: try again shortly.', {
          retryAfterSeconds: 1,
        });
      }
      throw new VitrineError(
        'MODEL_UNAVAILABLE',
        status.state === 'failed' ? status.reason : 'There is no model here.',
      );
    },
    holdBulk() {
      if (holds === 0) released = Promise.withResolvers<void>();
      holds += 1;
      return {
        [Symbol.dispose]: () => {
          holds -= 1;
          if (holds > 0) return;
          released.resolve();
          ready?.pictures.wake();
        },
      };
    },
    async bulkMayRun() {
      while (holds > 0) await released.promise;
    },
  };
}
