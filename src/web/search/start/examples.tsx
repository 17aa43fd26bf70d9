import { useEffect, useEffectEvent, useState } from 'react';
import { useQuery, useSubscription } from 'urql';
import { Button } from '../../shared/button.tsx';
import { Picture } from '../../shared/picture.tsx';
import { type FragmentType, graphql, readFragment } from '../gql/index.ts';
import { useWords } from '../words.ts';

const ExampleProducts = graphql(`
  fragment ExampleProducts on ProductConnection {
    nodes {
      id
      title
      category
      mainImage { id url(width: 240) }
    }
  }
`);

const examplesQuery = graphql(`
  query Examples {
    newest: products(first: 4, filter: { indexing: [INDEXED] }) { ...ExampleProducts }
    oldest: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: OLDEST) { ...ExampleProducts }
    cheapest: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: PRICE_ASC) { ...ExampleProducts }
    dearest: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: PRICE_DESC) { ...ExampleProducts }
    byTitle: products(first: 4, filter: { indexing: [INDEXED] }, orderBy: TITLE) { ...ExampleProducts }
  }
`);

const indexedOf = graphql(`
  subscription ExamplesIndexed {
    indexStatus {
      images { indexed }
    }
  }
`);

interface ExamplesProps {
  /** Whether photos can be searched with. */
  readonly photos: boolean;
  readonly onWords: (text: string) => void;
  readonly onPicture: (image: { readonly id: string; readonly url: string }) => void;
}

const mostWords = 6;
const mostPictures = 12;
/** Counts change several times a second while a catalogue is indexed. */
const againAfterMs = 3000;

/** Something to try at a click: words and pictures of this very catalogue. */
export function Examples({ photos, onWords, onPicture }: ExamplesProps) {
  const { states } = useWords();
  const [{ data }, askAgain] = useQuery({ query: examplesQuery });
  const products = data ? mixed([data.oldest, data.cheapest, data.byTitle, data.dearest, data.newest]) : [];
  useAgain(data !== undefined && products.length < mostPictures, () =>
    askAgain({ requestPolicy: 'network-only' }),
  );
  const words = new Set(products.map(({ category, title }) => category ?? title));
  return (
    <>
      {words.size > 0 && (
        <section className="start-section">
          <h2>{states.examples}</h2>
          <ul className="chips">
            {[...words].slice(0, mostWords).map((text) => (
              <li key={text}>
                <Button className="chip" dir="auto" onClick={() => onWords(text)}>
                  {text}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {photos && products.length > 0 && (
        <section className="start-section">
          <h2>{states.demo}</h2>
          <ul className="demo">
            {products.slice(0, mostPictures).map(({ id, title, mainImage }) => (
              <li key={id}>
                <button
                  type="button"
                  className="demo-photo"
                  aria-label={states.demoPhoto(title)}
                  onClick={() => mainImage && onPicture(mainImage)}
                >
                  <Picture src={mainImage?.url} alt="" eager />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** Asks again, a while after more is indexed, for as long as there is too little. */
function useAgain(isFew: boolean, ask: () => void): void {
  const [{ data }] = useSubscription({ query: indexedOf, pause: !isFew });
  const indexed = data?.indexStatus.images.indexed ?? null;
  const [seen, setSeen] = useState<number | null>(null);
  const isBehind = isFew && indexed !== null && indexed !== seen;
  const again = useEffectEvent(() => {
    setSeen(indexed);
    ask();
  });
  useEffect(() => {
    if (!isBehind) return;
    const timer = setTimeout(() => again(), againAfterMs);
    return () => clearTimeout(timer);
  }, [isBehind]);
}

/** One of each list in turn, so that they differ; none twice. */
function mixed(lists: readonly FragmentType<typeof ExampleProducts>[]) {
  const columns = lists.map((list) => readFragment(ExampleProducts, list).nodes);
  const rows = columns[0]
    ? Array.from({ length: 4 }, (_, row) => columns.flatMap((nodes) => nodes[row] ?? []))
    : [];
  return [...new Map(rows.flat().map((product) => [product.id, product])).values()];
}
