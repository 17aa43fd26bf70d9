import type { PageInfoShape } from '@pothos/plugin-relay';
import type { JobFailure, ReindexJob } from '../indexing/types.ts';
import type { Page } from '../page.ts';
import { builder } from './builder.ts';
import { connectionComplexity, countedByConnection, pageInfoOf, pageOf } from './connection.ts';
import { EmbeddingModelRef, FailureCountRef, IndexStatusRef } from './index-status.ts';
import { IndexingErrorRef } from './index-status-image.ts';
import { bigintOf } from './node.ts';
import { ProductImageRef, ProductRef } from './product.ts';
import { shared } from './shared.ts';
import { type Shown, shownOf } from './shown-failures.ts';

export const ReindexScopeEnum = builder.enumType('ReindexScope', {
  description: 'Which pictures a run takes.',
  values: {
    MISSING: { description: 'Those that wait for their vector.' },
    FAILED: { description: 'Those that failed.' },
    ALL: {
      description:
        'Every picture: its host is asked whether it changed, and it is embedded anew whether it did or not.',
    },
    PRODUCTS: {
      description:
        'Those of the given products: hosts are asked whether they changed, and what did is embedded anew.',
    },
  } as const,
});

const JobStateEnum = builder.enumType('JobState', {
  description: 'Where a run stands. CANCELLED, SUCCEEDED and FAILED are its last states.',
  values: {
    QUEUED: {
      description:
        'It waits until a server or worker takes it up, also after it was resumed. Pictures of it that are indexed meanwhile count.',
    },
    RUNNING: { description: 'Its pictures are worked on.' },
    PAUSED: { description: 'It waits to be resumed.' },
    CANCELLED: { description: 'It was ended by hand; what it had done stays.' },
    SUCCEEDED: {
      description:
        'It went through all its pictures. Some of them may have failed nevertheless: see `failed` and `failures`.',
    },
    FAILED: { description: 'The run as a whole could not go on; `error` says why.' },
  } as const,
});

const JobFailureRef = builder.objectRef<Shown<JobFailure>>('JobFailure').implement({
  description: 'A picture that a run could not index.',
  fields: (t) => ({
    image: t.expose('image', { type: ProductImageRef }),
    product: t.expose('product', { type: ProductRef, description: 'Whose picture it is.' }),
    error: t.expose('error', {
      type: IndexingErrorRef,
      description: 'Why; where it is retryable, it is tried again in the background unless it has a vector.',
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When the run gave it up.' }),
  }),
});

interface FailurePage extends Page<Shown<JobFailure>> {
  readonly job: ReindexJob;
  readonly pageInfo: PageInfoShape;
}

const JobFailureEdgeRef = builder.objectRef<FailurePage['entries'][number]>('JobFailureEdge').implement({
  description: 'A picture that a run could not index, and where it stands in the list.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: '`after` it begins the next page.' }),
    node: t.expose('node', { type: JobFailureRef }),
  }),
});

const JobFailureConnectionRef = builder.objectRef<FailurePage>('JobFailureConnection').implement({
  description: 'A page of the pictures that a run could not index.',
  fields: (t) => ({
    edges: t.field({
      type: [JobFailureEdgeRef],
      complexity: countedByConnection,
      resolve: ({ entries }) => [...entries],
    }),
    nodes: t.field({
      type: [JobFailureRef],
      complexity: countedByConnection,
      resolve: ({ entries }) => entries.map(({ node }) => node),
    }),
    pageInfo: t.expose('pageInfo', { type: builder.pageInfoRef() }),
    totalCount: t.int({
      description: 'How many there are, on all pages; `ReindexJob.failed` counts those deleted since too.',
      complexity: 5,
      resolve: shared(({ job }, _args, { parts }) => parts.indexer.jobs.countFailures(job.id)),
    }),
  }),
});

export const ReindexJobRef = builder.objectRef<ReindexJob>('ReindexJob');
builder.node(ReindexJobRef, {
  description:
    'A run that brings the vectors of many pictures up to date, kept for 30 days after its end. Counts are of pictures.',
  id: { resolve: ({ id }) => id },
  loadOne: (id, { parts }) => {
    const own = bigintOf(id);
    return own === undefined ? null : parts.indexer.jobs.find(own);
  },
  fields: (t) => ({
    scope: t.expose('scope', { type: ReindexScopeEnum }),
    model: t.field({
      type: EmbeddingModelRef,
      description: 'The model that it embeds with: the one that was active when it was asked for.',
      resolve: shared(async ({ modelId }, _args, { loaders }) => {
        const model = await loaders.models.load(modelId);
        if (model === null) throw new Error('a run outlived its model');
        return model;
      }),
    }),
    state: t.expose('state', { type: JobStateEnum }),
    total: t.exposeInt('total', { description: 'How many it takes in all.' }),
    succeeded: t.exposeInt('succeeded', { description: 'Those that have a vector from this run.' }),
    failed: t.exposeInt('failed', { description: 'Those that could not be indexed; `failures` names them.' }),
    skipped: t.exposeInt('skipped', {
      description: 'Those that needed nothing: unchanged, or deleted meanwhile.',
    }),
    progress: t.float({
      description: 'succeeded + failed + skipped, over total: 0 to 1.',
      resolve: ({ succeeded, failed, skipped, total }) =>
        total === 0 ? 1 : (succeeded + failed + skipped) / total,
    }),
    imagesPerSecond: t.exposeFloat('imagesPerSecond', {
      nullable: true,
      description: 'Over the last half minute; null where it does not run, or nothing has been done yet.',
    }),
    remainingSeconds: t.exposeInt('remainingSeconds', {
      nullable: true,
      description: 'How long the rest takes at that rate; null where there is none.',
    }),
    failureCounts: t.field({
      type: [FailureCountRef],
      description: 'Its failed pictures by reason; reasons that none has are left out.',
      resolve: ({ failures }) => [...failures],
    }),
    failures: t.field({
      type: JobFailureConnectionRef,
      description:
        'Its pictures that could not be indexed, newest first; those that were deleted since are left out. One that has a vector from before keeps it, and is found by search as it was.',
      complexity: connectionComplexity,
      args: {
        first: t.arg.int({ defaultValue: 20, description: '1 to 100.' }),
        after: t.arg.string({ description: 'A cursor of an earlier page.' }),
      },
      resolve: shared(async (job, args, { parts, loaders }) => {
        const request = pageOf(args);
        const page = await parts.indexer.jobs.failures(job.id, request);
        return { ...(await shownOf(page, loaders)), pageInfo: pageInfoOf(page, request), job };
      }),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was asked for.' }),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When its first picture was begun.',
    }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it came to its last state.',
    }),
    error: t.exposeString('error', {
      nullable: true,
      description: 'Why the run as a whole could not go on, for people; null unless its state is FAILED.',
    }),
  }),
});

builder.objectField(IndexStatusRef, 'jobs', (t) =>
  t.field({
    type: [ReindexJobRef],
    description: 'The runs that have not ended, oldest first.',
    resolve: ({ jobs }) => [...jobs],
  }),
);
