import type { Socket } from 'node:net';
import ipaddr from 'ipaddr.js';
import { VitrineError } from '../errors.ts';
import type { Refusal } from './guard.ts';

/** Why there is no place: 429 where the caller has too many, 503 where the server has. */
export interface Overload extends Refusal {
  readonly retryAfterSeconds: number;
}

/** How many of a kind there are at once. */
export interface Quota {
  /** @returns what gives the place back, harmless to call again; or why there is none */
  take(caller: string): (() => void) | Overload;
}

export interface Bounds {
  /** What they are, in the plural. */
  readonly of: string;
  readonly maxOfOneCaller: number;
  readonly maxInAll: number;
}

// a place comes free when somebody leaves, which nobody can foretell
const retryAfterSeconds = 5;

export function createQuota({ of: things, maxOfOneCaller, maxInAll }: Bounds): Quota {
  const held = new Map<string, number>();
  let inAll = 0;

  const refuse = (status: number, message: string): Overload => ({ status, message, retryAfterSeconds });

  return {
    take(caller) {
      const own = held.get(caller) ?? 0;
      if (own >= maxOfOneCaller) {
        return refuse(429, `${own} ${things} come from your address, the most that one may have: end some.`);
      }
      if (inAll >= maxInAll) {
        return refuse(503, `${inAll} ${things} are open, the most there may be: try again in a moment.`);
      }
      held.set(caller, own + 1);
      inAll++;
      let isHeld = true;
      return () => {
        if (!isHeld) return;
        isHeld = false;
        inAll--;
        const left = (held.get(caller) ?? 0) - 1;
        if (left > 0) held.set(caller, left);
        else held.delete(caller);
      };
    },
  };
}

/** The refusal as a failure that tells its reason to who asked. */
export function overloaded({ message, retryAfterSeconds }: Overload): VitrineError {
  return new VitrineError('OVERLOADED', message, { retryAfterSeconds });
}

/**
 * Who is at the other end, as far as the network tells: an IPv4 address, or the first half of an IPv6 one, since a
 * host may use all of the other half. Behind a proxy everybody is the proxy.
 */
export function callerOf({ remoteAddress = '' }: Pick<Socket, 'remoteAddress'>): string {
  if (!ipaddr.isValid(remoteAddress)) return remoteAddress;
  const address = ipaddr.process(remoteAddress);
  if (address instanceof ipaddr.IPv6)
    return address.parts
      .slice(0, 4)
      .map((part) => part.toString(16))
      .join(':');
  return address.toString();
}
