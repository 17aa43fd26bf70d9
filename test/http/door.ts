import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { VitrineError } from '../../src/errors.ts';
import { builder } from '../../src/graphql/builder.ts';
import { changesOf } from '../../src/graphql/changes.ts';
import { connectionComplexity, pageOf } from '../../src/graphql/connection.ts';
import { Conflict } from '../../src/graphql/errors.ts';
import '../../src/graphql/failures.ts';
import { isImport } from '../../src/graphql/import-upload.ts';
import { useLimits } from '../../src/graphql/limits.ts';
import { createMask } from '../../src/graphql/mask.ts';
import { createDoor, type DoorNeeds } from '../../src/http/server.ts';
import { createLive } from '../../src/live.ts';

/** What the resolvers of the test schema have seen. */
export const seen = { slow: 0, late: 0, aborted: 0, listeners: 0, ticks: new Set<() => void>() };

interface Row {
  readonly name: string;
}
const RowRef = builder.objectRef<Row>('Row');
RowRef.implement({
  fields: (t) => ({
    name: t.exposeString('name'),
    rows: t.field({
      type: [RowRef],
      args: { first: t.arg.int() },
      complexity: connectionComplexity,
      resolve: () => [],
    }),
  }),
});
builder.queryFields((t) => ({
  hello: t.string({ resolve: () => 'hello' }),
  rows: t.field({
    type: [RowRef],
    args: { first: t.arg.int({ defaultValue: 20 }) },
    complexity: connectionComplexity,
    resolve: (_root, args) => Array.from({ length: pageOf(args).first }, (_, i) => ({ name: `row ${i}` })),
  }),
  broken: t.string({
    nullable: true,
    resolve: () => {
      throw new Error('the password is hunter2');
    },
  }),
  loading: t.string({
    nullable: true,
    resolve: () => {
      throw new VitrineError('MODEL_LOADING', 'The model is loading.', { retryAfterSeconds: 7 });
    },
  }),
  publicUrl: t.string({ resolve: (_root, _args, { publicUrl }) => publicUrl }),
  slow: t.string({
    args: { ms: t.arg.int({ required: true }) },
    resolve: (_root, { ms }, { signal }) =>
      new Promise<string>((resolve, reject) => {
        seen.slow++;
        const timer = setTimeout(() => resolve('done'), ms);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          seen.aborted++;
          reject(signal.reason);
        });
      }),
  }),
}));
builder.mutationFields((t) => ({
  measure: t.field({
    type: ['Int'],
    args: { files: t.arg({ type: ['Upload'], required: true }) },
    resolve: (_root, { files }) =>
      Promise.all(
        files.map(async (file) => (await file.readBytes(10_000_000)).filter((byte) => byte === 7).length),
      ),
  }),
  rename: t.field({
    type: RowRef,
    args: { name: t.arg.string({ required: true }) },
    errors: { types: [Conflict], dataField: { name: 'row' } },
    resolve: (_root, { name }) => {
      if (name === 'taken') throw new VitrineError('CONFLICT', 'That name is taken.', { path: ['name'] });
      return { name };
    },
  }),
}));

/** One at once, then one a tick; those that nobody has taken yet become one. Each watcher listens for itself. */
const ticks = (signal: AbortSignal) => {
  let count = 0;
  const live = createLive({
    listen: (heard) => {
      const tick = () => {
        count++;
        heard();
      };
      seen.listeners++;
      seen.ticks.add(tick);
      return () => {
        seen.listeners--;
        seen.ticks.delete(tick);
      };
    },
    read: async () => count,
    minIntervalMs: 1,
    log: { warn: () => {} },
  });
  return changesOf(live.watch(), signal);
};

builder.subscriptionFields((t) => ({
  ticks: t.int({ subscribe: (_root, _args, { signal }) => ticks(signal), resolve: () => 1 }),
  words: t.string({
    args: { length: t.arg.int({ required: true }) },
    subscribe: (_root, _args, { signal }) => ticks(signal),
    resolve: (_tick, { length }) => 'x'.repeat(length),
  }),
  /** Takes its time to begin, and listens from its beginning on. */
  late: t.int({
    args: { ms: t.arg.int({ required: true }) },
    subscribe: async (_root, { ms }, { signal }) => {
      seen.late++;
      await sleep(ms);
      return ticks(signal);
    },
    resolve: () => 1,
  }),
}));
const schema = builder.toSchema();

type Parts = DoorNeeds['parts'];

/** A door of its own on a free port, before a schema that does what the tests need. */
export async function openDoor(
  environment: Record<string, string> = {},
  overrides: Partial<Parts> = {},
  pages: DoorNeeds['pages'] = { answer: () => false },
) {
  const dataDir = await mkdtemp(join(tmpdir(), 'door-'));
  const config = readConfig({ PORT: '0', DATA_DIR: dataDir, MAX_UPLOAD_MB: '1', ...environment });
  const logged: string[] = [];
  const sink = new Writable({
    write(line, _encoding, done) {
      logged.push(String(line));
      done();
    },
  });
  const log = pino({ level: 'debug' }, sink);
  const mask = createMask(log);
  const parts: Parts = {
    database: {
      kind: 'embedded',
      vectors: 'pgvector',
      query: async () => [],
    },
    embedder: { model: undefined, state: () => ({ state: 'off', reason: 'switched off' }) },
    media: {
      variant: () => Promise.reject(new VitrineError('NOT_FOUND', 'No such picture.')),
    },
    search: { history: { thumbnail: async () => null } },
    ...overrides,
  };
  const door = createDoor({
    config,
    parts,
    pages,
    log,
    api: { schema, plugins: [useLimits()], contextOf: (facts) => facts, mask, isImport },
  });
  const { url, port } = await door.listen();
  return {
    url,
    port,
    dataDir,
    logged,
    stop: () => door.stop(),
    /** Sends an operation as JSON. */
    async graphql(
      query: string,
      variables: Record<string, unknown> = {},
      headers: Record<string, string> = {},
    ) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
    async [Symbol.asyncDispose]() {
      await door.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

export type TestDoor = Awaited<ReturnType<typeof openDoor>>;
