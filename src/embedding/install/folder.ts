import { constants, type Dirent } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type ManifestDraft, ModelFolderError, manifestFiles, parseDraft } from '../manifest.ts';
import { findKnown, type KnownModel, type Registry } from '../registry.ts';
import { InstallError } from './errors.ts';

/** A model as somebody has it on disk. */
export interface FoundModel {
  readonly draft: ManifestDraft;
  /** Undefined where the folder has a `model.json` of its own, which goes first. */
  readonly known: KnownModel | undefined;
  readonly files: readonly { readonly name: string; readonly from: string; readonly bytes: number }[];
}

const maxDepth = 3;

/** Where the files are: archives and downloads often have a folder around them. */
async function innermost(folder: string): Promise<string> {
  let at = folder;
  for (let depth = 0; depth < maxDepth; depth++) {
    const entries = (await readdir(at, { withFileTypes: true })).filter(({ name }) => !name.startsWith('.'));
    const [only, ...others] = entries;
    if (only === undefined || others.length > 0 || !only.isDirectory()) return at;
    at = join(at, only.name);
  }
  return at;
}

/**
 * Looks for a model in a folder: by its `model.json`, or by the files that the known model of that name has, named as
 * they are here or lying as in its repository.
 * @param from what the folder is called in messages
 * @throws {InstallError} BAD_SOURCE with which files are expected; {ModelFolderError} of its `model.json`
 */
export async function findModel(
  folder: string,
  name: string,
  registry: Registry,
  from = folder,
): Promise<FoundModel> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) {
    throw new InstallError(
      'BAD_SOURCE',
      `${from} is not there, or no folder: name the one that holds the model.`,
    );
  }
  const base = await innermost(folder);
  const json = await readFile(join(base, 'model.json'), 'utf8').catch(() => undefined);
  if (json !== undefined) return await ownModel(base, parseDraft(json, `${basename(base)}/model.json`), from);
  const known = findKnown(registry, name);
  if (known === undefined) {
    throw new InstallError(
      'BAD_SOURCE',
      `${from} has no model.json, and no known model is called ${name}: write one as models/README.md says, or take one of ${registry.map(({ draft }) => draft.name).join(', ')}.`,
    );
  }
  return await knownModelIn(base, known, from);
}

async function ownModel(base: string, draft: ManifestDraft, from: string): Promise<FoundModel> {
  const named = manifestFiles(draft);
  // exporters put weights past 2 GB into a file that is named after the model's
  const towers = [draft.image.file, draft.text.file];
  const beside = (await readdir(base, { withFileTypes: true }))
    .filter((entry) => isExternalData(entry, towers))
    .map((entry) => entry.name);
  const files = await Promise.all(
    [...new Set([...named, ...beside])].map(async (name) => {
      const file = join(base, name);
      const size = await sizeOfFile(file);
      if (size === undefined)
        throw new ModelFolderError(`${from} has no ${name}, which its model.json names: put it there.`);
      return { name, from: file, bytes: size };
    }),
  );
  return { draft, known: undefined, files };
}

const isExternalData = (entry: Dirent, towers: readonly string[]) =>
  towers.some((file) => [`${file}_data`, `${file}.data`].includes(entry.name));

async function knownModelIn(base: string, known: KnownModel, from: string): Promise<FoundModel> {
  const lacking: string[] = [];
  const files: { name: string; from: string; bytes: number }[] = [];
  for (const { name, path } of known.files) {
    // two files of a repository may be called the same
    const alone = known.files.filter((other) => basename(other.path) === basename(path)).length === 1;
    const places = [name, path, ...(alone ? [basename(path)] : [])];
    const at = await firstOf(places.map((place) => join(base, place)));
    if (at === undefined) lacking.push(name === path ? name : `${name} (in the repository ${path})`);
    else files.push({ name, ...at });
  }
  if (lacking.length === 0) return { draft: known.draft, known, files };
  throw new InstallError(
    'BAD_SOURCE',
    `${from} has no ${lacking.join(', ')}: put there what ${known.repository}@${known.revision} has.`,
  );
}

async function firstOf(files: readonly string[]): Promise<{ from: string; bytes: number } | undefined> {
  for (const file of files) {
    const bytes = await sizeOfFile(file);
    if (bytes !== undefined) return { from: file, bytes };
  }
  return undefined;
}

/** Links are followed: their targets are what is meant. */
async function sizeOfFile(file: string): Promise<number | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() === true ? found.size : undefined;
}

/** @param move where they may be taken out of the place where they are, on the same disk */
export async function takeFile(from: string, to: string, move: boolean): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  if (move) await rename(from, to);
  // shared with the original where the file system can, until one of them changes
  else await copyFile(from, to, constants.COPYFILE_FICLONE);
}
