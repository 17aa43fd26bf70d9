import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Found } from '../examine-protocol.ts';
import { type Manifest, ModelFolderError, manifestFiles, parseDraft, readManifest } from '../manifest.ts';
import { InstallError } from './errors.ts';
import { examineModel } from './examination.ts';
import { verifyFile } from './verify.ts';

/** What a check found: the manifest is undefined where it is a draft that only installing completes. */
export interface CheckedModel {
  readonly manifest: Manifest | undefined;
  readonly found: Found;
}

/**
 * Looks a model folder through, as installing it does: files and hashes, what the ONNX files take and give, what they
 * answer. Changes nothing in it.
 * @param onPassed told each step that it passed, and what was found
 * @throws {InstallError} with the first thing that is wrong, and what to do
 */
export async function checkModel(
  folder: string,
  options: {
    readonly threads: number;
    readonly signal?: AbortSignal | undefined;
    readonly onPassed: (step: string, found: string) => void;
  },
): Promise<CheckedModel> {
  const { threads, signal, onPassed } = options;
  try {
    if ((await stat(folder).catch(() => undefined))?.isDirectory() !== true)
      throw new InstallError('BAD_SOURCE', `${folder} is not there, or no folder.`);
    const json = await readFile(join(folder, 'model.json'), 'utf8').catch(() => {
      throw new InstallError(
        'BAD_SOURCE',
        `${folder} has no readable model.json: write one as models/README.md says.`,
      );
    });
    const draft = parseDraft(json, `${basename(folder)}/model.json`);
    const files = manifestFiles(draft);
    const unhashed = files.filter((file) => draft.sha256[file] === undefined);
    const complete = unhashed.length === 0 && draft.selfCheck !== undefined;
    const manifest = complete ? await readManifest(folder) : undefined;
    for (const file of files) {
      if ((await stat(join(folder, file)).catch(() => undefined))?.isFile() !== true)
        throw new InstallError(
          'BAD_SOURCE',
          `${folder} has no ${file}, which its model.json names: put it there.`,
        );
      await verifyFile(join(folder, file), { bytes: null, sha256: draft.sha256[file] ?? null }, signal);
    }
    onPassed('model.json', complete ? 'complete' : 'a draft: what lacks is found when it is installed');
    onPassed(
      'hashes',
      unhashed.length === 0
        ? `of ${files.length} files as they should be`
        : `none for ${unhashed.join(', ')}`,
    );

    const order = { folder, draft, threads, tolerance: null };
    const found = await examineModel(order, { signal, onPassed });
    if (found.image.maxBatch < draft.image.maxBatch) {
      throw new InstallError(
        'UNUSABLE',
        `${draft.image.file} takes ${found.image.maxBatch} picture(s) at a time, model.json says ${draft.image.maxBatch}: set image.maxBatch to ${found.image.maxBatch}.`,
      );
    }
    if (manifest !== undefined && manifest.text.inputType !== found.text.inputType) {
      throw new InstallError(
        'UNUSABLE',
        `${draft.text.file} takes ${found.text.inputType}: set text.inputType to ${found.text.inputType}.`,
      );
    }
    return { manifest, found };
  } catch (error) {
    if (error instanceof ModelFolderError) throw new InstallError('UNUSABLE', error.message);
    throw error;
  }
}
