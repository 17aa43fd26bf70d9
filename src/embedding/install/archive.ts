import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { createTarDecoder, type ParsedTarEntry, type TarHeader } from 'modern-tar';
import { messageOf } from '../../errors.ts';
import { assertRoom, inMegabytes, roomInWords } from './disk.ts';
import { InstallError } from './errors.ts';

export interface ArchiveLimits {
  readonly maxFiles: number;
  /** Of one file, and of all together, once they are unpacked. */
  readonly maxFileBytes: number;
  readonly maxBytes: number;
}

export const usualArchiveLimits: ArchiveLimits = {
  maxFiles: 500,
  maxFileBytes: 8 * 2 ** 30,
  maxBytes: 16 * 2 ** 30,
};

/** What only describes what follows. */
const headersOnly: readonly TarHeader['type'][] = ['pax-header', 'pax-global-header'];

/**
 * Unpacks a .tar or .tar.gz: files and folders, nothing else, and nothing outside of the folder.
 * @param onBytes how many bytes have been written
 * @throws {InstallError} BAD_SOURCE, with which entry it is; NO_ROOM
 */
export async function unpackArchive(
  archive: string,
  folder: string,
  options: {
    readonly limits?: ArchiveLimits;
    readonly signal?: AbortSignal | undefined;
    readonly onBytes?: (bytes: number) => void;
  } = {},
): Promise<void> {
  const { limits = usualArchiveLimits, signal, onBytes } = options;
  const name = basename(archive);
  const bad = (what: string, todo = 'pack the model’s files anew') =>
    new InstallError('BAD_SOURCE', `${name} ${what}: ${todo}.`);
  let [files, written] = [0, 0];

  async function unpack(header: TarHeader, body: AsyncIterable<Uint8Array>): Promise<void> {
    const parts = assertInside(header.name, bad);
    files += 1;
    if (files > limits.maxFiles) throw bad(`holds more than ${limits.maxFiles} files`);
    if (header.size > limits.maxFileBytes || written + header.size > limits.maxBytes)
      throw bad(
        `holds ${printable(header.name)} of ${inMegabytes(header.size)}, which is too large for a model`,
      );
    await assertRoom(folder, header.size);
    const target = join(folder, ...parts);
    await mkdir(dirname(target), { recursive: true });
    // two entries of one name are no model
    await using file = await open(target, 'wx');
    let bytes = 0;
    for await (const chunk of body) {
      signal?.throwIfAborted();
      await file.write(chunk);
      bytes += chunk.byteLength;
      onBytes?.(written + bytes);
    }
    written += bytes;
    if (bytes !== header.size) throw bad(`ends within ${printable(header.name)}`, 'fetch it again');
  }

  try {
    for await (const { header, body, failed } of entriesOf(archive, await isGzip(archive), signal)) {
      const kind = header.type ?? 'file';
      if (kind === 'file') await unpack(header, chunksOf(body, failed));
      else if (kind === 'directory' || headersOnly.includes(kind)) {
        if (kind === 'directory') assertInside(header.name, bad);
        await body.cancel();
      } else {
        const to = header.linkname ? ` → ${printable(header.linkname)}` : '';
        throw bad(
          `holds ${printable(header.name)}${to}, which is a ${kind} and no file`,
          'pack the files themselves (tar -h follows links)',
        );
      }
    }
  } catch (error) {
    signal?.throwIfAborted();
    const told = roomInWords(error);
    if (told instanceof InstallError) throw told;
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw bad('holds a file twice');
    throw bad(`is no whole .tar or .tar.gz (${messageOf(error)})`, 'fetch or pack it again');
  }
  if (files === 0) throw bad('holds no files', 'pack the model’s files into it');
}

interface Entry extends ParsedTarEntry {
  /** Rejects where the archive ends or breaks early. */
  readonly failed: Promise<never>;
}

/** The entries, each to be read or cancelled before the next. */
async function* entriesOf(
  archive: string,
  gzip: boolean,
  signal: AbortSignal | undefined,
): AsyncGenerator<Entry, void> {
  const decoder = createTarDecoder({ strict: true });
  const writer = decoder.writable.getWriter();
  const stopped = new AbortController();
  const either = signal === undefined ? stopped.signal : AbortSignal.any([signal, stopped.signal]);
  const feed = async (bytes: AsyncIterable<Buffer>) => {
    for await (const chunk of bytes) await writer.write(chunk);
  };
  const source = createReadStream(archive);
  const fed = (
    gzip
      ? pipeline(source, createGunzip(), feed, { signal: either })
      : pipeline(source, feed, { signal: either })
  ).then(() => writer.close());
  // a decoder that is not fed to its end waits for ever
  const failed = fed.then(() => new Promise<never>(() => {}));
  failed.catch(() => {});
  try {
    for await (const entry of chunksOf(decoder.readable, failed)) yield { ...entry, failed };
  } finally {
    stopped.abort();
    await fed.catch(() => {});
  }
}

/** @param failed rejects where there is nothing more to wait for */
async function* chunksOf<Chunk>(
  stream: ReadableStream<Chunk>,
  failed: Promise<never>,
): AsyncGenerator<Chunk, void> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), failed]);
      if (done || value === undefined) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

async function isGzip(archive: string): Promise<boolean> {
  const file = await open(archive);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/** @returns the parts of a path that stays inside */
function assertInside(path: string, bad: (what: string) => InstallError): string[] {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  const leaves = path.startsWith('/') || parts.includes('..') || /[\\\0]|^[A-Za-z]:/.test(path);
  if (leaves) throw bad(`holds ${printable(path)}, which leads out of the folder`);
  if (parts.length === 0 && path !== './' && path !== '.') throw bad('holds an entry without a name');
  if (parts.length > 8) throw bad(`holds ${printable(path)}, which lies too deep`);
  return parts;
}

/** A name may hold what a terminal obeys. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '\uFFFD').slice(0, 200);
}
