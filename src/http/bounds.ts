import type { Bounds } from './quota.ts';

// One address may be a proxy with many callers behind it, or one caller who shuts the others out.

/**
 * Over WebSocket and as event streams together. Each takes up to .2 MB while much changes, and each of its events .1 ms
 * of the event loop, four times a second at most.
 */
export const subscriptionBounds: Bounds = { of: 'subscriptions', maxOfOneCaller: 500, maxInAll: 1_000 };
export const maxSubscriptionsPerSocket = 100;
export const socketBounds: Bounds = { of: 'sockets', maxOfOneCaller: 500, maxInAll: 1_000 };
/** Room for every stream, every socket and as many short requests; each may hold memory before it asks for anything. */
export const connectionBounds: Bounds = { of: 'connections', maxOfOneCaller: 1_500, maxInAll: 3_000 };
