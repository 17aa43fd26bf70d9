import { sql } from 'kysely';
import { VitrineError } from '../errors.ts';
import type { Database } from './database.ts';
import {
  createEmbeddingsTable,
  createProductEmbeddingsTable,
  embeddingsTable,
  productEmbeddingsTable,
} from './vectors.ts';

/** What decides a vector, as the model's manifest has it. */
export interface NewModel {
  readonly name: string;
  readonly version: string;
  readonly dimensions: number;
  /** sha256, hex: models with the same one are the same. */
  readonly fingerprint: string;
}

/** The model whose vectors are searched. */
export interface ActiveModel extends NewModel {
  readonly id: number;
}

/** pgvector indexes a `vector` of no more. */
const MAX_DIMENSIONS = 2_000;
/** Of several processes that register models at once, one goes after the other. */
const REGISTER_LOCK = 5_847_296_611n;

const columns = ['id', 'name', 'version', 'dimensions', 'fingerprint'] as const;

export interface RegisterOptions {
  /** Whether it takes the place of another active model. @default true */
  readonly replace?: boolean;
}

/**
 * Makes a model the active one, in one transaction: with its row and its tables where it is new. Only the active
 * model is kept up with new pictures and texts; one that becomes active again takes on those it missed.
 * @returns the active model: another one where that was not to be replaced
 * @throws {VitrineError} MODEL_UNAVAILABLE for more than 2,000 dimensions
 */
export async function registerModel(
  database: Database,
  model: NewModel,
  { replace = true }: RegisterOptions = {},
): Promise<ActiveModel> {
  const { name, version, dimensions, fingerprint } = model;
  if (dimensions > MAX_DIMENSIONS) {
    throw new VitrineError(
      'MODEL_UNAVAILABLE',
      `The model ${name} has ${dimensions} dimensions, and at most ${MAX_DIMENSIONS} can be stored: choose another one.`,
    );
  }
  const active = await database.kysely.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(${REGISTER_LOCK})`.execute(transaction);
    // a model made active takes on every picture and text there is, which may be millions
    await sql`set local statement_timeout = 0`.execute(transaction);
    const current = await transaction
      .selectFrom('models')
      .select([...columns, 'kept'])
      .where('active', '=', true)
      .executeTakeFirst();
    if (current !== undefined) {
      const { kept, ...known } = current;
      const isOther = known.fingerprint !== fingerprint;
      if (isOther ? !replace : kept) return known;
    }
    // Writers of the catalogue end first, and others wait: a picture that is just being added must not miss the new
    // model, and the new table's references would lock the same tables later, in an order that can deadlock.
    await sql`lock table products, product_images in share row exclusive mode`.execute(transaction);
    await transaction
      .insertInto('models')
      .values({ name, version, dimensions, fingerprint })
      .onConflict((conflict) => conflict.column('fingerprint').doNothing())
      .execute();
    const row = await transaction
      .selectFrom('models')
      .select(columns)
      .where('fingerprint', '=', fingerprint)
      .executeTakeFirstOrThrow();
    const column = { dimensions, storage: database.vectors };
    await createEmbeddingsTable(transaction, embeddingsTable(row.id), column);
    await createProductEmbeddingsTable(transaction, productEmbeddingsTable(row.id), column);
    await transaction
      .updateTable('models')
      .set({ active: false, kept: false })
      .where('id', '<>', row.id)
      .where((where) => where.or([where('active', '=', true), where('kept', '=', true)]))
      .execute();
    await transaction
      .updateTable('models')
      .set({ active: true, kept: true })
      .where('id', '=', row.id)
      .execute();
    return row;
  });
  database.events.publish('work');
  database.events.publish('index');
  return active;
}

/** The model whose vectors are searched; null before any was registered. */
export async function activeModel(database: Database): Promise<ActiveModel | null> {
  const row = await database.kysely
    .selectFrom('models')
    .select(columns)
    .where('active', '=', true)
    .executeTakeFirst();
  return row ?? null;
}
