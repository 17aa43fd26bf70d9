import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { Config } from '../config.ts';

/** Why a request is turned away before anything reads it. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

/** Who may call: by the name they call this server, and by the page they call from. */
export interface Guard {
  refusalOf(headers: IncomingHttpHeaders): Refusal | undefined;
  /** Whether a browser asks for a page of another origin without naming it, as for the source of an image. */
  isForeignRead(headers: IncomingHttpHeaders): boolean;
  /** The page's origin where it is another one than ours and allowed to call. */
  foreignOrigin(headers: IncomingHttpHeaders): string | undefined;
  /** How this caller reaches the server, without a slash at its end. */
  publicUrl(headers: IncomingHttpHeaders): string;
}

const hostHeader = /^(?:\[(?<v6>[\da-f:.]+)\]|(?<name>[\w.-]+))(?::\d{1,5})?$/i;

/**
 * A page that a browser shows can make it send requests to this server, from any site. So only pages of our own
 * origin and of CORS_ORIGINS may; a caller that is no browser sends no Origin. And a name that a stranger's DNS
 * points at this machine would make a stranger's page our own origin: so only names that we go by are answered.
 */
export function createGuard({
  HOST,
  PUBLIC_URL,
  CORS_ORIGINS,
}: Pick<Config, 'HOST' | 'PUBLIC_URL' | 'CORS_ORIGINS'>): Guard {
  const publicUrl = PUBLIC_URL === undefined ? undefined : new URL(PUBLIC_URL);
  const names = new Set([HOST.toLowerCase(), 'localhost', ...(publicUrl ? [publicUrl.hostname] : [])]);
  const allowed = new Set(CORS_ORIGINS);

  const isOurs = (host: string): boolean => {
    if (!URL.canParse(`http://${host}`)) return false;
    const { v6, name } = hostHeader.exec(host)?.groups ?? {};
    if (v6 !== undefined) return isIP(v6) === 6;
    return name !== undefined && (isIP(name) === 4 || names.has(name.toLowerCase()));
  };

  const isOwn = (origin: string, host: string): boolean => {
    if (origin === publicUrl?.origin) return true;
    if (!/^https?:/.test(origin) || !URL.canParse(origin)) return false;
    const page = new URL(origin);
    // behind a proxy the scheme is the page's, so only hosts are compared; the URL drops a default port
    return new URL(`${page.protocol}//${host}`).host === page.host;
  };

  return {
    refusalOf({ host = '', origin }) {
      if (!isOurs(host)) {
        const message = `This server does not go by the name ${JSON.stringify(host.slice(0, 100))}. Set PUBLIC_URL to the address that people use, or call it by its IP address.`;
        return { status: 421, message };
      }
      if (origin === undefined || allowed.has(origin) || (origin !== 'null' && isOwn(origin, host)))
        return undefined;
      const message = `Pages of ${JSON.stringify(origin.slice(0, 200))} may not call this server. Its operator can allow them: CORS_ORIGINS.`;
      return { status: 403, message };
    },
    isForeignRead({ origin, 'sec-fetch-site': site }) {
      return origin === undefined && (site === 'cross-site' || site === 'same-site');
    },
    foreignOrigin({ origin }) {
      return origin !== undefined && allowed.has(origin) ? origin : undefined;
    },
    publicUrl({ host = '' }) {
      return publicUrl ? publicUrl.href.replace(/\/$/, '') : `http://${host}`;
    },
  };
}
