import type { PageInfoShape } from '@pothos/plugin-relay';
import type { ImageFailure, IndexingErrorCode } from '../indexing/types.ts';
import type { Page } from '../page.ts';
import { builder } from './builder.ts';
import { connectionComplexity, countedByConnection, pageInfoOf, pageOf } from './connection.ts';
import { IndexingErrorCodeEnum } from './index-status-enums.ts';
import { IndexingErrorRef } from './index-status-image.ts';
import { ProductImageRef, ProductRef } from './product.ts';
import { type Shown, shownOf } from './shown-failures.ts';

const IndexingFailureRef = builder.objectRef<Shown<ImageFailure>>('IndexingFailure').implement({
  description: 'A picture that could not be indexed, and stands so.',
  fields: (t) => ({
    image: t.expose('image', { type: ProductImageRef }),
    product: t.expose('product', { type: ProductRef, description: 'Whose picture it is.' }),
    error: t.expose('error', { type: IndexingErrorRef, description: 'Why the last attempt failed.' }),
    attempts: t.exposeInt('attempts', { description: 'How often it was tried.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was given up.' }),
  }),
});

/** A page, and the reasons it is of, so that the whole can be counted when that is asked for. */
interface FailurePage extends Page<Shown<ImageFailure>> {
  readonly pageInfo: PageInfoShape;
  readonly codes: readonly IndexingErrorCode[] | undefined;
}

const IndexingFailureEdgeRef = builder
  .objectRef<FailurePage['entries'][number]>('IndexingFailureEdge')
  .implement({
    description: 'A picture that could not be indexed, and where it stands in the list.',
    fields: (t) => ({
      cursor: t.exposeString('cursor', { description: '`after` it begins the next page.' }),
      node: t.expose('node', { type: IndexingFailureRef }),
    }),
  });

const IndexingFailureConnectionRef = builder.objectRef<FailurePage>('IndexingFailureConnection').implement({
  description: 'A page of the pictures that could not be indexed.',
  fields: (t) => ({
    edges: t.field({
      type: [IndexingFailureEdgeRef],
      complexity: countedByConnection,
      resolve: ({ entries }) => [...entries],
    }),
    nodes: t.field({
      type: [IndexingFailureRef],
      complexity: countedByConnection,
      resolve: ({ entries }) => entries.map(({ node }) => node),
    }),
    pageInfo: t.expose('pageInfo', { type: builder.pageInfoRef() }),
    totalCount: t.int({
      description: 'How many there are, on all pages.',
      complexity: 20,
      resolve: ({ codes }, _args, { parts }) => parts.indexer.failures.count(codes),
    }),
  }),
});

builder.queryField('indexingFailures', (t) =>
  t.field({
    type: IndexingFailureConnectionRef,
    description:
      'The pictures that stand FAILED under the active model, newest first. indexStatus.failures counts them by reason, and reindex tries them again.',
    complexity: connectionComplexity,
    args: {
      first: t.arg.int({ defaultValue: 20, description: '1 to 100.' }),
      after: t.arg.string({ description: 'A cursor of an earlier page.' }),
      code: t.arg({ type: [IndexingErrorCodeEnum], description: 'Any of these; left out: all.' }),
    },
    resolve: async (_root, { code, ...args }, { parts, loaders }) => {
      const request = pageOf(args);
      const codes = code ?? undefined;
      const page = await parts.indexer.failures.list(request, codes);
      // by what the page ends with, also where that was deleted just now
      const pageInfo = pageInfoOf(page, request);
      return { ...(await shownOf(page, loaders)), pageInfo, codes };
    },
  }),
);
