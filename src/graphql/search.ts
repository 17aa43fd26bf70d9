import type { Notice, RememberedSearch, SearchAnswer, Timing } from '../search/types.ts';
import { builder } from './builder.ts';
import { connectionComplexity, countedByConnection } from './connection.ts';
import { defaultPageSize } from './limits.ts';
import { thumbnailUrl } from './pictures.ts';
import { ProductRef } from './product.ts';
import { ProductFilterInput } from './product-inputs.ts';
import { edgesOf, SearchResultEdgeRef } from './search-edges.ts';
import { FacetRef } from './search-facets.ts';
import { SearchOptions, searchRequestOf } from './search-inputs.ts';

/** A search costs about as much as reading some hundred fields, beside what is selected of its page: a page of 100
 * products can't ask what each of them is similar to. Facets and regions take as long for one result as for a page. */
export const searchComplexity = (args: { readonly first?: number | null | undefined }) => ({
  field: 400,
  multiplier: Math.max(connectionComplexity(args).multiplier, defaultPageSize),
});

const NoticeRef = builder.objectRef<Notice>('Notice').implement({
  description: 'Why an answer is less, or was found otherwise, than asked for.',
  fields: (t) => ({
    code: t.field({
      type: builder.enumType('NoticeCode', {
        description: 'Stable, for programs.',
        values: {
          MODEL_LOADING: { description: 'The model is loading: found by words alone. Ask again soon.' },
          MODEL_UNAVAILABLE: { description: 'There is no model: found by words alone.' },
          INDEX_INCOMPLETE: { description: 'Some pictures are not indexed yet: products may be missing.' },
          EXACT_SCAN: { description: 'There is no vector index: every vector was compared, which is slow.' },
          RESULTS_TRUNCATED: {
            description: 'There was no time to look for all, or more matched than paging reaches.',
          },
          LANGUAGE_NOT_COVERED: {
            description: 'The model does not know the language of the words: they count as words above all.',
          },
        } as const,
      }),
      resolve: ({ code }) => code,
    }),
    message: t.exposeString('message', { description: 'For people.' }),
  }),
});

const TimingRef = builder.objectRef<Timing>('Timing').implement({
  description: 'How long it took, in milliseconds.',
  fields: (t) => ({
    embedMs: t.exposeFloat('embedMs', { description: 'From the words or the photo to its vector.' }),
    searchMs: t.exposeFloat('searchMs', { description: 'From the vector to the ranked products.' }),
    totalMs: t.exposeFloat('totalMs', { description: 'Both together.' }),
  }),
});

const SearchPlanEnum = builder.enumType('SearchPlan', {
  description: 'How an answer was found.',
  values: {
    APPROXIMATE: { description: 'By the vector index.' },
    EXACT: { description: 'Every candidate was compared.' },
    FULL_TEXT: { description: 'By words alone.' },
    HYBRID: { description: 'By words, pictures and the meaning of titles, fused by rank.' },
  } as const,
});

export const SearchKindEnum = builder.enumType('SearchKind', {
  description: 'What was searched with.',
  values: {
    IMAGE: { description: 'A photo, or a picture of the catalogue.' },
    TEXT: { description: 'Words.' },
    PRODUCT: { description: 'A product, for what is like it.' },
    COMPOSED: { description: 'Several photos, words and products together.' },
  } as const,
});

export const SearchRef = builder.objectRef<RememberedSearch>('Search');

export const SearchResultConnectionRef = builder.objectRef<SearchAnswer>('SearchResultConnection').implement({
  description:
    'A page of results, best first. Walking on by cursors gives each product at most once, with scores that never rise, whatever changes meanwhile; products deleted since are left out.',
  fields: (t) => ({
    edges: t.field({
      type: [SearchResultEdgeRef],
      complexity: countedByConnection,
      resolve: (answer, _args, { loaders }, info) => edgesOf(answer, loaders, info),
    }),
    nodes: t.field({
      type: [ProductRef],
      complexity: countedByConnection,
      resolve: async (answer, _args, { loaders }, info) =>
        (await edgesOf(answer, loaders, info)).map(({ product }) => product),
    }),
    pageInfo: t.field({
      type: builder.pageInfoRef(),
      resolve: async ({ hits, hasNextPage, hasPreviousPage, saved }) => {
        await saved();
        const [startCursor, endCursor] = [hits[0]?.cursor ?? null, hits.at(-1)?.cursor ?? null];
        return { hasNextPage, hasPreviousPage, startCursor, endCursor };
      },
    }),
    totalCount: t.int({
      description: 'How many products are reachable by paging, at most 1,000.',
      complexity: 50,
      resolve: (answer) => answer.totalCount(),
    }),
    facets: t.field({
      type: [FacetRef],
      description:
        'What the results have, counted, in the order asked for; looked up only where it is asked for.',
      complexity: 200,
      args: {
        names: t.arg.stringList({
          description:
            'At most 20 of category, brand, inStock, price and attributes.NAME; null for these four and the commonest attributes.',
        }),
      },
      resolve: async (answer, { names }) => [...(await answer.facets(names ?? null))],
    }),
    search: t.field({
      type: SearchRef,
      nullable: true,
      description:
        'The question, to be reopened; null where it is not remembered: in Product.similar, and where SEARCH_RETENTION_DAYS is 0.',
      resolve: async ({ search, saved }) => ((await saved()) ? search : null),
    }),
    plan: t.expose('plan', { type: SearchPlanEnum, description: 'How it was found.' }),
    notices: t.field({
      type: [NoticeRef],
      description: 'Set where the answer is less than asked for, or came about slowly.',
      resolve: ({ notices }) => [...notices],
    }),
    timing: t.expose('timing', { type: TimingRef }),
  }),
});

builder.node(SearchRef, {
  description:
    'A question that was asked: reopen it, page it, filter it again. Kept for SEARCH_RETENTION_DAYS.',
  id: { resolve: ({ id }) => id },
  loadOne: (id, { parts }) => parts.search.find(id),
  fields: (t) => ({
    kind: t.expose('kind', { type: SearchKindEnum }),
    text: t.exposeString('text', {
      nullable: true,
      description: 'TEXT: the words; COMPOSED: those of all its texts.',
    }),
    thumbnailUrl: t.field({
      type: 'URL',
      nullable: true,
      description:
        'A small picture of what was searched with, at most 160 pixels wide and high; whoever has the address can see it. Null without a photo, where none are kept, and in the first moments after the question.',
      resolve: ({ id, hasThumbnail }, _args, { publicUrl }) =>
        hasThumbnail ? thumbnailUrl(publicUrl, id) : null,
    }),
    resultCount: t.exposeInt('resultCount', {
      description: 'How many results its first page had when it was asked; 0: it found nothing.',
    }),
    timing: t.expose('timing', { type: TimingRef, description: 'How long it took when it was asked.' }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    results: t.field({
      type: SearchResultConnectionRef,
      description: 'Its results, under this filter, without sending the question again.',
      complexity: searchComplexity,
      args: {
        first: t.arg.int({ defaultValue: 20, description: '1 to 100.' }),
        after: t.arg.string({
          description: 'A cursor of an earlier page, under the same filter and options.',
        }),
        filter: t.arg({ type: ProductFilterInput }),
        options: t.arg({ type: SearchOptions }),
      },
      resolve: ({ id }, args, context) => context.parts.search.results(id, searchRequestOf(args, context)),
    }),
  }),
});
