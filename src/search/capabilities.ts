import type { Embedder } from '../embedding/types.ts';
import type { IndexFacts } from './facts.ts';
import type { Capabilities, Capability } from './types.ts';

const whole: Capability = { available: true, degraded: false, loading: false, reason: null };

/** @param index the index that is searched; null where no model was ever active */
export function capabilitiesOf(
  embedder: Pick<Embedder, 'model' | 'state'>,
  index: IndexFacts | null,
): Capabilities {
  const state = embedder.state();
  const foreign = index?.fingerprint !== embedder.model?.fingerprint;
  const lacks =
    state.state !== 'ready'
      ? state.reason
      : index === null
        ? 'The model is about to be searched.'
        : foreign
          ? 'The index is of another model than this server has.'
          : undefined;
  const loading = state.state === 'loading' || (state.state === 'ready' && index === null);
  return {
    searchByImage:
      lacks === undefined ? whole : { available: false, degraded: false, loading, reason: lacks },
    searchByText: lacks === undefined ? whole : { available: true, degraded: true, loading, reason: lacks },
    similarProducts:
      index === null
        ? { available: false, degraded: false, loading, reason: 'Nothing is indexed: no model was ever on.' }
        : whole,
  };
}
