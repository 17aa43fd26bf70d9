import { builder } from './builder.ts';
import { Conflict, NotFound } from './errors.ts';
import { localBigint } from './node.ts';
import { ProductKeyInput, productKeyOf } from './product-inputs.ts';
import { ReindexJobRef, ReindexScopeEnum } from './reindex.ts';

builder.mutationField('reindex', (t) =>
  t.field({
    type: ReindexJobRef,
    description:
      'Starts a run and answers at once; follow it with reindexProgress. Where a run of the same scope goes on or is paused, that one is answered and no other is started; runs of PRODUCTS stand each for itself. A picture that several runs hold is embedded once and counts in all of them. New and changed pictures are indexed without any run.',
    args: {
      scope: t.arg({ type: ReindexScopeEnum, required: true, defaultValue: 'MISSING' }),
      products: t.arg({
        type: [ProductKeyInput],
        description: 'For the scope PRODUCTS, and only for it: 1 to 1,000.',
      }),
    },
    errors: { types: [NotFound], dataField: { name: 'job' } },
    resolve: (_root, { scope, products }, { parts }) =>
      parts.indexer.jobs.start(
        scope,
        products?.map((key, at) => productKeyOf(key, ['products', String(at)])),
      ),
  }),
);

builder.mutationField('pauseReindex', (t) =>
  t.field({
    type: ReindexJobRef,
    description:
      'Pauses a run until it is resumed, also beyond a restart. Pictures that are in hand are finished and count; what is new or changed is indexed as ever. One that is paused stays so. Conflict where it has ended.',
    args: { jobId: t.arg.id({ required: true }) },
    errors: { types: [Conflict, NotFound], dataField: { name: 'job' } },
    resolve: (_root, { jobId }, { parts }) =>
      parts.indexer.jobs.pause(localBigint('ReindexJob', jobId, ['jobId'])),
  }),
);

builder.mutationField('resumeReindex', (t) =>
  t.field({
    type: ReindexJobRef,
    description:
      'Lets a paused run go on; one that is not paused goes on as it is. Conflict where it has ended.',
    args: { jobId: t.arg.id({ required: true }) },
    errors: { types: [Conflict, NotFound], dataField: { name: 'job' } },
    resolve: (_root, { jobId }, { parts }) =>
      parts.indexer.jobs.resume(localBigint('ReindexJob', jobId, ['jobId'])),
  }),
);

builder.mutationField('cancelReindex', (t) =>
  t.field({
    type: ReindexJobRef,
    description:
      'Ends a run for good; what it has done stays, and pictures that still lack a vector are indexed in the background. One that is cancelled stays so. Conflict where it has ended otherwise.',
    args: { jobId: t.arg.id({ required: true }) },
    errors: { types: [Conflict, NotFound], dataField: { name: 'job' } },
    resolve: (_root, { jobId }, { parts }) =>
      parts.indexer.jobs.cancel(localBigint('ReindexJob', jobId, ['jobId'])),
  }),
);
