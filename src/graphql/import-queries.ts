import { builder } from './builder.ts';
import { changesOf } from './changes.ts';
import { connectionComplexity, pageInfoOf, pageOf } from './connection.ts';
import { ImportJobRef } from './import.ts';
import { localBigint } from './node.ts';

const ImportJobConnectionRef = builder.connectionObject(
  {
    type: ImportJobRef,
    name: 'ImportJobConnection',
    description: 'A page of imports.',
    fields: (t) => ({
      totalCount: t.int({
        description: 'How many imports are kept, on all pages.',
        resolve: (_page, _args, { parts }) => parts.imports.count(),
      }),
    }),
  },
  { name: 'ImportJobEdge', description: 'An import, and where it stands in the list.' },
);

builder.queryField('importJob', (t) =>
  t.field({
    type: ImportJobRef,
    nullable: true,
    description: 'An import by its id; null where there is none, or it ended more than 30 days ago.',
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, { parts }) => parts.imports.find(localBigint('ImportJob', id, ['id'])),
  }),
);

builder.queryField('importJobs', (t) =>
  t.field({
    type: ImportJobConnectionRef,
    description: 'All imports, newest first, ended ones too.',
    complexity: connectionComplexity,
    args: {
      first: t.arg.int({ defaultValue: 20, description: '1 to 100.' }),
      after: t.arg.string({ description: 'A cursor of an earlier page.' }),
    },
    resolve: async (_root, args, { parts }) => {
      const request = pageOf(args);
      const page = await parts.imports.list(request);
      return { edges: [...page.entries], pageInfo: pageInfoOf(page, request) };
    },
  }),
);

builder.subscriptionField('importProgress', (t) =>
  t.field({
    type: ImportJobRef,
    description:
      'An import as it stands, at once, then each change, at most four times a second; completes after its last state. Who was cut off subscribes again, and is told how it stands by then. One that has ended is told once.',
    args: { jobId: t.arg.id({ required: true }) },
    subscribe: (_root, { jobId }, { parts, signal }) =>
      changesOf(parts.imports.watch(localBigint('ImportJob', jobId, ['jobId'])), signal),
    resolve: (job) => job,
  }),
);

builder.subscriptionField('imports', (t) =>
  t.field({
    type: [ImportJobRef],
    description:
      'The imports that have not ended, oldest first, at once, then with each change, at most four times a second. One that is told no more has ended; `importJobs` has it.',
    subscribe: (_root, _args, { parts, signal }) => changesOf(parts.imports.watchLive(), signal),
    resolve: (jobs) => [...jobs],
  }),
);
