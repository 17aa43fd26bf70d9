import { builder } from './builder.ts';
import { changesOf } from './changes.ts';
import { connectionComplexity, pageInfoOf, pageOf } from './connection.ts';
import { forgetLoaded } from './context.ts';
import { localBigint } from './node.ts';
import { ReindexJobRef } from './reindex.ts';

const ReindexJobConnectionRef = builder.connectionObject(
  {
    type: ReindexJobRef,
    name: 'ReindexJobConnection',
    description: 'A page of runs.',
    fields: (t) => ({
      totalCount: t.int({
        description: 'How many runs are kept, on all pages.',
        resolve: (_page, _args, { parts }) => parts.indexer.jobs.count(),
      }),
    }),
  },
  { name: 'ReindexJobEdge', description: 'A run, and where it stands in the list.' },
);

builder.queryField('reindexJob', (t) =>
  t.field({
    type: ReindexJobRef,
    nullable: true,
    description: 'A run by its id; null where there is none, or it ended more than 30 days ago.',
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, { parts }) => parts.indexer.jobs.find(localBigint('ReindexJob', id, ['id'])),
  }),
);

builder.queryField('reindexJobs', (t) =>
  t.field({
    type: ReindexJobConnectionRef,
    description: 'All runs, newest first, ended ones too; those that go on are also in indexStatus.jobs.',
    complexity: connectionComplexity,
    args: {
      first: t.arg.int({ defaultValue: 20, description: '1 to 100.' }),
      after: t.arg.string({ description: 'A cursor of an earlier page.' }),
    },
    resolve: async (_root, args, { parts }) => {
      const request = pageOf(args);
      const page = await parts.indexer.jobs.list(request);
      return { edges: [...page.entries], pageInfo: pageInfoOf(page, request) };
    },
  }),
);

builder.subscriptionField('reindexProgress', (t) =>
  t.field({
    type: ReindexJobRef,
    description:
      'A run as it stands, at once, then each change, at most four times a second; completes after its last state. Who was cut off subscribes again, and is told how it stands by then. One that has ended is told once.',
    args: { jobId: t.arg.id({ required: true }) },
    subscribe: (_root, { jobId }, { parts, signal }) =>
      changesOf(parts.indexer.jobs.watch(localBigint('ReindexJob', jobId, ['jobId'])), signal),
    resolve(job, _args, { loaders }) {
      forgetLoaded(loaders);
      return job;
    },
  }),
);
