import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Client, createClient, dataOf } from './client.ts';
import { createRandom } from './random.ts';
import { changedForm, pauseRun, resumeRun } from './runs.ts';
import { subscribeBySocket, subscribeBySse } from './subscriptions.ts';

// Those who watch a run, in a process of their own: WATCHERS_EACH subscriptions over SSE and as many over WebSocket to
// the server at WATCHERS_PORT, half of them on reindexProgress of WATCHERS_RUN, half on indexStatus. Once all have been
// told how it stands, POST /?port=4000&changes=40 pauses and resumes the run by turns through the server at that port,
// and answers how many ms each watcher took to be shown each change, from the moment that it was asked for.

const tellTimeoutMs = 20_000;
/** The server tells at most every 250 ms: changes come at any moment of that. */
const betweenMs = { least: 200, most: 700 };

const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
};
const port = Number(required('WATCHERS_PORT'));
const each = Number(required('WATCHERS_EACH'));
const run = required('WATCHERS_RUN');

const runFields = `
  id state total succeeded failed skipped progress imagesPerSecond remainingSeconds failureCounts { code count }`;
const progressQuery = `subscription ($run: ID!) { reindexProgress(jobId: $run) { ${runFields} } }`;
const statusQuery = `
  subscription {
    indexStatus {
      products productsWithVectors coverage images { total indexed pending failed } failures { code count }
      activeModel { name state } jobs { ${runFields} }
    }
  }`;

const runForm = z.object({ id: z.string(), state: z.string() });
const resultForm = z.object({
  data: z.union([
    z.object({ reindexProgress: runForm }).transform(({ reindexProgress }) => [reindexProgress]),
    z
      .object({ indexStatus: z.object({ jobs: z.array(runForm) }) })
      .transform(({ indexStatus }) => indexStatus.jobs),
  ]),
});

interface Watcher {
  readonly transport: 'sse' | 'socket';
  /** The state of the run that it was shown last. */
  state: string | undefined;
}

/** What is being waited for: that all are shown a state. */
interface Wait {
  readonly isIt: (state: string) => boolean;
  readonly shown: (watcher: Watcher) => void;
}

let waiting: Wait | undefined;
let messages = 0;

function show(watcher: Watcher, result: unknown): void {
  messages += 1;
  const state = resultForm.parse(result).data.find(({ id }) => id === run)?.state;
  if (state === undefined) return;
  watcher.state = state;
  if (waiting?.isIt(state)) waiting.shown(watcher);
}

function openWatcher(number: number): Watcher {
  const transport = number % 2 === 0 ? 'sse' : 'socket';
  const watcher: Watcher = { transport, state: undefined };
  const subscribe = transport === 'sse' ? subscribeBySse : subscribeBySocket;
  const watchesRun = number % 4 < 2;
  subscribe({
    port,
    query: watchesRun ? progressQuery : statusQuery,
    variables: watchesRun ? { run } : {},
    onResult: (result) => show(watcher, result),
    onEnd(why) {
      throw new Error(`a watcher was left by the server: ${why}`);
    },
  });
  return watcher;
}

/** Waits until every watcher is shown such a state. @returns by watcher, when it was, on the clock of `performance.now()` */
async function untilShown(isIt: (state: string) => boolean): Promise<ReadonlyMap<Watcher, number>> {
  const times = new Map<Watcher, number>();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(
    () => reject(new Error(`${watchers.length - times.size} watchers were not told`)),
    tellTimeoutMs,
  );
  waiting = {
    isIt,
    shown(watcher) {
      if (!times.has(watcher)) times.set(watcher, performance.now());
      if (times.size === watchers.length) resolve();
    },
  };
  for (const watcher of watchers)
    if (watcher.state !== undefined && isIt(watcher.state)) waiting.shown(watcher);
  try {
    await promise;
    return times;
  } finally {
    clearTimeout(timer);
    waiting = undefined;
  }
}

async function change(
  client: Client,
  number: number,
): Promise<{ transport: Watcher['transport']; ms: number }[]> {
  const pauses = number % 2 === 0;
  const started = performance.now();
  const [times] = await Promise.all([
    untilShown((state) => (state === 'PAUSED') === pauses),
    client.send(pauses ? pauseRun(run) : resumeRun(run)).then((reply) => dataOf(reply, changedForm)),
  ]);
  return [...times].map(([{ transport }, at]) => ({ transport, ms: at - started }));
}

async function changeOften(through: number, changes: number) {
  const client = createClient(through);
  const random = createRandom(changes);
  const samples: Record<Watcher['transport'], number[]> = { sse: [], socket: [] };
  const started = performance.now();
  messages = 0;
  try {
    for (let number = 0; number < changes; number++) {
      await sleep(betweenMs.least + random.uniform() * (betweenMs.most - betweenMs.least));
      for (const { transport, ms } of await change(client, number)) samples[transport].push(ms);
    }
  } finally {
    client.stop();
  }
  const seconds = (performance.now() - started) / 1000;
  return { ...samples, messagesPerSecond: messages / seconds };
}

const watchers = Array.from({ length: 2 * each }, (_, number) => openWatcher(number));
await untilShown(() => true);

const server = createServer((request, response) => {
  const { searchParams } = new URL(request.url ?? '/', 'http://watchers');
  changeOften(Number(searchParams.get('port')), Number(searchParams.get('changes'))).then(
    (seen) => response.end(JSON.stringify(seen)),
    (error: unknown) => response.writeHead(500).end(String(error)),
  );
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') console.log(`listening ${address.port}`);
});
process.stdin.resume().on('end', () => process.exit(0));
