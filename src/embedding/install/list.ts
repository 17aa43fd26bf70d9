import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../errors.ts';
import { knownModels } from '../known-models.ts';
import { type Manifest, manifestFiles, readManifest } from '../manifest.ts';
import { downloadBytes, findKnown, type PublishedQuality, type Registry } from '../registry.ts';
import { installerOf } from './lock.ts';
import { areaOf, isFolder, stagingOf } from './place.ts';

/** How a model stands. */
export type ModelState =
  | 'NOT_INSTALLED'
  /** An installer of this or another process is at it: files come in, or are looked at. */
  | 'DOWNLOADING'
  | 'CHECKING'
  | 'READY'
  /** Its folder can't be used; `problem` says why. */
  | 'FAILED';

/** A model that is known, or is in MODELS_DIR. */
export interface ListedModel {
  /** What MODEL is set to. */
  readonly name: string;
  readonly title: string;
  /** Empty for those that are not known. */
  readonly about: string;
  readonly state: ModelState;
  readonly problem: string | null;
  /** It is the one that MODEL names. */
  readonly inUse: boolean;
  /** It can be installed by its name. */
  readonly known: boolean;
  /** Its weights are random. */
  readonly standIn: boolean;
  readonly version: string | null;
  readonly dimensions: number | null;
  readonly languages: readonly string[];
  readonly licence: string | null;
  readonly quality: PublishedQuality | null;
  readonly repository: string | null;
  readonly revision: string | null;
  /** Null where no source says. */
  readonly downloadBytes: number | null;
  /** Whether `downloadBytes` is what the sources say to the byte. */
  readonly downloadIsExact: boolean;
  /** Of the folder; null where it is not installed. */
  readonly installedBytes: number | null;
  /** What an installation that was cut short has left, to be gone on with. */
  readonly fetchedBytes: number;
}

export interface ListOptions {
  readonly modelsDir: string;
  /** The setting MODEL. */
  readonly inUse: string;
  readonly registry?: Registry;
}

/** The known models in their order, then those of MODELS_DIR that are not known, by name. */
export async function listModels({
  modelsDir,
  inUse,
  registry = knownModels,
}: ListOptions): Promise<ListedModel[]> {
  const folders = (await readdir(modelsDir, { withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
  const known = registry.map(({ draft }) => draft.name);
  const names = [...new Set([...known, ...folders])];
  return await Promise.all(names.map((name) => listModel(modelsDir, name, registry, name === inUse)));
}

async function listModel(
  modelsDir: string,
  name: string,
  registry: Registry,
  inUse: boolean,
): Promise<ListedModel> {
  const folder = join(modelsDir, name);
  const known = findKnown(registry, name);
  const [installing, isThere, fetchedBytes] = await Promise.all([
    installerOf(areaOf(modelsDir), name),
    isFolder(folder),
    sizeOfFolder(stagingOf(modelsDir, name)),
  ]);
  let manifest: Manifest | undefined;
  let problem: string | null = null;
  if (isThere) {
    try {
      manifest = await readManifest(folder);
    } catch (error) {
      problem = messageOf(error);
    }
  }
  const says = manifest ?? known?.draft;
  return {
    name,
    title: known?.title ?? says?.name ?? name,
    about: known?.about ?? '',
    state: await stateOf({ isThere, manifest, installing: installing !== undefined, modelsDir, name }),
    problem,
    inUse,
    known: known !== undefined,
    standIn: manifest?.standIn === true,
    version: says?.version ?? null,
    dimensions: says?.dimensions ?? null,
    languages: says?.languages ?? [],
    licence: says?.licence ?? null,
    quality: known?.quality ?? null,
    repository: known?.repository ?? null,
    revision: known?.revision ?? null,
    downloadBytes: known === undefined ? null : downloadBytes(known),
    downloadIsExact: known?.files.every(({ bytes }) => bytes !== null) ?? false,
    installedBytes: manifest === undefined ? null : await sizeOfFiles(folder, manifestFiles(manifest)),
    fetchedBytes,
  };
}

async function stateOf(found: {
  readonly isThere: boolean;
  readonly manifest: Manifest | undefined;
  readonly installing: boolean;
  readonly modelsDir: string;
  readonly name: string;
}): Promise<ModelState> {
  if (found.installing) {
    const staged = await readdir(stagingOf(found.modelsDir, found.name)).catch(() => []);
    return staged.some((file) => file.endsWith('.part')) || staged.length === 0 ? 'DOWNLOADING' : 'CHECKING';
  }
  if (!found.isThere) return 'NOT_INSTALLED';
  return found.manifest === undefined ? 'FAILED' : 'READY';
}

async function sizeOfFolder(folder: string): Promise<number> {
  return await sizeOfFiles(folder, await readdir(folder).catch(() => []));
}

async function sizeOfFiles(folder: string, files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.map(async (file) => (await stat(join(folder, file)).catch(() => undefined))?.size ?? 0),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
