import { z } from 'zod';
import type { ErrorCode } from '../errors.ts';

/*
 * What the API and the process that opens pictures say to each other: HTTP, on a local socket or from another host. No
 * message carries a file's path.
 *
 *   GET  /status    → JSON, Status
 *   GET  /loaded    → JSON, Status, once the model is loaded or has failed to
 *   POST /image     a picture's bytes → a vector; header `vitrine-picture` tells what the picture is; header
 *                   `vitrine-views`, a JSON list of one View, what of it is looked at
 *   POST /views     a picture's bytes, header `vitrine-views` with several → their vectors, one after the other; header
 *                   `vitrine-contrasts`, a JSON list, how much there is to see in each
 *   POST /texts     JSON, { texts } → their vectors, one after the other
 *   POST /inspect   a picture's bytes → JSON, PictureInfo
 *   POST /resize    a picture's bytes, query `width` and perhaps `height`, perhaps header `vitrine-views` with one →
 *                   WebP bytes
 *
 * Vectors are float32, little-endian, of unit length. Every POST may carry the header `vitrine-priority`. A failure is
 * an HTTP error with a JSON Failure. A caller that closes its connection withdraws what has not begun.
 */

export type Priority = 'interactive' | 'bulk';

export const priorityHeader = 'vitrine-priority';
export const pictureHeader = 'vitrine-picture';
export const viewsHeader = 'vitrine-views';
export const contrastsHeader = 'vitrine-contrasts';

/** The first line that the process writes on standard output once its socket answers. */
export const listeningLine = 'listening';

export const maxTextsPerCall = 64;
/** As many as a header holds. */
export const maxViewsPerCall = 64;

/** The largest picture file that is taken in; the API's own limit on uploads lies below it. */
export const maxBodyBytes = 256 * 2 ** 20;

export const pictureInfoForm = z.object({
  format: z.enum(['jpeg', 'png', 'webp', 'gif', 'avif']),
  width: z.int().positive(),
  height: z.int().positive(),
});

export const statusForm = z.object({
  model: z.discriminatedUnion('state', [
    z.object({ state: z.literal('none') }),
    z.object({ state: z.literal('loading') }),
    z.object({ state: z.literal('ready') }),
    z.object({ state: z.literal('failed'), reason: z.string() }),
  ]),
  residentBytes: z.number().nonnegative(),
  /** How long the picture that is longest in work has been in work; 0 where none is. */
  oldestWorkMs: z.number().nonnegative(),
});
export type Status = z.output<typeof statusForm>;
export type ModelStatus = Status['model'];

/** What the process may answer with, and the HTTP status that goes with it. */
export const failureStatus = {
  BAD_USER_INPUT: 400,
  BAD_IMAGE: 422,
  UNSUPPORTED_FORMAT: 415,
  PAYLOAD_TOO_LARGE: 413,
  NOT_FOUND: 404,
  MODEL_LOADING: 503,
  MODEL_UNAVAILABLE: 503,
  OVERLOADED: 503,
  INTERNAL: 500,
} as const satisfies Partial<Record<ErrorCode, number>>;

export const failureForm = z.object({
  code: z.enum([
    'BAD_USER_INPUT',
    'BAD_IMAGE',
    'UNSUPPORTED_FORMAT',
    'PAYLOAD_TOO_LARGE',
    'NOT_FOUND',
    'MODEL_LOADING',
    'MODEL_UNAVAILABLE',
    'OVERLOADED',
    'INTERNAL',
  ]),
  message: z.string(),
  retryAfterSeconds: z.number().optional(),
});
export type Failure = z.output<typeof failureForm>;

const fraction = z.number().min(0).max(1);
const viewForm = z.object({
  crop: z.object({ x: fraction, y: fraction, width: fraction, height: fraction }).exactOptional(),
  rotate: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]).exactOptional(),
});
export const viewsForm = z.array(viewForm).min(1).max(maxViewsPerCall);

export const contrastsForm = z.array(z.number().nonnegative());

export const textsForm = z.object({ texts: z.array(z.string()).min(1).max(maxTextsPerCall) });
