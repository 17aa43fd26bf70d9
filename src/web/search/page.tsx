import { useSubscription } from 'urql';
import { ConnectionBanner } from '../shared/connection-banner.tsx';
import { graphql } from './gql/index.ts';
import { useWords } from './words.ts';

const capabilities = graphql(`
  subscription SearchCapabilities {
    capabilities {
      searchByImage { available degraded reason }
      searchByText { available degraded reason }
      similarProducts { available degraded reason }
    }
  }
`);

export function SearchPage() {
  const words = useWords();
  const [{ data }] = useSubscription({ query: capabilities });
  return (
    <>
      <ConnectionBanner />
      <main>
        <h1>{words.title}</h1>
        {data && <p>{String(data.capabilities.searchByImage.available)}</p>}
      </main>
    </>
  );
}
