import DataLoader from 'dataloader';
import type { Database } from '../database/database.ts';
import type { PictureFacts } from '../media/types.ts';

/** A picture with the same bytes that has a vector under this model. */
export interface Twin {
  readonly imageId: bigint;
  readonly facts: PictureFacts;
}

export interface Twins {
  /** @returns null where these bytes have no vector yet */
  find(hash: Buffer): Promise<Twin | null>;
}

const twinsStatement = `
select distinct on (i.media_hash) i.media_hash, i.id, m.format, m.width, m.height
from product_images i
join image_indexing w on w.image_id = i.id and w.model_id = $1 and w.state = 'INDEXED'
join media m on m.hash = i.media_hash
where i.media_hash = any($2::bytea[])
order by i.media_hash, i.id`;

interface TwinRow extends PictureFacts {
  media_hash: Buffer;
  id: bigint;
}

/** Finds pictures whose bytes were embedded already, so that equal bytes are embedded once. */
export function createTwins(database: Database, modelId: number): Twins {
  const loader = new DataLoader<Buffer, Twin | null, string>(
    async (hashes) => {
      const rows = await database.query<TwinRow>({
        name: 'indexing_twins',
        text: twinsStatement,
        values: [modelId, hashes],
      });
      const found = new Map(
        rows.map(({ media_hash, id, format, width, height }) => [
          media_hash.toString('hex'),
          { imageId: id, facts: { format, width, height } },
        ]),
      );
      return hashes.map((hash) => found.get(hash.toString('hex')) ?? null);
    },
    { cache: false },
  );
  return { find: (hash) => loader.load(hash) };
}
