import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { type AnyVariables, type CombinedError, type DocumentInput, useClient } from 'urql';
import { useBack } from './connection.ts';

/** As many as are asked for anew by themselves; what lies further down is scrolled to again. */
const mostPagesAnew = 5;

/** A page of a list, as GraphQL answers it. */
export interface PageOf<Item> {
  readonly nodes: readonly Item[];
  readonly totalCount?: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

export interface Paged<Page extends PageOf<unknown>> {
  /** Those of all pages that are loaded. */
  readonly items: readonly Page['nodes'][number][];
  /** The last page, for what else it tells; undefined until one came. */
  readonly page: Page | undefined;
  readonly totalCount: number | undefined;
  readonly hasMore: boolean;
  /** It is asked for from its beginning; `items` may still be those of the question before. */
  readonly loading: boolean;
  /** A further page is asked for. */
  readonly loadingMore: boolean;
  readonly error: CombinedError | null;
  /** Asks for the next page, also again after an error. */
  readonly more: () => void;
  /** Asks for as many pages anew as are loaded. */
  readonly reload: () => void;
}

interface PagedQuery<Data, Variables extends AnyVariables, Page> {
  readonly query: DocumentInput<Data, Variables>;
  /** Those of the page after a cursor; null: of the first. */
  readonly variables: (after: string | null) => Variables;
  /** The connection within the data. */
  readonly pick: (data: Data) => Page;
}

interface State<Page> {
  readonly key: string;
  readonly pages: readonly Page[];
  readonly asks: 'first' | 'more' | null;
  readonly error: CombinedError | null;
}

/** The pages of a list, gathered one after the other; begun anew when the variables change. */
export function usePaged<Data, Variables extends AnyVariables, Page extends PageOf<unknown>>({
  query,
  variables,
  pick,
}: PagedQuery<Data, Variables, Page>): Paged<Page> {
  const client = useClient();
  const key = JSON.stringify(variables(null));
  const [state, setState] = useState<State<Page>>({ key, pages: [], asks: 'first', error: null });
  const running = useRef<{ unsubscribe(): void }>(null);

  const ask = (before: readonly Page[], wanted: number) => {
    running.current?.unsubscribe();
    const after = before.at(-1)?.pageInfo.endCursor ?? null;
    const source = client.query(query, variables(after), { requestPolicy: 'network-only' });
    const asked = source.subscribe(({ data, error }) => {
      // one answer: the cache would ask again for what a mutation has touched, and add the page twice
      asked.unsubscribe();
      if (data === undefined || error) {
        setState((old) => ({ ...old, key, asks: null, error: error ?? null }));
        return;
      }
      const pages = [...before, pick(data)];
      if (pages.length < wanted && pages.at(-1)?.pageInfo.hasNextPage) ask(pages, wanted);
      else setState({ key, pages, asks: null, error: null });
    });
    running.current = asked;
  };
  const begin = (wanted: number) => {
    setState((old) => ({ ...old, asks: 'first', error: null }));
    ask([], wanted);
  };

  const beginAnew = useEffectEvent(() => begin(1));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the key is what begins anew
  useEffect(() => {
    beginAnew();
    return () => running.current?.unsubscribe();
  }, [key]);

  // what happened while nothing was told
  useBack(() => begin(Math.min(Math.max(1, state.pages.length), mostPagesAnew)));

  const page = state.pages.at(-1);
  // the same array for the same pages, so that a long list need not be drawn again
  const items = useMemo(() => state.pages.flatMap(({ nodes }) => nodes), [state.pages]);
  return {
    items,
    page,
    totalCount: page?.totalCount,
    hasMore: page?.pageInfo.hasNextPage ?? false,
    loading: state.asks === 'first' || state.key !== key,
    loadingMore: state.asks === 'more',
    error: state.error,
    more() {
      if (page === undefined) return begin(1);
      setState((old) => ({ ...old, asks: 'more', error: null }));
      ask(state.pages, state.pages.length + 1);
    },
    reload: () => begin(Math.max(1, state.pages.length)),
  };
}
