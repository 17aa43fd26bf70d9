import { useEffect, useEffectEvent, useState } from 'react';
import { useClient } from 'urql';
import { usePaged } from '../../../shared/use-paged.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useIndexChanges } from '../use-index-changes.ts';
import { apiFilter, type ListFilter } from './filter.ts';
import { productRow, type Row } from './row.tsx';

const listed = graphql(`
  query ProductsPaneList($filter: ProductFilter, $orderBy: ProductOrder!, $after: String) {
    products(filter: $filter, orderBy: $orderBy, first: 60, after: $after) {
      nodes { ...ProductsPaneRow }
      totalCount
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const fresh = graphql(`
  query ProductsPaneFresh($filter: ProductFilter, $of: ProductFilter!, $some: Boolean!) {
    all: products(filter: $filter, first: 1) { totalCount }
    rows: products(filter: $of, first: 100) @include(if: $some) { nodes { ...ProductsPaneRow } }
  }
`);

const one = graphql(`
  query ProductsPaneOne($id: ID!) {
    product(by: { id: $id }) { ...ProductsPaneRow }
  }
`);

// as many as a page of the API holds
const maxFresh = 100;

interface News {
  /** By id; null: it is deleted. */
  readonly rows: ReadonlyMap<string, Row | null>;
  readonly total: number | undefined;
}

const noNews: News = { rows: new Map(), total: undefined };

interface Shown {
  /** Nothing is asked for while it is not. */
  readonly shown: boolean;
  /** Ids of the products that were looked at since it was shown last. */
  readonly visited: readonly string[];
}

/**
 * The products that fit, page by page. Rows whose pictures wait are followed until they stand; what comes and goes
 * elsewhere is told by `changed` and not moved about under one's hands.
 */
export function useProducts(filter: ListFilter, { shown, visited }: Shown) {
  const client = useClient();
  const conditions = apiFilter(filter);
  const list = usePaged({
    query: listed,
    variables: (after) => ({ filter: conditions, orderBy: filter.order, after }),
    pick: (data) => data.products,
  });
  const [news, setNews] = useState(noNews);
  // what was new is in the list once it was asked for anew
  useEffect(() => {
    if (!list.loading) setNews(noNews);
  }, [list.loading]);

  const items = list.items.flatMap((node) => {
    const row = readFragment(productRow, node);
    const newer = news.rows.get(row.id);
    return newer === null ? [] : [newer ?? row];
  });

  useIndexChanges(async () => {
    if (!shown || list.loading) return;
    const waiting = items.filter(({ images }) => images.some(({ indexing }) => indexing.state === 'PENDING'));
    const ids = waiting.slice(0, maxFresh).map(({ externalId }) => externalId);
    const variables = { filter: conditions, of: { externalId: ids }, some: ids.length > 0 };
    const { data } = await client.query(fresh, variables, { requestPolicy: 'network-only' });
    if (!data) return;
    const rows = data.rows?.nodes.map((node) => readFragment(productRow, node)) ?? [];
    setNews((old) => withRows(old, rows, data.all.totalCount));
  }, 700);

  const comeBack = useEffectEvent(async () => {
    for (const id of visited) {
      const { data, error } = await client.query(one, { id }, { requestPolicy: 'network-only' });
      if (error || !data) continue;
      const row = data.product ? readFragment(productRow, data.product) : null;
      setNews((old) => ({ ...old, rows: new Map([...old.rows, [id, row]]) }));
      // a new one has its place somewhere among the others
      if (row && !items.some((item) => item.id === id)) return list.reload();
    }
  });
  useEffect(() => {
    if (shown) comeBack();
  }, [shown]);

  const gone = [...news.rows.values()].filter((row) => row === null).length;
  const totalCount = list.totalCount === undefined ? undefined : list.totalCount - gone;
  return {
    ...list,
    items,
    totalCount: news.total ?? totalCount,
    changed: !list.loading && news.total !== undefined && news.total !== totalCount,
  };
}

function withRows(news: News, rows: readonly Row[], total: number): News {
  return { rows: new Map([...news.rows, ...rows.map((row) => [row.id, row] as const)]), total };
}
