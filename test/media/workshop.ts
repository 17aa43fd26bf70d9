import type { Dirent } from 'node:fs';
import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import sharp from 'sharp';
import { connectDatabase } from '../../src/database/connect.ts';
import type { Database } from '../../src/database/database.ts';
import { createMedia } from '../../src/media/media.ts';
import type { Media, PictureFacts, PictureTools } from '../../src/media/types.ts';
import { freshDatabase, silent } from '../helpers/database.ts';

/** Media over a fresh database. Pictures are opened in this process: how that is kept apart is not its concern. */
export interface Workshop {
  readonly media: Media;
  readonly database: Database;
  readonly dataDir: string;
  /** What leads another process to the same database and folder. */
  readonly environment: Readonly<Record<string, string>>;
  /** How often pictures were opened, by what for. */
  readonly opened: { inspect: number; resize: number };
  /** A second one over the same database and folder, as another process would have. */
  another(pictures?: Partial<PictureTools>): Media;
  /** Makes a product show a picture; returns what deletes the product. */
  show(hash: Buffer): Promise<() => Promise<void>>;
  rows(): Promise<number>;
  /** Paths under DATA_DIR's folder for media, in order. */
  files(folder: 'pictures' | 'variants' | 'incoming'): Promise<string[]>;
  /** As if all rows and files were two hours old. */
  age(): Promise<void>;
  stop(): Promise<void>;
}

/** A PNG of one colour. */
export async function png(width: number, height: number, background = '#c33'): Promise<Buffer> {
  return await sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}

export async function startWorkshop(): Promise<Workshop> {
  const fresh = await freshDatabase();
  const { config } = fresh;
  const database = await connectDatabase(config, silent);
  const opened = { inspect: 0, resize: 0 };
  const pictures: PictureTools = {
    async inspect(bytes): Promise<PictureFacts> {
      opened.inspect += 1;
      const { width, height } = await sharp(bytes).metadata();
      return { format: 'png', width, height };
    },
    async resize(bytes, width) {
      opened.resize += 1;
      return await sharp(bytes).resize({ width, withoutEnlargement: true }).webp().toBuffer();
    },
  };
  const another = (tools: Partial<PictureTools> = {}) =>
    createMedia({ config, database, pictures: { ...pictures, ...tools }, log: silent });
  let products = 0;

  return {
    media: another(),
    database,
    dataDir: config.DATA_DIR,
    environment: fresh.environment,
    opened,
    another,
    async show(hash) {
      products += 1;
      const { rows } = await sql<{ id: bigint }>`
        with product as (
          insert into products (external_id, title, words)
          values (${`P${products}`}, 'A shoe', ''::tsvector) returning id
        )
        insert into product_images (product_id, position, media_hash) select id, 1, ${hash} from product
        returning product_id as id`.execute(database.kysely);
      const id = rows[0]?.id ?? 0n;
      return async () => {
        await database.kysely.deleteFrom('products').where('id', '=', id).execute();
      };
    },
    async rows() {
      return (await database.kysely.selectFrom('media').select('hash').execute()).length;
    },
    async files(folder) {
      return (await entriesIn(join(config.DATA_DIR, folder))).map((entry) => entry.name).toSorted();
    },
    async age() {
      await sql`update media set created_at = now() - interval '2 hours'`.execute(database.kysely);
      const twoHoursAgo = new Date(Date.now() - 2 * 3_600_000);
      for (const folder of ['pictures', 'variants', 'incoming'] as const) {
        for (const entry of await entriesIn(join(config.DATA_DIR, folder))) {
          await utimes(join(entry.parentPath, entry.name), twoHoursAgo, twoHoursAgo);
        }
      }
    },
    async stop() {
      await database.stop();
      await fresh.stop();
    },
  };
}

async function entriesIn(folder: string): Promise<Dirent[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile());
}
