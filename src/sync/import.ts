import { setImmediate as nextTurn } from 'node:timers/promises';
import { parseProduct } from '../catalog/input.ts';
import type { NewImage, ProductInput, UpsertLine } from '../catalog/types.ts';
import { readCsv } from './csv.ts';
import type { ImportFormat } from './format.ts';
import type { ResolveImage } from './images.ts';
import { isAboutTheLine } from './line-error.ts';
import { readNdjson } from './ndjson.ts';
import { readProductLine } from './product-line.ts';
import { createSeen, type Seen } from './seen.ts';
import type { SourceRecord } from './source.ts';
import { textOnly } from './text-file.ts';

export interface ImportOptions {
  readonly source: AsyncIterable<Uint8Array>;
  readonly format: ImportFormat;
  readonly resolveImage: ResolveImage;
  /** Stores products, a result each in their order. */
  readonly upsert: (inputs: readonly ProductInput[]) => Promise<readonly UpsertOutcome[]>;
  /** Stops after the batch that is under way. */
  readonly signal: AbortSignal;
  /**
   * What came of this file until an earlier import of it broke off: as many lines are passed over, and counting goes
   * on from there.
   */
  readonly from?: ImportSummary;
  readonly onBadLine: (line: BadLine) => void;
  /** Told after each batch, and waited for. */
  readonly onProgress: (soFar: ImportSummary) => void | Promise<void>;
}

/** What became of a product. */
export type UpsertOutcome = Pick<Exclude<UpsertLine, { error: unknown }>, 'status'> | FailedLine;
type FailedLine = Extract<UpsertLine, { error: unknown }>;

export interface BadLine {
  /** From 1; the first line of a record that has several. */
  readonly line: number;
  /** As far as it could be read. */
  readonly externalId: string | undefined;
  readonly reason: string;
}

/** What became of the lines, in numbers. */
export interface ImportSummary {
  /** Blank ones and the header of a CSV do not count. */
  readonly lines: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly failed: number;
}

/** A product and where it stood. */
interface Line {
  readonly line: number;
  readonly product: ProductInput;
}

const batchSize = 200;
/** A batch of long lines ends sooner: it is in memory as a whole. */
const maxBatchLength = 2_000_000;
/** Files read and stored at once; each is in memory as a whole. */
const imagesAtOnce = 4;

/**
 * Brings a file's products into the catalogue, in batches, and goes on past lines that are wrong. Lines that change
 * nothing write nothing, so an import may be stopped and run again.
 * @throws {VitrineError} where the file as a whole can't be used, or what it goes into fails
 */
export async function importProducts(options: ImportOptions): Promise<ImportSummary> {
  const { source, format, signal, onBadLine, onProgress } = options;
  const count = { lines: 0, created: 0, updated: 0, unchanged: 0, failed: 0, ...options.from };
  const fail = (line: BadLine) => {
    count.failed += 1;
    onBadLine(line);
  };

  const flush = async (records: readonly SourceRecord[]) => {
    const lines = await mapSome(records, (record) => prepare(record, options.resolveImage));
    const ready: Line[] = [];
    for (const outcome of lines) {
      if ('reason' in outcome) fail(outcome);
      else ready.push(outcome);
    }
    const results = await options.upsert(ready.map(({ product }) => product));
    for (const [index, { line, product }] of ready.entries()) {
      const result = results[index];
      if (result === undefined) throw new Error(`line ${line} got no result`);
      if (result.status === 'FAILED') {
        fail({ line, externalId: product.externalId, reason: result.error.message });
      } else {
        count[countName[result.status]] += 1;
      }
    }
    count.lines += records.length;
    await onProgress({ ...count });
  };

  const seen = createSeen();
  let passedOver = 0;
  let batch: SourceRecord[] = [];
  let length = 0;
  for await (const record of (format === 'csv' ? readCsv : readNdjson)(textOnly(source))) {
    if (signal.aborted) break;
    const fresh = withoutRepeat(record, seen);
    if (passedOver < (options.from?.lines ?? 0)) {
      passedOver += 1;
      continue;
    }
    batch.push(fresh);
    if ('record' in fresh) length += fresh.length;
    if (batch.length < batchSize && length < maxBatchLength) continue;
    await flush(batch);
    batch = [];
    length = 0;
  }
  if (batch.length > 0 && !signal.aborted) await flush(batch);
  return count;
}

const countName = { CREATED: 'created', UPDATED: 'updated', UNCHANGED: 'unchanged' } as const;

/** A product that comes twice would change at every run, so the first line counts. */
function withoutRepeat(record: SourceRecord, seen: Seen): SourceRecord {
  const externalId = externalIdOf(record);
  if (externalId === undefined || seen.add(externalId)) return record;
  return {
    line: record.line,
    externalId,
    problem: `externalId: ${externalId} comes twice in this file; its first line counts`,
  };
}

function externalIdOf(source: SourceRecord): string | undefined {
  if ('problem' in source) return source.externalId;
  if (typeof source.record !== 'object' || source.record === null) return undefined;
  if (!('externalId' in source.record)) return undefined;
  const { externalId } = source.record;
  return typeof externalId === 'string' || typeof externalId === 'number'
    ? String(externalId).trim()
    : undefined;
}

async function prepare(source: SourceRecord, resolveImage: ResolveImage): Promise<Line | BadLine> {
  const { line } = source;
  const externalId = externalIdOf(source);
  if ('problem' in source) return { line, externalId, reason: source.problem };
  try {
    const { product, images } = readProductLine(source.record);
    // before its pictures are stored: a line that is refused leaves nothing behind
    parseProduct(product, []);
    if (images === undefined) return { line, product };
    const resolved: NewImage[] = [];
    for (const image of images ?? []) resolved.push(await resolveImage(image));
    const complete = { ...product, images: resolved };
    parseProduct(complete, []);
    return { line, product: complete };
  } catch (error) {
    if (isAboutTheLine(error)) return { line, externalId, reason: error.message };
    throw error;
  }
}

/** Maps in order, a few at once, and lets others have their turn in between. */
async function mapSome<Item, Result>(
  items: readonly Item[],
  map: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let start = 0; start < items.length; start += imagesAtOnce) {
    results.push(...(await Promise.all(items.slice(start, start + imagesAtOnce).map(map))));
    await nextTurn();
  }
  return results;
}
