import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { messageOf, VitrineError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Request } from './client.ts';
import { EmbedderCrashed } from './crashed.ts';
import { identityOf, ModelFolderError, readManifest } from './manifest.ts';
import { createOnce } from './once.ts';
import { contrastsForm, contrastsHeader, pictureHeader, pictureInfoForm, viewsHeader } from './protocol.ts';
import { createSupervisor, type Needs } from './supervisor.ts';
import type { CallOptions, Embedder, EmbedderState, ImageEmbedding, ModelIdentity, View } from './types.ts';
import { vectorFromBytes } from './vectors.ts';

/** Vectors that are kept for equal uploads and texts: some 2 KB each. */
const maxKeptPictures = 1000;
const maxKeptTexts = 5000;
/** How long opening a picture waits for the process that does it. */
const picturesWaitMs = 10_000;

type EmbedderConfig = Pick<
  Config,
  'MODEL' | 'MODELS_DIR' | 'MODEL_WAIT_MS' | 'EMBEDDER_THREADS' | 'EMBEDDER_MAX_MB' | 'EMBEDDER_TIMEOUT_MS'
>;

interface Choice {
  readonly folder: string | undefined;
  readonly model: ModelIdentity | undefined;
  /** Why there is no model. */
  readonly reason: string;
}

/** The configured model, as far as its manifest tells; none where that can't be used. */
async function chooseModel(config: EmbedderConfig, log: Log): Promise<Choice> {
  if (config.MODEL === 'none') return { folder: undefined, model: undefined, reason: 'MODEL is none.' };
  const folder = join(config.MODELS_DIR, config.MODEL);
  try {
    return { folder, model: identityOf(await readManifest(folder)), reason: '' };
  } catch (error) {
    if (!(error instanceof ModelFolderError)) throw error;
    log.error({ folder }, `the model is off: ${error.message}`);
    return { folder: undefined, model: undefined, reason: error.message };
  }
}

function isWhole({ crop, rotate = 0 }: View = {}): boolean {
  return crop === undefined && rotate === 0;
}

function textHash(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

/** Hashed off this thread: a large photo takes tens of milliseconds. */
async function contentHash(bytes: Buffer): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('base64');
}

/**
 * The process that opens pictures and runs the model, as an object. Returns at once: the model loads behind it, and
 * where none can be used the embedder is off and says why. Vectors that it returns are shared: copy before a change.
 */
export async function createEmbedder({
  config,
  log,
}: {
  readonly config: EmbedderConfig;
  readonly log: Log;
}): Promise<Embedder> {
  const choice = await chooseModel(config, log);
  const dimensions = choice.model?.dimensions ?? 0;
  const supervisor = createSupervisor({ config, folder: choice.folder, log });
  const pictures = createOnce<ImageEmbedding>(maxKeptPictures);
  const texts = createOnce<Float32Array>(maxKeptTexts);
  // without a model, the process starts with the first picture
  if (choice.model !== undefined) supervisor.start();

  function state(): EmbedderState {
    return choice.model === undefined ? { state: 'off', reason: choice.reason } : supervisor.state();
  }

  function assertModel(): void {
    const now = state();
    if (now.state === 'off') {
      throw new VitrineError('MODEL_UNAVAILABLE', `There is no model to search with: ${now.reason}`);
    }
  }

  /** A call whose process ended under another's picture is made once more. */
  async function callAgain(request: Request, needs: Needs, waitMs: number) {
    try {
      return await supervisor.call(request, needs, waitMs);
    } catch (error) {
      if (!(error instanceof EmbedderCrashed) || request.priority === 'bulk') throw error;
      if (request.path !== '/texts' && error.picturesInHand === 1) throw error;
      return await supervisor.call(request, needs, waitMs);
    }
  }

  function readVector(body: Buffer): Float32Array {
    try {
      return vectorFromBytes(body, dimensions);
    } catch (cause) {
      throw new VitrineError('INTERNAL', `The model gave no usable vector: ${messageOf(cause)}`, { cause });
    }
  }

  async function askForImage(
    body: Buffer,
    views: string | undefined,
    priority: 'interactive' | 'bulk',
    waitMs: number,
    signal?: AbortSignal,
  ): Promise<ImageEmbedding> {
    const headers = views === undefined ? {} : { [viewsHeader]: views };
    const answer = await callAgain(
      { method: 'POST', path: '/image', body, headers, priority, signal },
      'model',
      waitMs,
    );
    const picture = pictureInfoForm.parse(JSON.parse(String(answer.headers[pictureHeader])));
    return { vector: readVector(answer.body), picture };
  }

  async function askForTexts(
    texts: readonly string[],
    priority: 'interactive' | 'bulk',
    waitMs: number,
    signal?: AbortSignal,
  ): Promise<Float32Array[]> {
    const request = Buffer.from(JSON.stringify({ texts }));
    const { body } = await callAgain(
      { method: 'POST', path: '/texts', body: request, priority, signal },
      'model',
      waitMs,
    );
    const bytes = body.length / texts.length;
    return texts.map((_text, at) => readVector(body.subarray(at * bytes, (at + 1) * bytes)));
  }

  async function askForText(
    text: string,
    priority: 'interactive' | 'bulk',
    waitMs: number,
    signal?: AbortSignal,
  ): Promise<Float32Array> {
    const [vector] = await askForTexts([text], priority, waitMs, signal);
    if (vector === undefined) throw new VitrineError('INTERNAL', 'The model gave no vector.');
    return vector;
  }

  const settled = ({
    signal,
    priority = 'interactive',
    waitMs = config.MODEL_WAIT_MS,
  }: CallOptions = {}) => ({ signal, priority, waitMs });

  return {
    get model() {
      return state().state === 'off' ? undefined : choice.model;
    },
    state,
    onChange: (listener) => supervisor.onChange(listener),

    async embedText(text, options) {
      const { signal, priority, waitMs } = settled(options);
      assertModel();
      if (priority === 'bulk') return await askForText(text, priority, waitMs, signal);
      const hash = textHash(text);
      if (texts.peek(hash) === undefined) await supervisor.waitFor('model', waitMs, signal);
      return await texts.get(
        hash,
        (everyone) => askForText(text, priority, config.MODEL_WAIT_MS, everyone),
        signal,
      );
    },

    async embedTexts(some, options) {
      const { signal, priority, waitMs } = settled(options);
      assertModel();
      return await askForTexts(some, priority, waitMs, signal);
    },

    async embedImage(bytes, options) {
      const { signal, priority, waitMs } = settled(options);
      assertModel();
      const views = isWhole(options?.view) ? undefined : JSON.stringify([options?.view]);
      if (priority === 'bulk') return await askForImage(bytes, views, priority, waitMs, signal);
      const key = `${await contentHash(bytes)} ${views ?? ''}`;
      if (pictures.peek(key) === undefined) await supervisor.waitFor('model', waitMs, signal);
      return await pictures.get(
        key,
        (everyone) => askForImage(bytes, views, priority, config.MODEL_WAIT_MS, everyone),
        signal,
      );
    },

    async embedViews(bytes, views, options) {
      const { signal, priority, waitMs } = settled(options);
      assertModel();
      const headers = { [viewsHeader]: JSON.stringify(views) };
      const { body, headers: told } = await callAgain(
        { method: 'POST', path: '/views', body: bytes, headers, priority, signal },
        'model',
        waitMs,
      );
      const vectorLength = body.length / views.length;
      const contrasts = contrastsForm.parse(JSON.parse(String(told[contrastsHeader])));
      return views.map((_, at) => ({
        vector: readVector(body.subarray(at * vectorLength, (at + 1) * vectorLength)),
        contrast: contrasts[at] ?? 0,
      }));
    },

    async inspect(bytes, options) {
      const { signal, priority } = settled(options);
      const answer = await callAgain(
        { method: 'POST', path: '/inspect', body: bytes, priority, signal },
        'pictures',
        picturesWaitMs,
      );
      return pictureInfoForm.parse(JSON.parse(answer.body.toString('utf8')));
    },

    async resize(bytes, width, options) {
      const { signal, priority } = settled(options);
      const { view, height } = options ?? {};
      const path = `/resize?width=${width}${height === undefined ? '' : `&height=${height}`}`;
      const headers = view && { [viewsHeader]: JSON.stringify([view]) };
      return (
        await callAgain(
          { method: 'POST', path, body: bytes, priority, signal, ...(headers && { headers }) },
          'pictures',
          picturesWaitMs,
        )
      ).body;
    },

    stop: () => supervisor.stop(),
  };
}
