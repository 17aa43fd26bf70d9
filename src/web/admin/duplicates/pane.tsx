import { useState } from 'react';
import { announce } from '../../shared/announce.tsx';
import { LoadMore } from '../../shared/load-more.tsx';
import { Problem } from '../../shared/problem.tsx';
import { Loading } from '../../shared/skeleton.tsx';
import { useFocusAfter } from '../../shared/use-focus-after.ts';
import { usePaged } from '../../shared/use-paged.ts';
import { graphql, readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';
import { DuplicateGroup, duplicateFragment, groupFragment } from './group.tsx';
import { Threshold } from './threshold.tsx';
import { useThreshold } from './use-threshold.ts';
import './duplicates.css';

const duplicatesPage = graphql(`
  query DuplicatesList($minScore: Float!, $after: String) {
    duplicates(minScore: $minScore, first: 20, after: $after) {
      edges { cursor node { ...DuplicatesGroup } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** Products whose pictures are nearly the same, side by side. */
export function DuplicatesPane() {
  const { duplicates } = useWords();
  const { minScore, change } = useThreshold();
  return (
    <>
      <div className="pane-head">
        <div>
          <h1>{duplicates.title}</h1>
          <p>{duplicates.about}</p>
        </div>
      </div>
      <Threshold minScore={minScore} onChange={change} />
      <Groups key={minScore} minScore={minScore} />
    </>
  );
}

/** What is found is looked for in steps of a few seconds, some of which find nothing: it says how far that is. */
function Groups({ minScore }: { readonly minScore: number }) {
  const { duplicates } = useWords();
  const paged = usePaged({
    query: duplicatesPage,
    variables: (after) => ({ minScore, after }),
    pick: (answer) => ({ ...answer.duplicates, nodes: answer.duplicates.edges }),
  });
  const [deleted, setDeleted] = useState<ReadonlySet<string>>(new Set());
  const heading = useFocusAfter(deleted);
  const groups = paged.items.flatMap(({ cursor, node }) => {
    const group = readFragment(groupFragment, node);
    const members = group.products
      .map((member) => readFragment(duplicateFragment, member))
      .filter(({ product }) => !deleted.has(product.id));
    return members.length < 2 ? [] : [{ cursor, score: group.score, members }];
  });
  const isLooking = paged.loading || paged.loadingMore;
  const isComplete = !isLooking && !paged.hasMore && !paged.error;
  const lastFoundNothing = paged.page?.nodes.length === 0;
  return (
    <section className="duplicates" aria-labelledby="duplicates-found" aria-busy={isLooking}>
      <div className="duplicates-told" role="status">
        <h2 id="duplicates-found" ref={heading} tabIndex={-1}>
          {isComplete ? duplicates.found(groups.length) : duplicates.foundSoFar(groups.length)}
        </h2>
        <p className="quiet">
          {isLooking
            ? duplicates.looking
            : isComplete
              ? duplicates.complete
              : paged.hasMore && (groups.length === 0 ? duplicates.nothingYet : duplicates.goesOn)}
        </p>
      </div>
      {isComplete && groups.length === 0 && (
        <div className="card duplicates-none">
          <p>
            <strong>{duplicates.none}</strong>
          </p>
          <p className="quiet">{duplicates.noneMeans}</p>
        </div>
      )}
      {groups.map(({ cursor, score, members }) => (
        <DuplicateGroup
          key={cursor}
          score={score}
          members={members}
          onDeleted={({ id, title }) => {
            setDeleted(new Set([...deleted, id]));
            announce(duplicates.removed(title));
          }}
        />
      ))}
      {paged.loading && paged.items.length === 0 && <Loading lines={4} />}
      {paged.error && (
        <Problem error={paged.error} onRetry={paged.page ? paged.more : paged.reload}>
          {duplicates.listFailed}
        </Problem>
      )}
      {/* a step that found nothing costs the server as much as one that did: it goes on when it is asked to */}
      <LoadMore
        hasMore={paged.hasMore}
        busy={paged.loadingMore}
        onMore={paged.more}
        auto={paged.error === null && !lastFoundNothing}
      />
    </section>
  );
}
