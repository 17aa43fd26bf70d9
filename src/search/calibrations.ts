import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Database } from '../database/database.ts';
import type { Calibration, Embedder, StrengthBounds } from '../embedding/types.ts';
import type { Facts, IndexFacts } from './facts.ts';

/** What is known of a model's scores; null for what is not. */
export type Known = { readonly [Side in keyof Calibration]: StrengthBounds | null };

/** What scores mean: as the model brings it along, else as it was found from the catalogue. */
export interface Calibrations {
  /** As it was at most some seconds ago. */
  of(modelId: number): Promise<Known>;
  /** Whether the model that is searched brings no calibration, and this process may be the one to find it now. */
  claim(index: IndexFacts, standing: Standing): Promise<boolean>;
  keep(modelId: number, found: Known, vectors: number): Promise<void>;
}

export interface Standing {
  /** How many vectors there are, about. */
  readonly vectors: number;
  /** Whether the model's words can be compared now. */
  readonly words: boolean;
}

export interface CalibrationsNeeds {
  readonly database: Database;
  readonly embedder: Pick<Embedder, 'model'>;
  readonly facts: Facts;
}

interface CalibrationRow {
  readonly image: number[] | null;
  readonly text: number[] | null;
}

const ttlMs = 10_000;
const maxRemembered = 20;
/** A process that dies at it holds it up no longer. */
const claimSeconds = 60;
const unknown: Known = { image: null, text: null };

export function createCalibrations({ database, embedder, facts }: CalibrationsNeeds): Calibrations {
  const remembered = new LRUCache<number, Known>({ max: maxRemembered, ttl: ttlMs });

  async function brought(modelId: number): Promise<Calibration | undefined> {
    const { model } = embedder;
    if (model?.calibration === undefined) return undefined;
    const index = await facts.index();
    return index?.modelId === modelId && index.fingerprint === model.fingerprint
      ? model.calibration
      : undefined;
  }

  return {
    async of(modelId) {
      const known = (await brought(modelId)) ?? remembered.get(modelId);
      if (known !== undefined) return known;
      const [row] = await database.query<CalibrationRow>({
        name: 'search_calibration',
        text: 'select image, text from model_calibrations where model_id = $1::integer',
        values: [modelId],
      });
      const found = row === undefined ? unknown : { image: boundsOf(row.image), text: boundsOf(row.text) };
      remembered.set(modelId, found);
      return found;
    },

    async claim({ modelId }, { vectors, words }) {
      if ((await brought(modelId)) !== undefined) return false;
      const { rows } = await sql`
        insert into model_calibrations as c (model_id, claimed_until)
        values (${modelId}, now() + ${`${claimSeconds} seconds`}::interval)
        on conflict (model_id) do update set claimed_until = excluded.claimed_until
        where c.claimed_until < now()
          and (c.image is null or (c.text is null and ${words}) or ${vectors}::bigint >= 2 * c.vectors)
        returning model_id`.execute(database.kysely);
      return rows.length > 0;
    },

    async keep(modelId, { image, text }, vectors) {
      await sql`update model_calibrations set image = ${columnOf(image)}::double precision[],
        text = coalesce(${columnOf(text)}::double precision[], text), vectors = ${vectors}::bigint, computed_at = now()
        where model_id = ${modelId}`.execute(database.kysely);
      remembered.delete(modelId);
      // what is STRONG is another thing now
      database.events.publish('index');
    },
  };
}

function columnOf(bounds: StrengthBounds | null): number[] | null {
  return bounds && [bounds.identical, bounds.strong, bounds.related, bounds.weak];
}

function boundsOf(column: readonly number[] | null): StrengthBounds | null {
  if (column === null) return null;
  const [identical = 1, strong = 1, related = 1, weak = 1] = column;
  return { identical, strong, related, weak };
}
