import type { RememberedSearch, SearchesFilter } from '../search/types.ts';
import { builder } from './builder.ts';
import { connectionComplexity, countedByConnection, pageInfoOf, pageOf } from './connection.ts';
import { NotFound } from './errors.ts';
import { localId } from './node.ts';
import { SearchKindEnum, SearchRef } from './search.ts';

interface Entry {
  readonly cursor: string;
  readonly node: RememberedSearch;
}

/** A page, and the filter it is of, so that the whole can be counted when that is asked for. */
interface ListedSearches {
  readonly entries: readonly Entry[];
  readonly pageInfo: ReturnType<typeof pageInfoOf>;
  readonly filter: SearchesFilter;
}

const SearchEdgeRef = builder.objectRef<Entry>('SearchEdge').implement({
  description: 'A search, and where it stands in the list.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: '`after` it begins the next page.' }),
    node: t.expose('node', { type: SearchRef }),
  }),
});

const SearchConnectionRef = builder.objectRef<ListedSearches>('SearchConnection').implement({
  description: 'A page of searches.',
  fields: (t) => ({
    edges: t.field({
      type: [SearchEdgeRef],
      complexity: countedByConnection,
      resolve: ({ entries }) => [...entries],
    }),
    nodes: t.field({
      type: [SearchRef],
      complexity: countedByConnection,
      resolve: ({ entries }) => entries.map(({ node }) => node),
    }),
    pageInfo: t.expose('pageInfo', { type: builder.pageInfoRef() }),
    totalCount: t.int({
      description: 'How many there are, on all pages.',
      complexity: 20,
      resolve: ({ filter }, _args, { parts }) => parts.search.history.count(filter),
    }),
  }),
});

builder.queryField('searches', (t) =>
  t.field({
    type: SearchConnectionRef,
    description:
      'What was searched for, newest first, as long as it is kept: SEARCH_RETENTION_DAYS, or until it is deleted.',
    complexity: connectionComplexity,
    args: {
      first: t.arg.int({ defaultValue: 20, description: '1 to 100.' }),
      after: t.arg.string({ description: 'A cursor of an earlier page.' }),
      kind: t.arg({ type: [SearchKindEnum], description: 'Any of these; left out: all.' }),
      foundNothing: t.arg.boolean({
        description: 'true: those that found nothing; false: those that found something; left out: both.',
      }),
    },
    resolve: async (_root, { kind, foundNothing, ...args }, { parts }) => {
      const request = pageOf(args);
      const filter = {
        ...(kind && { kinds: kind }),
        ...(typeof foundNothing === 'boolean' && { foundNothing }),
      };
      const page = await parts.search.history.list({ ...request, ...filter });
      return { entries: page.entries, pageInfo: pageInfoOf(page, request), filter };
    },
  }),
);

builder.mutationField('deleteSearch', (t) =>
  t.field({
    type: SearchRef,
    description: 'Deletes a search with its results and its thumbnail; cursors of it end with it.',
    args: { id: t.arg.id({ required: true }) },
    errors: {
      types: [NotFound],
      dataField: { name: 'search', description: 'As it was; it can be reopened no more.' },
    },
    resolve: (_root, { id }, { parts }) => parts.search.history.delete(localId('Search', id, ['id'])),
  }),
);

builder.mutationField('deleteSearches', (t) =>
  t.field({
    type: 'Int',
    description:
      'Deletes all searches that were asked before a moment, with their results and thumbnails. Cut off in the midst, it can be asked for again.',
    args: {
      before: t.arg({ type: 'DateTime', required: true, description: 'In the future: all there are.' }),
    },
    errors: { dataField: { name: 'deleted', description: 'How many there were.' } },
    resolve: (_root, { before }, { parts, signal }) => parts.search.history.deleteBefore(before, signal),
  }),
);
