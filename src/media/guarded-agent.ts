import { lookup as resolveHost } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent } from 'undici';
import type { AddressCheck } from './addresses.ts';
import { createLimit } from './limit.ts';

/** A host name leads to no address that may be connected to. */
export class BlockedAddressError extends Error {
  constructor() {
    super('no address of this host is allowed');
    this.name = 'BlockedAddressError';
  }
}

/** Resolves a host name as `node:dns` does. */
export type ResolveHost = (
  hostname: string,
  options: { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: { address: string; family: number }[]) => void,
) => void;

export interface GuardedAgentOptions {
  readonly isAllowed: AddressCheck;
  readonly connectTimeoutMs: number;
  readonly maxConnectionsPerHost: number;
  /** @default the system's resolver */
  readonly resolve?: ResolveHost;
}

type Addresses = readonly { readonly address: string; readonly family: number }[];

/** The system's resolver blocks a thread of the pool that file access needs too: a slow DNS may take half of it. */
const maxLookups = 2;
const maxWaitingLookups = 1000;

/**
 * Connections that only go to allowed addresses. A name is resolved and its addresses are checked for each connection,
 * and the socket gets the very addresses that were checked: what DNS says a moment later changes nothing. A literal
 * address never comes by here, so the caller checks those.
 */
export function createGuardedAgent(options: GuardedAgentOptions): Agent {
  const { isAllowed, resolve = resolveHost } = options;
  const limit = createLimit(maxLookups, maxWaitingLookups);
  const underWay = new Map<string, Promise<Addresses>>();
  // one host whose DNS is slow takes one place, however many pictures it has
  const addressesOf = (hostname: string): Promise<Addresses> => {
    const asked =
      underWay.get(hostname) ??
      limit(() => resolveAll(resolve, hostname)).finally(() => underWay.delete(hostname));
    underWay.set(hostname, asked);
    return asked;
  };

  const lookup: LookupFunction = (hostname, { all }, callback) => {
    addressesOf(hostname).then(
      (addresses) => {
        const allowed = addresses.filter(({ address }) => isAllowed(address));
        const [first] = allowed;
        if (first === undefined) callback(new BlockedAddressError(), []);
        else if (all) callback(null, allowed);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };

  return new Agent({
    connect: { lookup, timeout: options.connectTimeoutMs },
    connections: options.maxConnectionsPerHost,
    // a host may not ask for more than this
    keepAliveTimeout: 4000,
    keepAliveMaxTimeout: 10_000,
  });
}

async function resolveAll(resolve: ResolveHost, hostname: string): Promise<Addresses> {
  return await new Promise((done, fail) => {
    resolve(hostname, { all: true }, (error, addresses) => (error ? fail(error) : done(addresses)));
  });
}
