import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import { type EmbeddingOptions, measureEmbedding } from './embedding/embedding.ts';
import { measureAdded } from './measure/added.ts';
import { measureIndexing } from './measure/indexing.ts';
import { measureMemory } from './measure/memory.ts';
import { measurePages } from './measure/pages.ts';
import { measurePeers } from './measure/peers.ts';
import { measureRecall } from './measure/recall.ts';
import { measureRuns } from './measure/runs.ts';
import { measureScale } from './measure/scale.ts';
import { measureSearch } from './measure/search.ts';
import { measureStart } from './measure/start.ts';
import { measureThroughput } from './measure/throughput.ts';
import { type Row, table } from './report.ts';
import { createEmbeddedSite, createServerSite, type Site } from './site.ts';
import { full, quick, type Sizes } from './sizes.ts';
import { createWorkshop, type Workshop } from './workshop.ts';

const defaultStandIns = fileURLToPath(new URL('../node_modules/.cache/vitrine/stand-ins', import.meta.url));

const usage = `usage: npm run bench -- [search|indexing|start|memory|pages|embedding|scale|all] [--quick] [--vectors N]
                         [--stand-ins FOLDER] [--minutes N] [--database-url URL] [--json FILE]

Measures Vitrine as it stands here, each figure beside its floor: the least that it can be, measured in the same run.
What is on a PostgreSQL server needs one, by --database-url or the setting DATABASE_URL; its user must be allowed to
create databases, and everything made is dropped again. Let nothing else run meanwhile. docs/benchmarks.md explains.

  search             searches by photo, words and product, what facets and the like add, many at once, and recall
  indexing           pictures a second, runs, and how soon those who watch see a change (server only)
  start              from npm start to the first answer
  memory             resident after pictures and searches
  pages              the search page and the admin over the demo, in Chromium (which must be here)
  embedding          models of the size that people use, beside bare onnxruntime: stand-ins, which are made with Python
  scale              a catalogue of a million pictures beside one of 76,462: load, index, search (server only)
  all                all of them but embedding and scale, which take about half an hour each (default)
  --vectors N        scale: how many pictures
  --stand-ins FOLDER embedding: where the stand-ins are, or are made (default: node_modules/.cache/vitrine/stand-ins)
  --minutes N        embedding: how long it is searched in 1 GB of memory (default: 10)
  --quick            small sizes: whether it runs, not how fast
  --database-url URL the server, instead of the setting
  --json FILE        the figures with their details, for machines`;

const subjects = ['search', 'indexing', 'start', 'memory', 'pages'] as const;
/** Left out of all. */
const longSubjects = ['embedding', 'scale'] as const;
type Subject = (typeof subjects)[number] | (typeof longSubjects)[number];

interface Measured {
  readonly workshop: Workshop;
  readonly sizes: Sizes;
  readonly embedding: EmbeddingOptions;
}

async function measure(subject: Subject, { workshop, sizes, embedding }: Measured): Promise<Row[]> {
  switch (subject) {
    case 'search':
      return searchRows(workshop, sizes);
    case 'indexing':
      return workshop.hasServer ? indexingRows(workshop, sizes) : [];
    case 'start':
      return measureStart(workshop, sizes);
    case 'memory':
      return measureMemory(workshop, sizes);
    case 'pages':
      return measurePages(workshop, sizes);
    case 'embedding':
      return measureEmbedding(workshop, embedding);
    case 'scale':
      return workshop.hasServer ? measureScale(workshop, sizes.scaleVectors, sizes.questions) : [];
  }
}

async function indexingRows(workshop: Workshop, sizes: Sizes): Promise<Row[]> {
  return [...(await measureIndexing(workshop, sizes)), ...(await measureRuns(workshop, sizes))];
}

async function searchRows(workshop: Workshop, sizes: Sizes): Promise<Row[]> {
  const rows: Row[] = [];
  if (workshop.hasServer) {
    const site = await createServerSite(workshop, sizes.serverVectors);
    rows.push(...(await siteRows(workshop, site, sizes)));
    workshop.say('many at once');
    rows.push(...(await measureThroughput(site, sizes.loadSeconds)));
    workshop.say('beside a plain resolver');
    rows.push(...(await measurePeers(workshop, site, sizes.questions)));
  }
  rows.push(...(await siteRows(workshop, await createEmbeddedSite(workshop, sizes.embeddedVectors), sizes)));
  return rows;
}

async function siteRows(workshop: Workshop, site: Site, sizes: Sizes): Promise<Row[]> {
  workshop.say(`searching, ${site.kind}`);
  const rows = await measureSearch(site, sizes.questions);
  workshop.say(`what more of a search costs, ${site.kind}`);
  rows.push(...(await measureAdded(site, sizes.questions)));
  workshop.say(`comparing with exact answers, ${site.kind}`);
  return [...rows, ...(await measureRecall(site, sizes.recallQuestions))];
}

/** Runs the command with these arguments. @returns the exit code: 0; 2 where it was asked for wrongly; 130 where it was interrupted */
export async function runBench(args: readonly string[]): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    return 2;
  }
  if (parsed.help) {
    console.log(usage);
    return 0;
  }
  const config = readConfig();
  const usual = parsed.quick ? quick : full;
  const sizes = { ...usual, scaleVectors: parsed.vectors ?? usual.scaleVectors };
  const embedding = {
    models: parsed.standIns,
    isQuick: parsed.quick,
    minutes: parsed.minutes ?? (parsed.quick ? 0.2 : 10),
  };
  const workshop = createWorkshop({
    databaseUrl: parsed.databaseUrl ?? config.DATABASE_URL,
    modelsFolder: config.MODELS_DIR,
    threads: config.EMBEDDER_THREADS,
    say: (sentence) => console.error(`bench: ${sentence}`),
  });
  let interrupted = false;
  const interrupt = () => {
    interrupted = true;
    void workshop.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupt);
  try {
    if (!workshop.hasServer)
      workshop.say('no PostgreSQL server is given: what is measured on one is left out');
    const rows: Row[] = [];
    for (const subject of parsed.subjects)
      rows.push(...(await measure(subject, { workshop, sizes, embedding })));
    console.log(table(rows));
    if (parsed.json !== undefined)
      await writeFile(parsed.json, `${JSON.stringify({ ...machine(), sizes, rows }, null, 2)}\n`);
  } catch (error) {
    // what was being measured fails because its processes end
    if (interrupted) return 130;
    throw error;
  } finally {
    await workshop.stop();
  }
  return 0;
}

function parse(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      vectors: { type: 'string' },
      'stand-ins': { type: 'string', default: defaultStandIns },
      minutes: { type: 'string' },
      'database-url': { type: 'string' },
      json: { type: 'string' },
    },
  });
  const asked = positionals.flatMap((word): readonly Subject[] => {
    if (word === 'all') return subjects;
    const known = [...subjects, ...longSubjects];
    const subject = known.find((each) => each === word);
    if (subject === undefined) throw new Error(`${word} is none of ${known.join(', ')}, all`);
    return [subject];
  });
  return {
    subjects: asked.length === 0 ? subjects : asked,
    quick: values.quick,
    help: values.help,
    vectors: values.vectors === undefined ? undefined : countOf(values.vectors),
    standIns: values['stand-ins'],
    minutes: values.minutes === undefined ? undefined : minutesOf(values.minutes),
    databaseUrl: values['database-url'],
    json: values.json,
  };
}

function countOf(given: string): number {
  const count = Number(given);
  if (Number.isInteger(count) && count >= 5000) return count;
  throw new Error('--vectors takes a whole number, 5000 or more');
}

function minutesOf(given: string): number {
  const minutes = Number(given);
  if (minutes > 0 && minutes <= 1440) return minutes;
  throw new Error('--minutes takes a number above 0, 1440 at most');
}

function machine() {
  return {
    at: new Date().toISOString(),
    node: process.version,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
  };
}
