import { ConfigError, readConfig } from '../src/config.ts';
import { type Asker, createAsker } from './evaluate/ask.ts';
import { readDemoSets } from './evaluate/demo-sets.ts';
import { EvaluateError } from './evaluate/failure.ts';
import { type Measured, measure } from './evaluate/measure.ts';
import { type Order, readOrder, UsageError, usage } from './evaluate/order.ts';
import { kindOf, type QuerySet, readQueries, sampled } from './evaluate/queries.ts';
import { table, worstLines } from './evaluate/report.ts';
import { type Site, startDemo } from './evaluate/site.ts';

const say = (sentence: string) => console.error(`evaluate: ${sentence}`);

async function run(order: Order, signal: AbortSignal): Promise<void> {
  const read = order.queries === undefined ? await readDemoSets() : await readQueries(order.queries);
  const sets = read
    .map((set) => sampled(set, order.half, order.limit))
    .filter(({ queries }) => queries.length > 0);
  const site: Site =
    order.url === undefined
      ? await startDemo(readConfig(), say, signal)
      : { url: order.url, stop: async () => {} };
  try {
    const asker = createAsker(site.url);
    await lookAt(asker, sets);
    const rows: Measured[] = [];
    for (const set of sets) {
      const isWords = set.queries.every((query) => kindOf(query) === 'TEXT');
      for (const mode of isWords ? order.modes : order.modes.slice(0, 1)) {
        say(`asking ${set.queries.length} ${set.name}${isWords ? ` by ${mode}` : ''}`);
        rows.push(await measure(asker, set, mode, signal));
      }
    }
    print(rows, order.worst);
  } finally {
    await site.stop();
  }
}

/** Says what is measured, and what would spoil it. */
async function lookAt(asker: Asker, sets: readonly QuerySet[]): Promise<void> {
  const { model, products, pending } = await asker.standing();
  say(`${products} products, model ${model ?? 'none'}`);
  if (pending > 0) say(`${pending} pictures and titles are not indexed yet: what they show is not found.`);
  const relevant = new Set(sets.flatMap(({ queries }) => queries.flatMap((query) => query.relevant)));
  const unknown = await asker.unknown([...relevant]);
  if (unknown.length === relevant.size)
    throw new EvaluateError('None of the relevant products is in the catalogue of this server.');
  if (unknown.length > 0) {
    const some = unknown.slice(0, 5).join(', ');
    say(`${unknown.length} relevant products are not in the catalogue and count as not found: ${some}…`);
  }
}

function print(rows: readonly Measured[], worst: number): void {
  console.log(table(rows));
  const lines = rows.flatMap((measured) => worstLines(measured, worst));
  if (lines.length > 0) console.log(['', 'Answered worst:', ...lines].join('\n'));
}

const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping.signal.aborted) process.exit(130);
    stopping.abort();
  });
}

try {
  const order = readOrder(process.argv.slice(2));
  if (order === 'help') console.log(usage);
  else await run(order, stopping.signal);
} catch (error) {
  if (stopping.signal.aborted) {
    process.exitCode = 130;
  } else if (error instanceof UsageError || error instanceof ConfigError) {
    say(`${error.message}; see npm run evaluate -- --help`);
    process.exitCode = 2;
  } else {
    say(
      error instanceof EvaluateError ? error.message : String(error instanceof Error ? error.stack : error),
    );
    process.exitCode = 1;
  }
}
