import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ManifestDraft } from '../manifest.ts';
import { findKnown, type KnownModel, type Registry } from '../registry.ts';
import { unpackArchive } from './archive.ts';
import { assertRoom } from './disk.ts';
import { type DownloadLimits, downloadFile } from './download.ts';
import { InstallError } from './errors.ts';
import { findModel, takeFile } from './folder.ts';
import { createHub } from './hub.ts';
import { emptyStaging, isFolder, stagingOf } from './place.ts';
import { createProgressMeter, type InstallProgress, type ProgressMeter } from './progress.ts';
import { verifyFile } from './verify.ts';

/** Where a model comes from. */
export type ModelSource =
  | { readonly kind: 'hub' }
  /** A folder, or a .tar or .tar.gz. */
  | { readonly kind: 'path'; readonly path: string };

/** A model whose files are all in its staging folder. */
export interface Staged {
  readonly folder: string;
  readonly draft: ManifestDraft;
  readonly known: KnownModel | undefined;
  /** By file, as found. */
  readonly sha256: Readonly<Record<string, string>>;
  /** Files that no source knew the hash of. */
  readonly pinned: readonly string[];
  readonly meter: ProgressMeter;
}

export interface SourceOptions {
  readonly name: string;
  readonly modelsDir: string;
  readonly registry: Registry;
  readonly hub: { readonly address: string; readonly token?: string | undefined };
  readonly limits: DownloadLimits;
  readonly freeBytes: (folder: string) => Promise<number>;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: InstallProgress) => void) | undefined;
}

/** What a staging folder was begun from: what comes from elsewhere is no part of it. */
const beginningFile = '.from.json';

/** Fetches a known model; what is there of it already is gone on with. */
export async function stageFromHub(options: SourceOptions): Promise<Staged> {
  const { name, modelsDir, registry, limits, signal, freeBytes } = options;
  const known = findKnown(registry, name);
  if (known === undefined) {
    throw new InstallError(
      'UNKNOWN_MODEL',
      `No known model is called ${name}: take one of ${registry.map(({ draft }) => draft.name).join(', ')}, or install your own from a folder.`,
    );
  }
  const { repository, revision, files } = known;
  const folder = await resumed(modelsDir, name, { repository, revision });
  const there = await Promise.all(files.map((file) => sizeInStaging(folder, file.name)));
  const needed = files.reduce(
    (sum, { bytes, aboutBytes }, at) => sum + Math.max(0, (bytes ?? aboutBytes ?? 0) - (there[at] ?? 0)),
    0,
  );
  await assertRoom(folder, needed, freeBytes);

  const meter = createProgressMeter(
    files.map((file) => ({ name: file.name, bytes: file.bytes ?? file.aboutBytes ?? null })),
    options.onProgress,
  );
  for (const [at, file] of files.entries()) {
    if ((there[at] ?? 0) > 0) meter.file(file.name, there[at] ?? 0, file.bytes);
  }
  const hub = createHub({ ...options.hub, silenceMs: limits.silenceMs });
  const sha256: Record<string, string> = {};
  try {
    for (const file of files) {
      const onBytes = (bytes: number, total: number | null) => meter.file(file.name, bytes, total);
      sha256[file.name] = await downloadFile(hub, { model: name, repository, revision }, file, folder, {
        limits,
        signal,
        onBytes,
        freeBytes,
      });
      const bytes = (await stat(join(folder, file.name))).size;
      meter.file(file.name, bytes, bytes);
    }
  } finally {
    await hub.close();
  }
  const pinned = files.filter((file) => file.sha256 === null).map((file) => file.name);
  return { folder, draft: known.draft, known, sha256, pinned, meter };
}

async function sizeInStaging(folder: string, file: string): Promise<number> {
  const sizes = [file, `${file}.part`].map(
    async (name) => (await stat(join(folder, name)).catch(() => undefined))?.size,
  );
  return Math.max(0, ...(await Promise.all(sizes)).map((size) => size ?? 0));
}

async function resumed(modelsDir: string, name: string, from: object): Promise<string> {
  const folder = stagingOf(modelsDir, name);
  const begun = await readFile(join(folder, beginningFile), 'utf8')
    .then((json): unknown => JSON.parse(json))
    .catch(() => undefined);
  if (isDeepStrictEqual(begun, from)) return folder;
  await emptyStaging(modelsDir, name);
  await writeFile(join(folder, beginningFile), JSON.stringify(from));
  return folder;
}

/** Takes a model from a folder, by copies, or from an archive. */
export async function stageFromPath(path: string, options: SourceOptions): Promise<Staged> {
  const { name, modelsDir, registry, signal, freeBytes } = options;
  const isArchive = !(await isFolder(path));
  if (isArchive && (await stat(path).catch(() => undefined))?.isFile() !== true) {
    throw new InstallError('BAD_SOURCE', `${path} is not there: name a folder, or a .tar or .tar.gz.`);
  }
  const folder = await emptyStaging(modelsDir, name);
  try {
    const unpacked = join(folder, '.unpacked');
    if (isArchive) {
      await mkdir(unpacked);
      const packed = createProgressMeter([], options.onProgress);
      const onBytes = (bytes: number) => packed.file(basename(path), bytes, null);
      await unpackArchive(path, unpacked, { signal, onBytes });
    }
    const { draft, known, files } = await findModel(isArchive ? unpacked : path, name, registry, path);
    const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    await assertRoom(folder, isArchive ? 0 : total, freeBytes);
    const meter = createProgressMeter(files, options.onProgress);
    const sha256: Record<string, string> = {};
    for (const file of files) {
      signal?.throwIfAborted();
      await takeFile(file.from, join(folder, file.name), isArchive);
      meter.file(file.name, file.bytes, file.bytes);
      const expected = known?.files.find((one) => one.name === file.name);
      sha256[file.name] = await verifyFile(
        join(folder, file.name),
        { bytes: expected?.bytes ?? null, sha256: expected?.sha256 ?? draft.sha256[file.name] ?? null },
        signal,
      ).catch((error: unknown) => {
        throw error instanceof InstallError
          ? new InstallError(error.failure, `${path} has ${error.message}`, { cause: error })
          : error;
      });
    }
    await rm(unpacked, { recursive: true, force: true });
    const pinned = files
      .map((file) => file.name)
      .filter(
        (file) => (known?.files.find((one) => one.name === file)?.sha256 ?? draft.sha256[file]) == null,
      );
    return { folder, draft, known, sha256, pinned, meter };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
