import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Found } from '../examine-protocol.ts';
import { sha256OfFile } from '../hash.ts';
import { knownModels } from '../known-models.ts';
import { type Manifest, ModelFolderError, manifestFiles, parseManifest, readManifest } from '../manifest.ts';
import { findKnown, type Registry } from '../registry.ts';
import { freeBytes, roomInWords } from './disk.ts';
import { type DownloadLimits, usualLimits } from './download.ts';
import { InstallError } from './errors.ts';
import { examineModel } from './examination.ts';
import { lockModel } from './lock.ts';
import { areaOf, isFolder, putIntoPlace, recover } from './place.ts';
import type { InstallProgress } from './progress.ts';
import { type ModelSource, type Staged, stageFromHub, stageFromPath } from './sources.ts';
import { verifyFile } from './verify.ts';

export interface InstallOptions {
  /** Of the known model, and of the folder in MODELS_DIR. */
  readonly name: string;
  /** @default the hub */
  readonly source?: ModelSource;
  readonly modelsDir: string;
  /** MODEL_HUB and MODEL_HUB_TOKEN. */
  readonly hub: { readonly address: string; readonly token?: string | undefined };
  /** Of the process that tries the model. */
  readonly threads: number;
  /** Whether it may take the place of a folder of that name. @default false */
  readonly replace?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: InstallProgress) => void;
  /** @default {@link knownModels} */
  readonly registry?: Registry;
  readonly limits?: Partial<DownloadLimits>;
  /** @default what the file system says */
  readonly freeBytes?: (folder: string) => Promise<number>;
}

export interface InstalledModel {
  readonly folder: string;
  readonly manifest: Manifest;
  /** It was there already, whole, and nothing was done. */
  readonly wasThere: boolean;
  /** Files whose hash nobody had published, which was taken as it came. */
  readonly pinned: readonly string[];
  /** How it ran when it was tried; undefined where it was there already. */
  readonly tried: Pick<Found, 'imageMs' | 'textMs' | 'residentMb'> | undefined;
}

/** Where no source says how far processors are apart. */
const usualTolerance = 0.005;
const bundled = 'starter';

/** @throws {InstallError} UNKNOWN_MODEL where no folder of MODELS_DIR may be called so */
export function assertModelName(name: string): void {
  if (/^[a-z0-9][a-z0-9._-]{0,63}$/.test(name) && name !== 'none') return;
  throw new InstallError(
    'UNKNOWN_MODEL',
    `${JSON.stringify(name.slice(0, 80))} is no name of a model: a letter or digit, then up to 63 of a-z, 0-9, dot, dash and underscore.`,
  );
}

/**
 * Installs a model as a folder of MODELS_DIR: from a hub, a folder or an archive. Until its last moment nothing there
 * changes, whatever ends it, and what was fetched is gone on with the next time.
 * @throws {InstallError} in one line: what went wrong, and what to do; the signal's reason
 */
export async function installModel(options: InstallOptions): Promise<InstalledModel> {
  const { name, modelsDir, source = { kind: 'hub' }, registry = knownModels, signal } = options;
  assertModelName(name);
  if (name === bundled) {
    throw new InstallError('IN_THE_WAY', `${bundled} comes with the program: give yours another name.`);
  }
  try {
    await mkdir(modelsDir, { recursive: true });
    await using _lock = await lockModel(areaOf(modelsDir), name);
    await recover(modelsDir, name);
    if (options.replace !== true && (await isFolder(join(modelsDir, name))))
      return await thatIsThere(options);
    const from = {
      name,
      modelsDir,
      registry,
      hub: options.hub,
      limits: { ...usualLimits, ...options.limits },
      freeBytes: options.freeBytes ?? freeBytes,
      signal,
      onProgress: options.onProgress,
    };
    const staged = source.kind === 'hub' ? await stageFromHub(from) : await stageFromPath(source.path, from);
    return await complete(staged, options);
  } catch (error) {
    signal?.throwIfAborted();
    throw told(error, options);
  }
}

async function thatIsThere({ name, modelsDir, signal }: InstallOptions): Promise<InstalledModel> {
  const folder = join(modelsDir, name);
  try {
    const manifest = await readManifest(folder);
    for (const file of manifestFiles(manifest)) {
      await verifyFile(join(folder, file), { bytes: null, sha256: manifest.sha256[file] ?? null }, signal);
    }
    return { folder, manifest, wasThere: true, pinned: [], tried: undefined };
  } catch (error) {
    if (!(error instanceof ModelFolderError || error instanceof InstallError)) throw error;
    throw new InstallError(
      'IN_THE_WAY',
      `${name} is in MODELS_DIR already, but not whole (${error.message.replace(/: .*$/s, '')}): --replace puts it there anew.`,
      { cause: error },
    );
  }
}

/** Tries a staged model, writes down what was found, and puts it into place. */
async function complete(staged: Staged, options: InstallOptions): Promise<InstalledModel> {
  const { folder, draft, known, pinned, meter } = staged;
  meter.checking();
  let found: Found;
  try {
    found = await examineModel(
      { folder, draft, threads: options.threads, tolerance: known?.tolerance ?? usualTolerance },
      { signal: options.signal, onPassed: (step, what) => meter.checking(`${step}: ${what}`) },
    );
  } catch (error) {
    // what may have come damaged is not gone on with; what is known to be whole need not be fetched again
    const whole = options.source?.kind !== 'path' && pinned.length === 0;
    if (!whole && !options.signal?.aborted) await rm(folder, { recursive: true, force: true });
    throw error;
  }
  const manifest = await manifestOf(staged, found);
  await writeFile(join(folder, 'model.json'), forPeople(manifest));
  options.signal?.throwIfAborted();
  const place = await putIntoPlace(options.modelsDir, options.name, [
    ...manifestFiles(manifest),
    'model.json',
  ]);
  meter.ready();
  const { imageMs, textMs, residentMb } = found;
  return { folder: place, manifest, wasThere: false, pinned, tried: { imageMs, textMs, residentMb } };
}

async function manifestOf({ folder, draft, sha256 }: Staged, found: Found): Promise<Manifest> {
  const selfCheck = draft.selfCheck ?? found.selfCheck;
  const picture = selfCheck?.image.file;
  const hashes = { ...sha256 };
  // it may have been drawn anew
  if (picture !== undefined) hashes[picture] = await sha256OfFile(join(folder, picture));
  const whole = {
    ...draft,
    image: { ...draft.image, ...found.image },
    text: { ...draft.text, ...found.text },
    sha256: hashes,
    selfCheck,
  };
  return parseManifest(JSON.stringify(whole), `${draft.name}/model.json`);
}

/** Lists of numbers and words each on a line of their own. */
function forPeople(manifest: Manifest): string {
  const json = JSON.stringify(manifest, null, 2);
  return `${json.replace(/\[\s+([^[\]{}]*?)\s+\]/g, (_, list: string) => `[${list.replace(/,\s+/g, ', ')}]`)}\n`;
}

const unchanged = 'Nothing was changed: the model in use stays.';

/** What went wrong, in one line that says what to do. */
function told(error: unknown, { name, registry = knownModels }: InstallOptions): unknown {
  const inWords =
    error instanceof ModelFolderError ? new InstallError('UNUSABLE', error.message) : roomInWords(error);
  if (!(inWords instanceof InstallError)) return inWords;
  const { failure, message } = inWords;
  const says = (text: string) => new InstallError(failure, text, { cause: error });
  if (failure === 'HUB_UNREACHABLE') {
    const known = findKnown(registry, name);
    const files = known?.files.map(({ path }) => path).join(', ');
    return says(
      `${message}: try again later (what came is kept), or set MODEL_HUB to a mirror or HTTPS_PROXY to a proxy. ${unchanged} ` +
        `Without a hub: get ${files} of ${known?.repository}@${known?.revision} into a folder or a .tar, then npm run model -- install ${name} --from FOLDER|FILE.tar`,
    );
  }
  if (failure === 'BUSY' || failure === 'UNKNOWN_MODEL' || failure === 'IN_THE_WAY') return inWords;
  return says(`${message} ${unchanged}`);
}
