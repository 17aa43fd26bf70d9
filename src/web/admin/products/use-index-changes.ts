import { useEffect, useEffectEvent, useRef } from 'react';
import { useLive } from '../../shared/use-live.ts';
import { graphql } from '../gql/index.ts';

const indexStatus = graphql(`
  subscription ProductsPaneIndexStatus {
    indexStatus { products productsWithoutImages images { total pending indexed failed } texts { total pending } }
  }
`);

/**
 * Tells that something of the index or the catalogue has changed, anywhere: at once, for what is shown may be
 * older than the first word of it, then whenever the last telling is done and a moment has passed.
 */
export function useIndexChanges(onChange: () => Promise<unknown>, restMs = 400): void {
  const { data } = useLive(indexStatus, {});
  const seen = JSON.stringify(data?.indexStatus);
  const state = useRef({ told: '', busy: false, latest: '' });
  const tell = useEffectEvent(onChange);
  useEffect(() => {
    const { current } = state;
    if (seen === undefined) return;
    current.latest = seen;
    const next = async () => {
      if (current.busy || current.told === current.latest) return;
      current.busy = true;
      current.told = current.latest;
      await tell();
      await new Promise((resolve) => setTimeout(resolve, restMs));
      current.busy = false;
      next();
    };
    next();
  }, [seen, restMs]);
}
