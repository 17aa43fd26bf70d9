import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../../src/config.ts';
import { createEmbedder } from '../../src/embedding/embedder.ts';
import { ModelFolderError, manifestFiles, readManifest } from '../../src/embedding/manifest.ts';
import type { Log } from '../../src/log.ts';
import { type Finding, fail, ok, warn } from './finding.ts';

const LOAD_TIMEOUT_MS = 60_000;

/** The model's files against their hashes, and then the model itself: it must give the vectors that it is known to give. */
export async function checkModel(config: Config, log: Log): Promise<Finding[]> {
  if (config.MODEL === 'none') {
    return [
      warn(
        'model',
        'switched off (MODEL=none): search finds words only',
        'set MODEL to the name of a folder in MODELS_DIR',
      ),
    ];
  }
  const folder = join(config.MODELS_DIR, config.MODEL);
  try {
    const manifest = await readManifest(folder);
    const wrong: string[] = [];
    for (const file of manifestFiles(manifest)) {
      if ((await sha256(join(folder, file))) !== manifest.sha256[file]) wrong.push(file);
    }
    if (wrong.length > 0) {
      return [
        fail(
          'model',
          `${wrong.join(', ')} in ${folder} differ from what model.json says`,
          'restore these files',
        ),
      ];
    }
    return [
      ok('model', `${manifest.name} ${manifest.version}: files as model.json says`),
      await checkAnswers(config, log),
    ];
  } catch (error) {
    if (!(error instanceof ModelFolderError)) throw error;
    return [fail('model', error.message, 'restore the folder, or set MODEL to another one')];
  }
}

/** Starts it, which makes it check itself. */
async function checkAnswers(config: Config, log: Log): Promise<Finding> {
  const startedMs = performance.now();
  const embedder = await createEmbedder({ config, log });
  try {
    for (;;) {
      const state = embedder.state();
      const passedMs = Math.round(performance.now() - startedMs);
      if (state.state === 'ready') return ok('model', `loads and passes its self-check in ${passedMs} ms`);
      if (state.state === 'off')
        return fail('model', state.reason, 'restore its folder, or set MODEL to another one');
      if (passedMs > LOAD_TIMEOUT_MS) {
        return fail(
          'model',
          `not loaded after ${LOAD_TIMEOUT_MS / 1000} s: ${state.reason}`,
          'see memory and cores above',
        );
      }
      await sleep(50);
    }
  } finally {
    await embedder.stop();
  }
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
