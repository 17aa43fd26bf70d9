import { LRUCache } from 'lru-cache';
import type { Events, Topic } from '../database/events.ts';

/** What was worked out from products or the index, kept until one of them changes. */
export interface UntilChange<Value extends object> {
  /**
   * What is kept as things stand at this moment: what is worked out from now on and put into it is not found any more
   * once something has changed, not even where that was before it was put there.
   */
  now(): Pick<LRUCache<string, Value>, 'get' | 'set'>;
}

/**
 * @param topics what changes it: this process's own changes at once, another's within a tenth of a second
 * @param limits.ttlMs for how long at most: of a change in another process the word may get lost
 */
export function createUntilChange<Value extends object>(
  events: Pick<Events, 'announced'>,
  topics: readonly Topic[],
  limits: { readonly max: number; readonly ttlMs: number },
): UntilChange<Value> {
  const changes = () => topics.reduce((sum, topic) => sum + events.announced(topic), 0);
  const empty = () => new LRUCache<string, Value>({ max: limits.max, ttl: limits.ttlMs });
  let kept = { values: empty(), changes: changes() };
  return {
    now() {
      if (kept.changes !== changes()) kept = { values: empty(), changes: changes() };
      return kept.values;
    },
  };
}
