import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { Button } from '../../shared/button.tsx';
import { Icon } from '../../shared/icon.tsx';
import { Picture } from '../../shared/picture.tsx';
import { useLanguage } from '../../wording/wording.ts';
import { printAddress } from '../address.ts';
import type { RecentSearchFragment } from '../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../gql/index.ts';
import { Link } from '../link.tsx';
import { forgetSearches, type RecentSearch, recentSearches } from '../recent.ts';
import { wholeView } from '../view.ts';
import { useWords } from '../words.ts';

const RecentSearchOf = graphql(`
  fragment RecentSearch on Search {
    id
    kind
    text
    thumbnailUrl
    createdAt
  }
`);

const recentQuery = graphql(`
  query RecentSearches($a: ID!, $b: ID!, $c: ID!, $d: ID!, $e: ID!, $f: ID!, $g: ID!, $h: ID!) {
    a: search(id: $a) { ...RecentSearch }
    b: search(id: $b) { ...RecentSearch }
    c: search(id: $c) { ...RecentSearch }
    d: search(id: $d) { ...RecentSearch }
    e: search(id: $e) { ...RecentSearch }
    f: search(id: $f) { ...RecentSearch }
    g: search(id: $g) { ...RecentSearch }
    h: search(id: $h) { ...RecentSearch }
  }
`);

interface RecentsProps {
  readonly onOpen: (searchId: string) => void;
}

/** The visitor's own searches. Those that are kept no more drop out. */
export function Recents({ onOpen }: RecentsProps) {
  const { states } = useWords();
  const [asked, setAsked] = useState(recentSearches);
  // one question for all: where there are fewer, the last is asked for again
  const at = (place: number) => asked[Math.min(place, asked.length - 1)]?.id ?? '';
  const [{ data, error }] = useQuery({
    query: recentQuery,
    variables: { a: at(0), b: at(1), c: at(2), d: at(3), e: at(4), f: at(5), g: at(6), h: at(7) },
    pause: asked.length === 0,
    requestPolicy: 'cache-and-network',
  });
  const told = data && tellAll(Object.values(data).filter((one) => typeof one !== 'string'));
  useEffect(() => {
    // beside an error, null may stand for what could not be told
    if (data === undefined || error !== undefined) return;
    const kept = tellAll(Object.values(data).filter((one) => typeof one !== 'string'));
    forgetSearches(recentSearches().flatMap(({ id }) => (kept.has(id) ? [] : id)));
  }, [data, error]);
  const shown = asked.flatMap((one) => {
    const search = told?.get(one.id);
    return search ? [{ ...one, search }] : [];
  });
  if (shown.length === 0) return null;
  const forget = () => {
    forgetSearches(asked.map(({ id }) => id));
    setAsked([]);
  };
  return (
    <section className="start-section">
      <div className="start-heading">
        <h2>{states.recent}</h2>
        <Button kind="quiet" onClick={forget}>
          {states.forget}
        </Button>
      </div>
      <ul className="recents">
        {shown.map((one) => (
          <li key={one.id}>
            <Link
              className="recent"
              href={printAddress({ searchId: one.id, view: wholeView, productId: null })}
              onFollow={() => onOpen(one.id)}
            >
              <Recent {...one} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Recent({ search, title, imageUrl }: RecentSearch & { readonly search: RecentSearchFragment }) {
  const { results, states } = useWords();
  const { format } = useLanguage();
  const picture = search.thumbnailUrl ?? imageUrl;
  const words = {
    TEXT: search.text ?? '',
    IMAGE: states.recentPhoto,
    PRODUCT: title === undefined ? results.likeOne : results.likeProduct(title),
    COMPOSED: search.text || states.recentMixed,
  }[search.kind];
  return (
    <>
      {picture ? (
        <Picture src={picture} alt="" fit="cover" />
      ) : (
        <span className="recent-sign">
          <Icon
            name={search.kind === 'PRODUCT' ? 'similar' : search.kind === 'TEXT' ? 'search' : 'picture'}
          />
        </span>
      )}
      <span className="recent-about">
        <span className="recent-words" dir="auto">
          {words}
        </span>
        <small className="quiet">{format.ago(search.createdAt)}</small>
      </span>
    </>
  );
}

function tellAll(
  given: readonly (FragmentType<typeof RecentSearchOf> | null | undefined)[],
): Map<string, RecentSearchFragment> {
  return new Map(
    given.flatMap((masked) => {
      const one = readFragment(RecentSearchOf, masked);
      return one ? [[one.id, one] as const] : [];
    }),
  );
}
