import type { Readable } from 'node:stream';
import { EnvHttpProxyAgent, errors, request } from 'undici';
import { messageOf } from '../../errors.ts';
import { InstallError } from './errors.ts';

/** A file on a hub. */
export interface HubFile {
  /** The model's name here. */
  readonly model: string;
  /** The file's name in the model's folder. */
  readonly name: string;
  readonly repository: string;
  readonly revision: string;
  /** In the repository. */
  readonly path: string;
}

export interface HubAnswer {
  readonly status: number;
  header(name: string): string | undefined;
  /** To be read to its end or destroyed. */
  readonly body: Readable;
}

/** Where model files are fetched from. */
export interface Hub {
  /** For people. */
  readonly place: string;
  urlOf(file: HubFile): string;
  /**
   * @throws {HubFailure} where it can't be reached; {InstallError} where it sends elsewhere in a way that is not followed
   */
  get(
    file: HubFile,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<HubAnswer>;
  close(): Promise<void>;
}

export interface HubOptions {
  /** The origin of a hub with the layout of Hugging Face's, or an address with {file} and other placeholders. */
  readonly address: string;
  readonly token?: string | undefined;
  /** How long it may stay silent. */
  readonly silenceMs: number;
}

/** The hub could not be talked to; trying again may help. */
export class HubFailure extends Error {
  constructor(cause: unknown) {
    super(reasonOf(cause), { cause });
    this.name = 'HubFailure';
  }
}

/** In words; undici wraps what happened below it, and several addresses fail each for itself. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError)
    return 'it does not answer';
  const cause = error instanceof Error ? error.cause : undefined;
  return cause === undefined ? messageOf(error) || 'the connection broke' : reasonOf(cause);
}

const maxRedirects = 5;
const redirects = [301, 302, 303, 307, 308];

const encoded = (path: string) => path.split('/').map(encodeURIComponent).join('/');

function addressOf(address: string, { model, name, repository, revision, path }: HubFile): string {
  if (!address.includes('{')) {
    return `${address.replace(/\/+$/, '')}/${encoded(repository)}/resolve/${encodeURIComponent(revision)}/${encoded(path)}`;
  }
  const values: Record<string, string> = { name: model, repo: repository, revision, path, file: name };
  return address.replace(/\{(name|repo|revision|path|file)\}/g, (_, key: string) =>
    encoded(values[key] ?? ''),
  );
}

/** A header's value, for a token that may hold anything. */
function authorization(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  if (/^[\x21-\x7e]+$/.test(token)) return `Bearer ${token}`;
  throw new InstallError(
    'HUB_REFUSED',
    'MODEL_HUB_TOKEN holds a character that no token has: correct or empty it.',
  );
}

/**
 * Asks a hub for files: by the proxy that HTTP_PROXY, HTTPS_PROXY and NO_PROXY name; with the token to its own origin
 * alone.
 */
export function createHub({ address, token, silenceMs }: HubOptions): Hub {
  const dispatcher = new EnvHttpProxyAgent({
    headersTimeout: silenceMs,
    bodyTimeout: silenceMs,
    connect: { timeout: silenceMs },
  });
  const { origin, host } = new URL(address);
  const secret = authorization(token);

  async function getOnce(
    url: URL,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ) {
    const silent = new AbortController();
    const timer = setTimeout(() => silent.abort(new Error('it does not answer')), silenceMs);
    const end = AbortSignal.any([silent.signal, ...(signal === undefined ? [] : [signal])]);
    try {
      const asking = request(url, {
        dispatcher,
        method: 'GET',
        headers: {
          'user-agent': 'vitrine',
          // what is measured, resumed and hashed is the file itself
          'accept-encoding': 'identity',
          ...headers,
          ...(secret !== undefined && url.origin === origin ? { authorization: secret } : {}),
        },
        signal: end,
      });
      // undici looks at the signal once it is connected, which a proxy that says nothing may put off for ever
      return await Promise.race([asking, rejectedBy(end)]);
    } catch (error) {
      signal?.throwIfAborted();
      throw new HubFailure(silent.signal.aborted ? silent.signal.reason : error);
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    place: `${origin.startsWith('http:') ? 'http://' : ''}${host}`,
    urlOf: (file) => addressOf(address, file),
    async get(file, headers, signal) {
      let url = new URL(addressOf(address, file));
      for (let hop = 0; hop <= maxRedirects; hop++) {
        const { statusCode, headers: answered, body } = await getOnce(url, headers, signal);
        const header = (name: string) => [answered[name]].flat()[0];
        const to = redirects.includes(statusCode) ? header('location') : undefined;
        if (to === undefined) return { status: statusCode, header, body };
        body.on('error', () => {}).destroy();
        url = followed(url, to);
      }
      throw new InstallError(
        'HUB_REFUSED',
        `${host} sends on more than ${maxRedirects} times for ${file.name}: check MODEL_HUB.`,
      );
    },
    close: () => dispatcher.destroy(),
  };
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function followed(from: URL, to: string): URL {
  const url = URL.parse(to, from);
  const safe =
    url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && from.protocol === 'http:'));
  if (safe) return url;
  throw new InstallError(
    'HUB_REFUSED',
    `${from.host} sends on to an address that is not followed${url === null ? '' : ` (${url.protocol}//${url.host})`}: check MODEL_HUB.`,
  );
}
