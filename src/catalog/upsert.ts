import { VitrineError } from '../errors.ts';
import { type Change, changeOf, newFields, newImages } from './change.ts';
import { maxUpsertLines, parseProduct, type ValidProduct } from './input.ts';
import { changed, type Outcome, unchanged } from './outcome.ts';
import { type Executor, readImagesOfProducts, readProductsByExternalId } from './rows.ts';
import type { Alongside, ProductInput, UpsertLine } from './types.ts';
import type { CatalogLanguage } from './words.ts';
import { insertProducts, updateProducts, writeImages } from './write.ts';

/** Products a transaction: few round trips, and no other query waits for long. */
const batchSize = 50;
/** Someone else may create what was absent, or delete what was there, between two looks. */
const attempts = 3;

export interface UpsertContext {
  /** Reads outside any transaction. */
  readonly executor: Executor;
  readonly language: CatalogLanguage;
  /** Runs a write in a transaction of its own. */
  readonly write: <Result>(work: (transaction: Executor) => Promise<Outcome<Result>>) => Promise<Result>;
  readonly alongside: Alongside | undefined;
}

/** A line that can be stored, and where it stood. */
interface Line {
  readonly index: number;
  readonly input: ValidProduct;
}

/** By a line's index; a line that is not in it found someone else's hand in between. */
type Results = ReadonlyMap<number, UpsertLine>;

/**
 * Creates or patches products by externalId, a result a line. Lines that change nothing write nothing. The others are
 * stored in small batches, and where one is refused, its lines one by one, so that no line fails for another's sake.
 */
export async function upsertProducts(
  context: UpsertContext,
  inputs: readonly (ProductInput | VitrineError)[],
): Promise<readonly UpsertLine[]> {
  if (inputs.length > maxUpsertLines) {
    const message = `inputs: at most ${maxUpsertLines} products are taken at once; send the others in another call.`;
    throw new VitrineError('BAD_USER_INPUT', message, { path: ['inputs'] });
  }
  const results = new Map<number, UpsertLine>();
  const lineOf = new Map<string, number>();
  for (let start = 0; start < inputs.length; start += batchSize) {
    const lines: Line[] = [];
    for (const [offset, given] of inputs.slice(start, start + batchSize).entries()) {
      const index = start + offset;
      try {
        if (given instanceof VitrineError) throw given;
        const input = parseProduct(given, ['inputs', String(index)]);
        refuseRepeat(lineOf, input.externalId, index);
        lines.push({ index, input });
      } catch (error) {
        results.set(index, failed(error));
      }
    }
    for (const [index, result] of await storeBatch(context, lines)) results.set(index, result);
  }
  return inputs.map(
    (_input, index) => results.get(index) ?? failed(new Error(`line ${index} has no result`)),
  );
}

/** @throws {VitrineError} CONFLICT where an earlier line is about the same product */
function refuseRepeat(lineOf: Map<string, number>, externalId: string, index: number): void {
  const earlier = lineOf.get(externalId);
  if (earlier !== undefined) {
    const message = `inputs.${index}.externalId: line ${earlier} of this call has it already.`;
    throw new VitrineError('CONFLICT', message, { path: ['inputs', String(index), 'externalId'] });
  }
  lineOf.set(externalId, index);
}

async function storeBatch(context: UpsertContext, lines: readonly Line[]): Promise<Results> {
  const results = new Map<number, UpsertLine>();
  let left = lines;
  for (let attempt = 0; attempt < attempts && left.length > 0; attempt += 1) {
    const unchanged = await unchangedLines(context.executor, left);
    for (const [index, productId] of unchanged) results.set(index, { status: 'UNCHANGED', productId });
    left = left.filter(({ index }) => !results.has(index));
    if (left.length === 0) break;
    const written = await writeBatch(context, left);
    for (const [index, result] of written) results.set(index, result);
    left = left.filter(({ index }) => !results.has(index));
  }
  for (const { index, input } of left) {
    const message = `inputs.${index}: others create and delete ${input.externalId} at the moment; send it again.`;
    results.set(index, failed(new VitrineError('CONFLICT', message, { path: ['inputs', String(index)] })));
  }
  return results;
}

/** Reads without locks: an import that is run again writes nothing and holds nobody up. */
async function unchangedLines(
  executor: Executor,
  lines: readonly Line[],
): Promise<ReadonlyMap<number, bigint>> {
  const { found } = await compare(executor, lines, false);
  return new Map(
    found.flatMap(({ line, productId, change }) => (change === undefined ? [[line.index, productId]] : [])),
  );
}

interface Compared {
  readonly absent: readonly Line[];
  readonly found: readonly {
    readonly line: Line;
    readonly productId: bigint;
    readonly change: Change | undefined;
  }[];
}

async function compare(executor: Executor, lines: readonly Line[], lock: boolean): Promise<Compared> {
  const externalIds = lines.map(({ input }) => input.externalId);
  const products = await readProductsByExternalId(executor, externalIds, lock);
  const withImages = lines.flatMap(({ input }) => {
    const product = products.get(input.externalId);
    return product !== undefined && input.images !== undefined ? [product.id] : [];
  });
  const images = await readImagesOfProducts(executor, withImages);
  const absent: Line[] = [];
  const found: Compared['found'][number][] = [];
  for (const line of lines) {
    const product = products.get(line.input.externalId);
    if (product === undefined) absent.push(line);
    else {
      const change = changeOf(product, images.get(product.id) ?? [], line.input);
      found.push({ line, productId: product.id, change });
    }
  }
  return { absent, found };
}

/** Writes all lines in one transaction or, where that is refused, each in its own. */
async function writeBatch(context: UpsertContext, lines: readonly Line[]): Promise<Results> {
  try {
    return await context.write((transaction) => writeLines(transaction, context, lines));
  } catch (error) {
    if (!isOfTheLines(error)) throw error;
    const results = new Map<number, UpsertLine>();
    for (const line of lines) {
      if (lines.length === 1) results.set(line.index, failed(error));
      else for (const [index, result] of await writeBatch(context, [line])) results.set(index, result);
    }
    return results;
  }
}

async function writeLines(
  transaction: Executor,
  { language, alongside }: UpsertContext,
  lines: readonly Line[],
): Promise<Outcome<Results>> {
  const { absent, found } = await compare(transaction, lines, true);
  const results = new Map<number, UpsertLine>();
  const changes: Change[] = [];
  for (const { line, productId, change } of found) {
    results.set(line.index, { status: change === undefined ? 'UNCHANGED' : 'UPDATED', productId });
    if (change !== undefined) changes.push(change);
  }
  const fields = absent.map(({ input }) => newFields(input));
  const ids = await insertProducts(transaction, language, fields);
  const created = absent.flatMap(({ index, input }) => {
    const productId = ids.get(input.externalId);
    if (productId === undefined) return [];
    results.set(index, { status: 'CREATED', productId });
    return [{ productId, images: newImages(input) }];
  });
  const updated = changes.map(({ product, images }) => ({ productId: product.id, images }));
  await updateProducts(
    transaction,
    language,
    changes.map(({ product, fields }) => ({ id: product.id, ...fields })),
  );
  const plans = [...created, ...updated];
  if (plans.length === 0) return unchanged(results);
  await writeImages(transaction, plans);
  await alongside?.(transaction, results);
  return changed(
    results,
    plans.map(({ images }) => images),
  );
}

function isOfTheLines(error: unknown): error is VitrineError {
  return error instanceof VitrineError && error.code !== 'DATABASE_UNAVAILABLE';
}

function failed(error: unknown): UpsertLine {
  if (error instanceof VitrineError) return { status: 'FAILED', error };
  throw error;
}
