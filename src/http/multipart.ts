import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { addAbortSignal, type Readable } from 'node:stream';
import { GraphQLError } from 'graphql';
import { processRequest, Upload } from 'graphql-upload-minimal';
import { VitrineError } from '../errors.ts';
import { fullDiskInWords } from '../file-errors.ts';
import { UploadedFile } from '../uploaded-file.ts';
import { requestError } from './request-error.ts';

/** What the files of a request may take. */
export interface FileBounds {
  readonly maxFileBytes: number;
  readonly maxFiles: number;
  /** How long the request may take to arrive. */
  readonly maxMs: number;
}

export interface MultipartOptions {
  /** Where files lie while a request is answered. */
  readonly folder: string;
  /** All bounds that `boundsOf` may answer. */
  readonly any: readonly FileBounds[];
  /** Which of them hold for an operation; asked once it is read, before its files are. */
  readonly boundsOf: (operation: unknown) => FileBounds;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
}

// `operations` and `map` together, with the headers of the parts
const maxFieldBytes = 1_000_000;
// a sender that falls silent keeps others from sending
const maxSilenceMs = 10_000;
const maxOverheadBytes = 2 * maxFieldBytes + 100_000;

/**
 * A map may name the functions that all objects share: what were set on those would be set for everybody, as `call` on
 * Object.prototype.hasOwnProperty. Nothing that runs here sets anything on them.
 */
for (const { prototype } of [Object, Array, String, Number, Boolean, Function, Promise]) {
  for (const { value } of Object.values(Object.getOwnPropertyDescriptors(prototype))) {
    if (typeof value === 'function' && value !== prototype.constructor) Object.freeze(value);
  }
}

/**
 * The request as graphql-upload-minimal reads it. The library is handed one chunk at a time, so that what it throws
 * in the middle of an event is caught: a map may name the methods of its own objects.
 */
class MultipartSource extends IncomingMessage {
  readonly #pump: (parser: NodeJS.WritableStream) => void;

  constructor(request: IncomingMessage, pump: (parser: NodeJS.WritableStream) => void) {
    super(request.socket);
    this.headers = request.headers;
    this.#pump = pump;
  }

  override pipe<Parser extends NodeJS.WritableStream>(parser: Parser): Parser {
    // it fails once more when the library destroys it for its first failure, and nobody else listens by then
    parser.on('error', () => {});
    this.#pump(parser);
    return parser;
  }

  /** The request itself is emptied by whoever answers it. */
  override resume(): this {
    return this;
  }
}

/** One mention of a file in the operation. */
interface Mention {
  readonly holder: object;
  readonly key: string;
  readonly upload: Upload;
}

/** Every mention of a file, found without recursion: the nesting is the caller's. */
function mentionsIn(operation: unknown): Mention[] {
  const mentions: Mention[] = [];
  const waiting: unknown[] = [operation];
  while (waiting.length > 0) {
    const holder = waiting.pop();
    if (typeof holder !== 'object' || holder === null) continue;
    const entries = Object.entries(holder);
    // a map can name element 4,294,967,294, and then everything that walks the list walks for minutes
    if (Array.isArray(holder) && holder.length !== entries.length) {
      throw requestError(
        400,
        'BAD_USER_INPUT',
        'The map of the multipart request names a place that its operations lack.',
      );
    }
    for (const [key, value] of entries) {
      if (value instanceof Upload) mentions.push({ holder, key, upload: value });
      else waiting.push(value);
    }
  }
  return mentions;
}

/** What went wrong in the words of this server; the library's own errors carry a status. */
function asRequestError(thrown: unknown, maxFiles: number): unknown {
  const error = fullDiskInWords(thrown);
  if (error instanceof VitrineError) {
    return requestError(507, error.code, error.message, error.retryAfterSeconds);
  }
  if (
    !(error instanceof Error) ||
    error instanceof GraphQLError ||
    error.name === 'AbortError' ||
    'syscall' in error
  ) {
    return error;
  }
  const status = 'status' in error ? error.status : undefined;
  if (status === 413) {
    const message = `A request takes at most ${maxFiles} files, and ${maxFieldBytes} bytes of operations.`;
    return requestError(413, 'PAYLOAD_TOO_LARGE', message);
  }
  const isOddMap = error instanceof TypeError;
  const why = isOddMap
    ? 'its map names a place that holds no file.'
    : status === 500
      ? 'it holds no operations.'
      : error.message;
  return requestError(400, 'BAD_USER_INPUT', `The multipart body can't be read: ${why}`);
}

/**
 * Reads a multipart request (https://github.com/jaydenseric/graphql-multipart-request-spec): files go to disk as they
 * arrive, under limits, and stand in the operation as UploadedFile. They are gone once the response is closed, and
 * with the process: no folder names them.
 * @returns the operation, its files in their places
 * @throws {GraphQLError} BAD_USER_INPUT or PAYLOAD_TOO_LARGE
 */
export async function readMultipart(
  request: IncomingMessage,
  response: ServerResponse,
  options: MultipartOptions,
): Promise<unknown> {
  const { folder, any, boundsOf } = options;
  const maxFiles = Math.max(...any.map((bounds) => bounds.maxFiles));
  const largestBytes = Math.max(...any.map((bounds) => bounds.maxFileBytes));
  const failing = new AbortController();
  const signal = AbortSignal.any([options.signal, failing.signal]);
  const handles: FileHandle[] = [];
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => {});
  let storedBytes = 0;
  let deadline: NodeJS.Timeout | undefined;
  const endWithin = (maxMs: number) => {
    clearTimeout(deadline);
    deadline = setTimeout(() => {
      const message = `The upload did not arrive within ${maxMs / 1000} s.`;
      failed.reject(requestError(408, 'BAD_USER_INPUT', message));
    }, maxMs);
  };
  endWithin(Math.min(...any.map((bounds) => bounds.maxMs)));
  response.once('close', () => {
    for (const handle of handles) void handle.close();
  });

  // a parser whose file nobody reads any more takes nothing, and never says so
  let letGo = () => {};
  failing.signal.addEventListener('abort', () => letGo(), { once: true });

  const pump = async (parser: NodeJS.WritableStream) => {
    let receivedBytes = 0;
    const silence = setTimeout(() => {
      const message = `Nothing of the upload arrived for ${maxSilenceMs / 1000} s: send it again.`;
      failed.reject(requestError(408, 'BAD_USER_INPUT', message));
    }, maxSilenceMs);
    try {
      for await (const chunk of request.iterator({ destroyOnReturn: false })) {
        silence.refresh();
        signal.throwIfAborted();
        receivedBytes += chunk.length;
        if (receivedBytes - storedBytes > maxOverheadBytes) {
          throw requestError(
            413,
            'PAYLOAD_TOO_LARGE',
            'The multipart body is larger than the files that its map names.',
          );
        }
        await new Promise<void>((done, fail) => {
          letGo = done;
          parser.write(chunk, (error) => (error ? fail(error) : done()));
        });
      }
    } catch (error) {
      // the rest runs off, so that a sender who reads nothing before all is sent gets to its answer
      request.resume();
      throw error;
    } finally {
      clearTimeout(silence);
    }
    parser.end();
  };

  const store = async (upload: Upload, bounds: FileBounds): Promise<UploadedFile> => {
    const { filename, createReadStream } = await upload.promise;
    const stream: Readable = createReadStream();
    const handle = await openNameless(folder);
    handles.push(handle);
    if (signal.aborted) await handle.close();
    let bytes = 0;
    for await (const chunk of addAbortSignal(signal, stream)) {
      bytes += chunk.length;
      if (bytes > bounds.maxFileBytes) throw tooLarge(bounds);
      await handle.appendFile(chunk);
      storedBytes += chunk.length;
    }
    return new UploadedFile(handle, filename, bytes);
  };

  const read = async (): Promise<unknown> => {
    const source = new MultipartSource(request, (parser) => pump(parser).catch(failed.reject));
    const operation: unknown = await processRequest(source, response, {
      maxFieldSize: maxFieldBytes,
      // it cuts a file off there without a word: by then it is one byte too long for here
      maxFileSize: largestBytes + 1,
      maxFiles,
    });
    const bounds = boundsOf(operation);
    endWithin(bounds.maxMs);
    const filesBytes = Number(request.headers['content-length']) - maxOverheadBytes;
    if (filesBytes > bounds.maxFiles * bounds.maxFileBytes) throw tooLarge(bounds);
    const mentions = mentionsIn(operation);
    if (mentions.length > bounds.maxFiles) {
      throw requestError(
        413,
        'PAYLOAD_TOO_LARGE',
        `Files are named ${mentions.length} times; at most ${bounds.maxFiles} are taken.`,
      );
    }
    const uploads = [...new Set(mentions.map(({ upload }) => upload))];
    const files = new Map(
      await Promise.all(uploads.map(async (upload) => [upload, await store(upload, bounds)] as const)),
    );
    for (const { holder, key, upload } of mentions) Reflect.set(holder, key, files.get(upload));
    return operation;
  };

  try {
    return await Promise.race([read(), failed.promise]);
  } catch (error) {
    failing.abort();
    throw asRequestError(error, maxFiles);
  } finally {
    clearTimeout(deadline);
  }
}

function tooLarge({ maxFileBytes }: FileBounds): GraphQLError {
  const message = `A file is over ${maxFileBytes} bytes, the most that is taken.`;
  return requestError(413, 'PAYLOAD_TOO_LARGE', message);
}

/** A file that has lost its name: the system frees it with its handle, even after a kill. */
async function openNameless(folder: string): Promise<FileHandle> {
  const path = join(folder, randomUUID());
  const handle = await open(path, 'wx+', 0o600);
  await unlink(path);
  return handle;
}
