import { parseArgs } from 'node:util';
import { createRandom } from '../../bench/random.ts';
import { messageOf } from '../../src/errors.ts';
import { runOutage } from './outage.ts';
import { drawPictures } from './pictures.ts';
import { type Report, table } from './report.ts';
import { createSite, type Site, type SiteOptions } from './site.ts';
import { runStorm } from './storm.ts';
import { embedUndisturbed } from './undisturbed.ts';

const usage = `usage: npm run faults -- [--kills N] [--seed N] [--database-url URL] [--outage-seconds N]

Breaks Vitrine at random moments while products come in and runs go on, and compares what clients were told with what
the database holds afterwards. Everything is made by the command itself, a shop's picture host too, and gone after it.
Without a server the embedded database is used. docs/faults.md explains the lines.

  --kills N           how many processes and connections are killed (default 30)
  --seed N            chooses pictures, moments and victims; printed with every run (default: by chance)
  --database-url URL  a PostgreSQL server with pgvector, whose user may create databases; there the database is also
                      taken away, by refused and by silent connections
  --outage-seconds N  for how long (default 30)

Ends with 0 where everything held, 1 where something did not, 2 where it was called wrongly.`;

const PICTURES = 300;
const LATENCY_MS = 20;
/** So that a run takes long enough to be met in its middle. */
const OUTAGE_PICTURES = 200;
const OUTAGE_LATENCY_MS = 500;

/** Runs the command with these arguments. @returns the exit code: 0; 1 where something did not hold; 2 where it was asked for wrongly */
export async function runFaults(args: readonly string[]): Promise<number> {
  let given: ReturnType<typeof parse>;
  try {
    given = parse(args);
  } catch (error) {
    console.error(`${messageOf(error)}\n\n${usage}`);
    return 2;
  }
  if (given.help) {
    console.log(usage);
    return 0;
  }
  const { kills, seed, serverUrl, outageSeconds } = given;
  const say = (sentence: string) => console.error(`faults: ${sentence}`);
  say(`seed ${seed}`);
  const reports: Report[] = [];
  try {
    const pictures = await drawPictures(PICTURES, createRandom(seed));
    const common = { seed, say, vectorOf: await embedUndisturbed(pictures) };
    const report = async (made: Promise<Report>) => {
      reports.push(await made);
      console.log(`${table(await made)}\n`);
    };
    await report(
      onSite({ serverUrl, pictures, latencyMs: LATENCY_MS }, (site) => runStorm(site, { ...common, kills })),
    );
    for (const outage of serverUrl === undefined ? [] : (['refused', 'silent'] as const)) {
      const options = {
        serverUrl,
        pictures: pictures.slice(0, OUTAGE_PICTURES),
        latencyMs: OUTAGE_LATENCY_MS,
      };
      await report(onSite(options, (site) => runOutage(site, { ...common, outage, seconds: outageSeconds })));
    }
  } catch (error) {
    say(`it could not be gone through: ${messageOf(error)}`);
    console.log(`Again: --seed ${seed} --kills ${kills}`);
    return 1;
  }
  const checks = reports.flatMap((report) => report.checks);
  const failed = checks.filter(({ violations }) => violations.length > 0).length;
  console.log(`${checks.length - failed} passed, ${failed} failed`);
  if (failed > 0) console.log(`Again: --seed ${seed} --kills ${kills}`);
  return failed === 0 ? 0 : 1;
}

/** Does something on a site of its own, of which nothing is left afterwards, also when it is interrupted. */
async function onSite(options: SiteOptions, work: (site: Site) => Promise<Report>): Promise<Report> {
  const site = await createSite(options);
  const interrupt = () => void site.end().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  try {
    return await work(site);
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, interrupt);
    await site.end();
  }
}

function parse(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { type: 'string', default: '30' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
      'database-url': { type: 'string' },
      'outage-seconds': { type: 'string', default: '30' },
      help: { type: 'boolean', default: false },
    },
  });
  const whole = (name: 'kills' | 'seed' | 'outage-seconds') => {
    const text = values[name];
    if (!/^\d{1,9}$/.test(text))
      throw new Error(`--${name} is ${JSON.stringify(text)}; allowed is a whole number`);
    return Number(text);
  };
  return {
    kills: whole('kills'),
    seed: whole('seed'),
    outageSeconds: whole('outage-seconds'),
    serverUrl: values['database-url'],
    help: values.help,
  };
}
