import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Config } from '../config.ts';
import { createJsonReader } from './json-body.ts';
import { type FileBounds, readMultipart } from './multipart.ts';
import { requestError } from './request-error.ts';

export interface BodyReaderNeeds {
  readonly config: Pick<Config, 'MAX_UPLOAD_MB' | 'IMPORT_MAX_MB'>;
  /** Where files lie while a request is answered. */
  readonly folder: string;
  /** Whether an operation takes a whole catalogue in: one file, large. */
  readonly isImport: (operation: unknown) => boolean;
}

/** The longest that a body may take to arrive, of whatever kind. */
export const maxBodyMs = 3_600_000;
const maxPicturesMs = 300_000;
// as many as one search takes photos
const maxPictures = 8;
// each takes disk while it arrives
const maxMultipartRequests = 32;
const maxImportRequests = 4;

/** What reads the bodies of requests, whatever their kind. */
export function createBodyReader({ config, folder, isImport }: BodyReaderNeeds) {
  const readJson = createJsonReader();
  const requests = createPlaces(maxMultipartRequests, 'Too many uploads at once: try again in a moment.');
  const imports = createPlaces(maxImportRequests, 'Too many files are sent to be imported: wait for one.');
  const pictureBounds: FileBounds = {
    maxFileBytes: config.MAX_UPLOAD_MB * 1_000_000,
    maxFiles: maxPictures,
    maxMs: maxPicturesMs,
  };
  const importBounds: FileBounds = {
    maxFileBytes: config.IMPORT_MAX_MB * 1_000_000,
    maxFiles: 1,
    maxMs: maxBodyMs,
  };

  return (request: IncomingMessage, response: ServerResponse, signal: AbortSignal) =>
    async (contentType: string): Promise<unknown> => {
      const [type] = contentType.toLowerCase().split(';', 1);
      if (type?.trim() === 'application/json') return readJson(request);
      if (type?.trim() !== 'multipart/form-data') {
        throw requestError(
          415,
          'BAD_USER_INPUT',
          'A body is application/json, or multipart/form-data with files.',
        );
      }
      let leave = requests.enter();
      response.once('close', () => leave());
      /** An import may take an hour: it has places of its own, and keeps nobody's photo waiting. */
      const boundsOf = (operation: unknown) => {
        if (!isImport(operation)) return pictureBounds;
        const own = imports.enter();
        leave();
        leave = own;
        return importBounds;
      };
      return readMultipart(request, response, {
        folder,
        any: [pictureBounds, importBounds],
        boundsOf,
        signal,
      });
    };
}

/** So many at once. */
function createPlaces(max: number, full: string) {
  let taken = 0;
  return {
    /** @returns what gives the place back, once @throws {GraphQLError} OVERLOADED */
    enter(): () => void {
      if (taken >= max) throw requestError(503, 'OVERLOADED', full, 2);
      taken += 1;
      return () => {
        taken -= 1;
      };
    },
  };
}
