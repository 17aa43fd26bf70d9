import type { KnownFile } from '../registry.ts';
import { InstallError } from './errors.ts';
import type { HubAnswer, HubFile } from './hub.ts';

export type Expected = Pick<KnownFile, 'bytes' | 'sha256'>;

interface Asked {
  readonly asked: HubFile;
  /** The hub, for people. */
  readonly place: string;
  readonly expected: Expected;
  /** Where it was asked to go on. */
  readonly offset: number;
  readonly maxBytes: number;
}

/** What an answer means. */
export type Read =
  /** The file, from a byte on. */
  | {
      readonly kind: 'body';
      readonly from: number;
      readonly total: number | null;
      /** More bytes than that are too many. */
      readonly limit: number;
      /** By which it is gone on with; null where the hub gives none that is good for it. */
      readonly etag: string | null;
    }
  /** What is there does not fit: to be fetched from its first byte. */
  | { readonly kind: 'anew'; readonly why: string }
  | { readonly kind: 'later'; readonly why: string; readonly retryAfterMs: number };

/** @throws {InstallError} where asking again would not help */
export function readAnswer({ status, header }: HubAnswer, about: Asked): Read {
  const { asked, place, expected, offset } = about;
  const etag = header('etag');
  const strong = etag !== undefined && !etag.startsWith('W/') ? etag : null;
  if (status === 416 && offset > 0) return { kind: 'anew', why: 'it has no such range' };
  if (status === 429 || status >= 500)
    return { kind: 'later', why: `it answers ${status}`, retryAfterMs: retryAfterMs(header('retry-after')) };
  if (status !== 200 && status !== 206) throw refused(status, place, asked);
  assertNoPage(header('content-type') ?? '', place, asked);
  const encoding = header('content-encoding') ?? 'identity';
  if (encoding !== 'identity') {
    throw new InstallError(
      'HUB_REFUSED',
      `${place} gives ${asked.name} compressed (${encoding}), though asked not to: set MODEL_HUB to one that gives files as they are.`,
    );
  }

  let [from, total]: [number, number | null] = [0, lengthOf(header('content-length'))];
  if (status === 206) {
    const [, first, last, all] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(header('content-range') ?? '') ?? [];
    [from, total] = [offset, lengthOf(all)];
    const whole = total ?? expected.bytes;
    if (first === undefined || Number(first) !== offset || (whole !== null && Number(last) !== whole - 1))
      return { kind: 'anew', why: `it gave another range than was asked for (${header('content-range')})` };
  }
  if (expected.bytes !== null && total !== null && total !== expected.bytes) {
    throw new InstallError(
      'WRONG_FILE',
      `${asked.name} with ${total} bytes, ${expected.bytes} are known: it is another file; set MODEL_HUB to a hub that has revision ${asked.revision} of ${asked.repository}.`,
    );
  }
  const limit = expected.bytes ?? total ?? about.maxBytes;
  if (limit > about.maxBytes) {
    throw new InstallError(
      'WRONG_FILE',
      `${asked.name} with ${limit} bytes, at most ${about.maxBytes} are fetched: check MODEL_HUB.`,
    );
  }
  return { kind: 'body', from, total, limit, etag: strong };
}

/** @throws {InstallError} where the first bytes are not those of a file, whatever the headers say */
export function assertWholeAnswer(chunk: Buffer, { asked, place }: Pick<Asked, 'asked' | 'place'>): void {
  const beginning = chunk.subarray(0, 100).toString('latin1').trimStart();
  if (/^<(!doctype|html)/i.test(beginning)) assertNoPage('text/html', place, asked);
  if (!beginning.startsWith('version https://git-lfs')) return;
  throw new InstallError(
    'HUB_REFUSED',
    `${place} gives a Git LFS pointer in place of ${asked.name}: set MODEL_HUB to a server that gives the files themselves.`,
  );
}

function assertNoPage(contentType: string, place: string, { name }: HubFile): void {
  if (!/^(text\/html|application\/xhtml)/i.test(contentType)) return;
  throw new InstallError(
    'HUB_REFUSED',
    `${place} answers with a web page in place of ${name}, such as a login or a proxy's notice: check MODEL_HUB, and HTTPS_PROXY if there is one.`,
  );
}

function refused(status: number, place: string, { repository, revision, path }: HubFile): InstallError {
  const what = `${place} answers ${status} for ${path} of ${repository}@${revision}`;
  const todo: Record<number, string> = {
    401: 'set MODEL_HUB_TOKEN to a token that may read it',
    403: 'set MODEL_HUB_TOKEN to a token that may read it, and accept the terms of the model on the hub where it has any',
    404: 'it is not there; check MODEL_HUB, or MODEL_HUB_TOKEN where the repository is private',
    407: 'the proxy wants a login: put it into HTTPS_PROXY',
  };
  return new InstallError('HUB_REFUSED', `${what}: ${todo[status] ?? 'check MODEL_HUB'}.`);
}

function lengthOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function retryAfterMs(text: string | undefined): number {
  return (lengthOf(text) ?? 0) * 1000;
}
