import { useLive } from '../../shared/use-live.ts';
import type { SearchCapabilitiesSubscription } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';

const capabilitiesOf = graphql(`
  subscription SearchCapabilities {
    capabilities {
      searchByImage { available degraded loading reason }
      searchByText { available degraded loading reason }
      similarProducts { available degraded loading reason }
    }
  }
`);

export type Capabilities = SearchCapabilitiesSubscription['capabilities'];

/** What works now, followed; null until the server has told. */
export function useCapabilities(): Capabilities | null {
  const { data } = useLive(capabilitiesOf, {});
  return data?.capabilities ?? null;
}
