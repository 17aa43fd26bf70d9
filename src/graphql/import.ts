import type { PageInfoShape } from '@pothos/plugin-relay';
import type { Page } from '../page.ts';
import { keptFailuresOf } from '../sync/imports/claims.ts';
import type { ImportFailure, ImportJob } from '../sync/imports/types.ts';
import { builder } from './builder.ts';
import { connectionComplexity, countedByConnection, pageInfoOf, pageOf } from './connection.ts';
import { bigintOf } from './node.ts';
import { shared } from './shared.ts';

export const ImportFormatEnum = builder.enumType('ImportFormat', {
  description: 'How a file of products is written.',
  values: {
    NDJSON: { value: 'ndjson', description: 'A JSON object a line.' },
    CSV: { value: 'csv', description: 'Separated by commas, the names of the columns in the first row.' },
  } as const,
});

const ImportStateEnum = builder.enumType('ImportState', {
  description: 'Where an import stands. CANCELLED, SUCCEEDED and FAILED are its last states.',
  values: {
    QUEUED: {
      description:
        'It waits until a server or worker takes it up, one import at a time; also one that was begun, where who worked on it was stopped.',
    },
    RUNNING: { description: 'Its lines are worked on.' },
    CANCELLED: { description: 'It was ended by hand; what it had stored stays.' },
    SUCCEEDED: {
      description:
        'It is through. Some of its lines may have failed nevertheless: see `failed` and `failures`.',
    },
    FAILED: { description: 'The file as a whole could not be imported; `error` says why.' },
  } as const,
});

const ImportFailureRef = builder.objectRef<ImportFailure>('ImportFailure').implement({
  description: 'A line that could not be imported.',
  fields: (t) => ({
    line: t.exposeInt('line', { description: 'From 1; the first line of a record that has several.' }),
    externalId: t.exposeString('externalId', {
      nullable: true,
      description: 'Of its product; null where it could not be read so far.',
    }),
    message: t.exposeString('message', { description: 'Why, for people.' }),
  }),
});

interface FailurePage extends Page<ImportFailure> {
  readonly job: ImportJob;
  readonly pageInfo: PageInfoShape;
}

const ImportFailureEdgeRef = builder
  .objectRef<FailurePage['entries'][number]>('ImportFailureEdge')
  .implement({
    description: 'A line that could not be imported, and where it stands in the list.',
    fields: (t) => ({
      cursor: t.exposeString('cursor', { description: '`after` it begins the next page.' }),
      node: t.expose('node', { type: ImportFailureRef }),
    }),
  });

const ImportFailureConnectionRef = builder.objectRef<FailurePage>('ImportFailureConnection').implement({
  description: 'A page of the lines that could not be imported.',
  fields: (t) => ({
    edges: t.field({
      type: [ImportFailureEdgeRef],
      complexity: countedByConnection,
      resolve: ({ entries }) => [...entries],
    }),
    nodes: t.field({
      type: [ImportFailureRef],
      complexity: countedByConnection,
      resolve: ({ entries }) => entries.map(({ node }) => node),
    }),
    pageInfo: t.expose('pageInfo', { type: builder.pageInfoRef() }),
    totalCount: t.int({
      description: 'How many are kept, on all pages: `ImportJob.failed`, but at most 10,000.',
      resolve: ({ job }) => keptFailuresOf(job),
    }),
  }),
});

export const ImportJobRef = builder.objectRef<ImportJob>('ImportJob');
builder.node(ImportJobRef, {
  description:
    'A file of products that is imported, kept for 30 days after its end. Counts are of lines, each counted once as what became of it, whatever was restarted meanwhile; blank lines and the header of a CSV do not count.',
  id: { resolve: ({ id }) => id },
  loadOne: (id, { parts }) => {
    const own = bigintOf(id);
    return own === undefined ? null : parts.imports.find(own);
  },
  fields: (t) => ({
    fileName: t.exposeString('fileName', { description: 'What its sender calls it.' }),
    format: t.expose('format', { type: ImportFormatEnum }),
    state: t.expose('state', { type: ImportStateEnum }),
    bytes: t.exposeFloat('bytes', { description: 'The size of the file.' }),
    bytesRead: t.exposeFloat('bytesRead', { description: 'How much of it is read.' }),
    progress: t.float({
      description: 'bytesRead over bytes: 0 to 1.',
      resolve: ({ bytes, bytesRead }) => bytesRead / bytes,
    }),
    lines: t.exposeInt('lines', { description: 'Those that are through.' }),
    created: t.exposeInt('created', { description: 'Those whose product is new.' }),
    updated: t.exposeInt('updated', { description: 'Those that changed their product.' }),
    unchanged: t.exposeInt('unchanged', { description: 'Those whose product was so already.' }),
    failed: t.exposeInt('failed', {
      description: 'Those that could not be imported; `failures` names them.',
    }),
    linesPerSecond: t.exposeFloat('linesPerSecond', {
      nullable: true,
      description: 'Over the last half minute; null where it does not run, or too little has been done yet.',
    }),
    remainingSeconds: t.exposeInt('remainingSeconds', {
      nullable: true,
      description: 'How long the rest takes at that rate; null where there is none.',
    }),
    failures: t.field({
      type: ImportFailureConnectionRef,
      description:
        'Its lines that could not be imported, in the order of the file. The first 10,000 are kept; `failed` counts all.',
      complexity: connectionComplexity,
      args: {
        first: t.arg.int({ defaultValue: 20, description: '1 to 100.' }),
        after: t.arg.string({ description: 'A cursor of an earlier page.' }),
      },
      resolve: shared(async (job, args, { parts }) => {
        const request = pageOf(args);
        const page = await parts.imports.failures(job.id, request);
        return { ...page, pageInfo: pageInfoOf(page, request), job };
      }),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When the file had arrived.' }),
    startedAt: t.expose('startedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was taken up first.',
    }),
    finishedAt: t.expose('finishedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it came to its last state.',
    }),
    error: t.exposeString('error', {
      nullable: true,
      description:
        'Why the file as a whole could not be imported, for people; null unless its state is FAILED.',
    }),
  }),
});
