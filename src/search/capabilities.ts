import type { Embedder } from '../embedding/types.ts';
import type { Facts } from './facts.ts';
import type { Capabilities, Capability } from './types.ts';

const whole: Capability = { available: true, degraded: false, reason: null };

/** What works now, by what is known without asking the database. */
export function capabilitiesOf(embedder: Pick<Embedder, 'model' | 'state'>, facts: Facts): Capabilities {
  const index = facts.lastSeen();
  const state = embedder.state();
  const foreign = Boolean(index && embedder.model && index.fingerprint !== embedder.model.fingerprint);
  const lacks =
    state.state !== 'ready'
      ? state.reason
      : foreign
        ? 'The index is of another model than this server has.'
        : undefined;
  return {
    searchByImage: lacks === undefined ? whole : { available: false, degraded: false, reason: lacks },
    searchByText: lacks === undefined ? whole : { available: true, degraded: true, reason: lacks },
    similarProducts:
      index === null && embedder.model === undefined
        ? { available: false, degraded: false, reason: 'Nothing is indexed: no model was ever on.' }
        : whole,
  };
}
