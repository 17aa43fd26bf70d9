import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { assemble, type Stoppable } from '../src/assemble.ts';
import { createCatalog } from '../src/catalog/catalog.ts';
import { type Config, ConfigError, readConfig } from '../src/config.ts';
import { connectDatabase } from '../src/database/connect.ts';
import { createEmbedder } from '../src/embedding/embedder.ts';
import { messageOf, VitrineError } from '../src/errors.ts';
import { createLog } from '../src/log.ts';
import { assertDataFolder } from '../src/media/folder-identity.ts';
import { createMedia } from '../src/media/media.ts';
import { formatOfName, type ImportFormat } from '../src/sync/format.ts';
import { createImageResolver } from '../src/sync/images.ts';
import { type ImportOptions, type ImportSummary, importProducts } from '../src/sync/import.ts';
import { createProgressLine } from '../src/sync/progress-line.ts';

const usage = `usage: npm run import -- FILE [--format ndjson|csv] [--images-base FOLDER|URL] [--dry-run]

Creates products, or updates those whose externalId is there. Lines that are wrong are reported and passed over; running
it twice changes nothing. A server may be running on the same database.

  FILE            .ndjson, .jsonl or .csv; - reads standard input
  --format        what the file is, where its name does not say
  --images-base   where pictures lie that are given as file names: a folder, or an http(s) URL (default: IMAGES_BASE_URL)
  --dry-run       checks the file and the pictures' names, and stores nothing

A line of NDJSON is one object; a CSV names the same things in its first row:

  externalId, title                     needed: the shop's own id, and what it is called
  description, brand, category, url     text
  price, currency                       such as 12.90 and EUR
  inStock                               true or false (CSV: also yes, no, 1, 0); default true
  images                                http(s) URLs or file names, main picture first: a list; CSV: separated by |
  attributes                            a list of {"name": …, "value": …}, or an object of names and values;
                                        CSV: a column attribute:NAME for each

What a line leaves out stays as it is; null, or a blank cell in CSV, clears it; a list replaces the one there was.

Ends with 0, or 1 where a line was wrong or it could not go on, 2 where it was called wrongly, 130 where it was stopped.`;

/** What was asked for. */
interface Order {
  readonly file: string;
  readonly format: ImportFormat;
  readonly imagesBase: string | undefined;
  readonly dryRun: boolean;
}

class UsageError extends Error {}

function readOrder(args: readonly string[]): Order | 'help' {
  const { values, positionals } = parseOptions(args);
  if (values.help) return 'help';
  const [file, ...others] = positionals;
  if (file === undefined) throw new UsageError('name the file to import, or - for standard input');
  if (others.length > 0) throw new UsageError(`one file at a time: ${others.join(' ')} is too much`);
  return {
    file,
    format: readFormat(file, values.format),
    imagesBase: values['images-base'],
    dryRun: values['dry-run'] ?? false,
  };
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        format: { type: 'string' },
        'images-base': { type: 'string' },
        'dry-run': { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}

function readFormat(file: string, given: string | undefined): ImportFormat {
  const found = given ?? formatOfName(file);
  if (found === 'csv' || found === 'ndjson') return found;
  throw new UsageError(
    given === undefined ? 'say --format ndjson or --format csv' : `--format ${given} is not known`,
  );
}

/** The file's bytes, and how many there are where that is known. Ends early once the signal is given. */
async function open(
  file: string,
  signal: AbortSignal,
): Promise<{ source: AsyncIterable<Buffer>; bytes: number | undefined }> {
  if (file === '-') return { source: until(signal, process.stdin), bytes: undefined };
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) throw new UsageError(`${file} is not there`);
  if (found.isDirectory()) throw new UsageError(`${file} is a folder`);
  return { source: until(signal, createReadStream(file)), bytes: found.size };
}

async function* until(signal: AbortSignal, stream: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of addAbortSignal(signal, stream)) yield chunk;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

interface Target extends Pick<ImportOptions, 'upsert'>, Stoppable {
  keep(bytes: Buffer): Promise<Buffer>;
}

/** Stores nothing, and needs no database. */
const nowhere: Target = {
  upsert: async (inputs) => inputs.map(() => ({ status: 'UNCHANGED', productId: 0n })),
  keep: async (bytes) => createHash('sha256').update(bytes).digest(),
  stop: async () => {},
};

/** @param keepsPictures whether pictures are taken in: where they are all fetched later, any DATA_DIR will do */
function openCatalogue(config: Config, keepsPictures: boolean): Promise<Target> {
  const log = createLog({ level: config.LOG_LEVEL === 'info' ? 'warn' : config.LOG_LEVEL, format: 'pretty' });
  return assemble(log, async (onStop) => {
    const database = await connectDatabase(config, log, { share: true });
    onStop(() => database.stop());
    if (keepsPictures) await assertDataFolder(database, config.DATA_DIR);
    // opens pictures; whoever runs the model embeds them
    const embedder = await createEmbedder({ config: { ...config, MODEL: 'none' }, log });
    onStop(() => embedder.stop());
    const media = createMedia({ config, database, pictures: embedder, log });
    const catalog = createCatalog({ config, database, files: media });
    return {
      upsert: (inputs) => catalog.upsertProducts(inputs),
      keep: async (bytes) => (await media.store(bytes)).hash,
    };
  });
}

/** @returns the exit code */
async function run(order: Order, config: Config): Promise<number> {
  const stopping = new AbortController();
  process.on('SIGINT', () => {
    if (stopping.signal.aborted) process.exit(130);
    console.error('\nstopping after this batch; Ctrl-C again stops at once');
    stopping.abort();
  });
  process.on('SIGTERM', () => stopping.abort());

  const { source, bytes } = await open(order.file, stopping.signal);
  const base = order.imagesBase ?? config.IMAGES_BASE_URL;
  const isFolder = base !== undefined && !/^https?:/i.test(base);
  const target = order.dryRun ? nowhere : await openCatalogue(config, isFolder);
  const progress = createProgressLine(process.stderr, bytes);
  try {
    const resolveImage = await createImageResolver({
      base,
      files: { maxBytes: config.MAX_UPLOAD_MB * 1024 * 1024, keep: target.keep },
    });
    const summary = await importProducts({
      source: progress.count(source),
      format: order.format,
      resolveImage,
      upsert: target.upsert,
      signal: stopping.signal,
      onBadLine: ({ line, reason }) => progress.say(`line ${line}: ${printable(reason)}`),
      onProgress: ({ lines }) => progress.show(lines),
    });
    progress.end();
    console.log(report(summary, order.dryRun));
    if (stopping.signal.aborted) {
      console.log('Stopped before the end: the same command goes on, past what is there already.');
      return 130;
    }
    return summary.failed > 0 ? 1 : 0;
  } finally {
    progress.end();
    await target.stop();
  }
}

/** A line's own words may hold what a terminal obeys. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '\uFFFD');
}

function report({ lines, created, updated, unchanged, failed }: ImportSummary, dryRun: boolean): string {
  if (dryRun) return `${lines} lines: ${unchanged} good, ${failed} bad; nothing was stored (--dry-run)`;
  return `${lines} lines: ${created} created, ${updated} updated, ${unchanged} unchanged, ${failed} failed`;
}

try {
  const order = readOrder(process.argv.slice(2));
  if (order === 'help') console.log(usage);
  else process.exitCode = await run(order, readConfig());
} catch (error) {
  if (error instanceof UsageError || error instanceof ConfigError) {
    console.error(
      `import: ${error.message}${error instanceof UsageError ? '; see npm run import -- --help' : ''}`,
    );
    process.exitCode = 2;
  } else {
    console.error(
      `import: ${error instanceof VitrineError ? error.message : error instanceof Error ? error.stack : error}`,
    );
    process.exitCode = 1;
  }
}
