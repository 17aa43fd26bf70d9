import { useSubscription } from 'urql';
import { ConnectionBanner } from '../shared/connection-banner.tsx';
import { graphql } from './gql/index.ts';
import { useWords } from './words.ts';

const indexStatus = graphql(`
  subscription AdminIndexStatus {
    indexStatus { products coverage }
  }
`);

export function AdminPage() {
  const words = useWords();
  const [{ data }] = useSubscription({ query: indexStatus });
  return (
    <>
      <ConnectionBanner />
      <main>
        <h1>{words.title}</h1>
        {data && <p>{data.indexStatus.products}</p>}
      </main>
    </>
  );
}
