import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, sep } from 'node:path';
import type { NewImage } from '../catalog/types.ts';
import { VitrineError } from '../errors.ts';
import { isAboutTheLine } from './line-error.ts';

/** Finds a picture that an import names. */
export type ResolveImage = (name: string) => Promise<NewImage>;

export interface ImageResolverOptions {
  /** A folder, or an http(s) URL, where pictures lie that are given without one; undefined: there is none. */
  readonly base: string | undefined;
  /** How files are taken in; left out, the base can't be a folder. */
  readonly files?: {
    readonly maxBytes: number;
    /** Keeps a picture's bytes and returns their hash. */
    readonly keep: (bytes: Buffer) => Promise<Buffer>;
  };
}

const isHttpUrl = (text: string) => /^https?:\/\//i.test(text);
const bad = (message: string) => new VitrineError('BAD_USER_INPUT', message);

/**
 * Makes what turns an image of an import into one of the catalogue: an http(s) URL stays as it is and is fetched when
 * it is indexed; a file name is looked up under the base, in a folder at once, and never leaves it.
 * @throws {VitrineError} BAD_USER_INPUT where the folder is not there
 */
export async function createImageResolver(options: ImageResolverOptions): Promise<ResolveImage> {
  const { base } = options;
  const find = await finder(options);
  return async (name) => {
    if (isHttpUrl(name)) return { sourceUrl: name };
    if (name.includes('://') || name.startsWith('data:')) {
      throw bad(`image ${quote(name)}: an http(s) URL or a file name is expected`);
    }
    if (base === undefined) {
      throw bad(
        `image ${quote(name)}: say where file names lead with --images-base FOLDER (the command), imagesBase (the API) or IMAGES_BASE_URL`,
      );
    }
    return await find(name);
  };
}

async function finder({ base, files }: ImageResolverOptions): Promise<ResolveImage> {
  if (base === undefined || isHttpUrl(base))
    return async (name) => ({ sourceUrl: joinUrl(base ?? '', name) });
  if (files === undefined)
    throw bad(`${base} is no http(s) URL: only the command reads pictures from a folder.`);

  const folder = await realpath(base).catch(() => {
    throw bad(`The folder ${base} is not there: --images-base takes a folder, or an http(s) URL.`);
  });
  return async (name) => {
    const bytes = await readInside(folder, name, files.maxBytes);
    try {
      return { mediaHash: await files.keep(bytes) };
    } catch (error) {
      if (!isAboutTheLine(error)) throw error;
      throw new VitrineError(error.code, `image ${quote(name)}: ${error.message}`, { cause: error });
    }
  };
}

function joinUrl(base: string, name: string): string {
  const segments = name.split('/');
  if (segments.includes('..')) throw bad(`image ${quote(name)}: leads out of the base`);
  // an empty segment at the beginning would name another host
  const path = segments
    .filter((segment) => segment !== '')
    .map((segment) => encodeURIComponent(segment.toWellFormed()));
  return new URL(path.join('/'), base.endsWith('/') ? base : `${base}/`).href;
}

/** @param folder without symbolic links in it */
async function readInside(folder: string, name: string, maxBytes: number): Promise<Buffer> {
  if (isAbsolute(name) || name.includes('\0'))
    throw bad(`image ${quote(name)}: a name within the folder is expected`);
  const path = await realpath(join(folder, name)).catch(() => {
    throw bad(`image ${quote(name)}: there is no such file in ${folder}`);
  });
  if (!path.startsWith(folder.endsWith(sep) ? folder : folder + sep)) {
    throw bad(`image ${quote(name)}: leads out of ${folder}`);
  }
  const found = await stat(path);
  if (!found.isFile()) throw bad(`image ${quote(name)}: is not a file`);
  if (found.size > maxBytes) {
    throw bad(`image ${quote(name)}: larger than the ${maxBytes / 1024 / 1024} MB that are allowed`);
  }
  return await readFile(path);
}

function quote(name: string): string {
  return JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name);
}
