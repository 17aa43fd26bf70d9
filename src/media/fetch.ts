import { isIP } from 'node:net';
import { type Dispatcher, errors, request } from 'undici';
import type { Config } from '../config.ts';
import { createAddressCheck } from './addresses.ts';
import { FetchError } from './fetch-error.ts';
import { BlockedAddressError, createGuardedAgent, type ResolveHost } from './guarded-agent.ts';
import { failureOfStatus } from './status.ts';
import type { Fetched, Media } from './types.ts';
import { conditionsOf, noValidators, validatorsOf } from './validators.ts';

export type FetchConfig = Pick<
  Config,
  'MAX_UPLOAD_MB' | 'FETCH_TIMEOUT_MS' | 'FETCH_CONCURRENCY_PER_HOST' | 'FETCH_PRIVATE_NETWORKS'
>;

/** What followed the redirects from a picture's address. */
interface Followed {
  readonly answer: Dispatcher.ResponseData;
  readonly isRedirected: boolean;
}

const maxRedirects = 5;
const redirectStatuses = new Set([301, 302, 303, 307, 308]);
/** The longest wait for a connection, for the answer to begin, and for its next bytes. */
const maxSilenceMs = 10_000;

const headers = {
  accept: 'image/avif,image/webp,image/*;q=0.9,*/*;q=0.5',
  // what arrives is what is counted: a small body can't become a large one
  'accept-encoding': 'identity',
  'user-agent': 'Vitrine',
};

const blocked = () =>
  new FetchError(
    'BLOCKED_ADDRESS',
    'Pictures are fetched from public addresses only. If this host is meant, add its network to FETCH_PRIVATE_NETWORKS.',
  );

/**
 * Makes what fetches pictures from hosts that nobody vouches for: http(s) only, no credentials, addresses checked at
 * every connection and every redirect, bytes, hops and time bounded.
 * @param resolve resolves host names. @default the system's resolver
 */
export function createFetch(
  config: FetchConfig,
  resolve?: ResolveHost,
): Pick<Media, 'fetch' | 'fetchIfChanged'> {
  const maxBytes = config.MAX_UPLOAD_MB * 1024 * 1024;
  const silenceMs = Math.min(maxSilenceMs, config.FETCH_TIMEOUT_MS);
  const isAllowed = createAddressCheck(config.FETCH_PRIVATE_NETWORKS);
  const agent = createGuardedAgent({
    isAllowed,
    connectTimeoutMs: silenceMs,
    maxConnectionsPerHost: config.FETCH_CONCURRENCY_PER_HOST,
    ...(resolve === undefined ? {} : { resolve }),
  });

  /** The URL to connect to, or a FetchError. */
  const admit = (text: string, base?: URL): URL => {
    const url = URL.parse(text, base?.href);
    if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
      throw new FetchError('UNREACHABLE', 'The address of a picture must be an http or https URL.');
    }
    if (url.username !== '' || url.password !== '') {
      throw new FetchError(
        'UNREACHABLE',
        'The address of a picture must not contain a user name or password.',
      );
    }
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    if (isIP(host) !== 0 && !isAllowed(host)) throw blocked();
    return url;
  };

  const ask = (url: URL, conditions: Record<string, string>, signal: AbortSignal) =>
    request(url, {
      dispatcher: agent,
      method: 'GET',
      headers: { ...headers, ...conditions },
      signal,
      headersTimeout: silenceMs,
      bodyTimeout: silenceMs,
    });

  /** The conditions go to the address itself and are not sent on: what a redirect leads to is another resource. */
  const follow = async (
    start: string,
    conditions: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Followed> => {
    let url = admit(start);
    for (let hop = 0; hop <= maxRedirects; hop += 1) {
      const answer = await ask(url, hop === 0 ? conditions : {}, signal);
      const location = answer.headers.location;
      if (!redirectStatuses.has(answer.statusCode) || typeof location !== 'string') {
        return { answer, isRedirected: hop > 0 };
      }
      discard(answer.body, signal);
      url = admit(location, url);
    }
    throw new FetchError('UNREACHABLE', `The picture's host redirected more than ${maxRedirects} times.`);
  };

  /** Runs within the time that a picture may take, and puts what goes wrong into words. */
  const inTime = async <Result>(
    work: (signal: AbortSignal) => Promise<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result> => {
    const timeout = AbortSignal.timeout(config.FETCH_TIMEOUT_MS);
    try {
      return await work(signal === undefined ? timeout : AbortSignal.any([signal, timeout]));
    } catch (error) {
      signal?.throwIfAborted();
      throw inWords(error);
    }
  };

  return {
    async fetch(url, caller) {
      return await inTime(async (signal) => {
        const { answer } = await follow(url, {}, signal);
        return await pictureOf(answer, maxBytes, signal);
      }, caller);
    },
    async fetchIfChanged(url, known, caller) {
      const conditions = conditionsOf(known);
      const isConditional = Object.keys(conditions).length > 0;
      return await inTime(async (signal): Promise<Fetched | null> => {
        const { answer, isRedirected } = await follow(url, conditions, signal);
        if (answer.statusCode === 304 && isConditional && !isRedirected) {
          discard(answer.body, signal);
          return null;
        }
        const bytes = await pictureOf(answer, maxBytes, signal);
        return { bytes, validators: isRedirected ? noValidators : validatorsOf(answer.headers) };
      }, caller);
    },
  };
}

/** The bytes of an answer that is a picture's; counted as they arrive, whatever length was announced. */
async function pictureOf(
  answer: Dispatcher.ResponseData,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Buffer> {
  const { statusCode, headers: got, body } = answer;
  const refuse = (error: FetchError) => {
    discard(body, signal);
    return error;
  };
  const tooLarge = () =>
    new FetchError(
      'TOO_LARGE',
      `The picture is larger than the ${maxBytes / 1024 / 1024} MB that are allowed.`,
    );

  const failure = failureOfStatus(statusCode, got['retry-after']);
  if (failure !== null) throw refuse(failure);
  const encoding = got['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    throw refuse(
      new FetchError('UNREACHABLE', "The picture's host sent it compressed, though asked not to."),
    );
  }
  if (Number(got['content-length'] ?? 0) > maxBytes) throw refuse(tooLarge());

  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // leaving the loop destroys the body, and with it the connection
    if (bytes > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

/** Reads a little of what is not wanted, so that the connection can serve again; more than that closes it. */
function discard(body: Dispatcher.ResponseData['body'], signal: AbortSignal): void {
  body.dump({ limit: 16_384, signal }).catch(() => {});
}

function inWords(error: unknown): unknown {
  if (error instanceof FetchError) return error;
  if (error instanceof BlockedAddressError) return blocked();
  const slow =
    error instanceof errors.ConnectTimeoutError ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError ||
    (error instanceof Error && error.name === 'TimeoutError');
  if (slow) {
    return new FetchError('TIMEOUT', "The picture's host took too long to send it.", {
      retryable: true,
      cause: error,
    });
  }
  // one sentence for refused, reset, unknown name and bad certificate alike: the difference would map a network
  return new FetchError('UNREACHABLE', "The picture's host could not be reached, or broke off.", {
    retryable: true,
    cause: error,
  });
}
