import { open } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { VitrineError } from '../errors.ts';
import type { Media } from '../media/types.ts';
import { answerText } from './answer.ts';
import { isKnown } from './known.ts';

const maxWidth = 4_096;
const defaultWidth = 400;

const statusOf: Readonly<Record<string, number>> = {
  NOT_FOUND: 404,
  BAD_IMAGE: 422,
  UNSUPPORTED_FORMAT: 422,
  PAYLOAD_TOO_LARGE: 422,
  OVERLOADED: 503,
  MODEL_LOADING: 503,
  MODEL_UNAVAILABLE: 503,
  DATABASE_UNAVAILABLE: 503,
};

/** Sent with every picture. */
export const pictureHeaders = {
  // a shop's pages show these pictures
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Content-Security-Policy': "default-src 'none'; sandbox",
};

/** A stored picture as WebP: `/pictures/<sha256>?w=<pixels>`. Its bytes never change, so a browser asks once. */
export async function answerPicture(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  media: Pick<Media, 'variant'>,
): Promise<void> {
  const hash = /^\/pictures\/([\da-f]{64})$/.exec(url.pathname)?.[1];
  if (hash === undefined)
    return answerText(response, 404, 'A picture is at /pictures/<sha256>?w=<width in pixels>.');
  const width = Number(url.searchParams.get('w') ?? defaultWidth);
  if (!Number.isInteger(width) || width < 1 || width > maxWidth) {
    return answerText(response, 400, `w is a width in pixels, from 1 to ${maxWidth}.`);
  }
  const headers = {
    ...pictureHeaders,
    ETag: `"${hash.slice(0, 32)}-${width}"`,
    'Cache-Control': 'public, max-age=31536000, immutable',
  };
  if (isKnown(request, headers.ETag)) {
    response.writeHead(304, headers).end();
    return;
  }
  try {
    const { path, bytes } = await media.variant(Buffer.from(hash, 'hex'), width);
    const file = await open(path);
    // the caller may have left meanwhile: a stream to nowhere would never close the file
    if (response.destroyed) return await file.close();
    response.writeHead(200, { ...headers, 'Content-Type': 'image/webp', 'Content-Length': bytes });
    if (request.method === 'HEAD') {
      response.end();
      await file.close();
    } else {
      // closes the file at its end, and when the caller leaves
      await pipeline(file.createReadStream(), response);
    }
  } catch (error) {
    if (!(error instanceof VitrineError) || response.headersSent) throw error;
    const retry = error.retryAfterSeconds === undefined ? {} : { 'Retry-After': error.retryAfterSeconds };
    answerText(response, statusOf[error.code] ?? 500, error.message, retry);
  }
}
