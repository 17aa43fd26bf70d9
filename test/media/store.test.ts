import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { VitrineError } from '../../src/errors.ts';
import { run } from '../helpers/program.ts';
import { png, startWorkshop, type Workshop } from './workshop.ts';

let shop: Workshop;
let picture: Buffer;
let another: Buffer;
let shade = 0;

beforeAll(async () => {
  shop = await startWorkshop();
});
afterAll(() => shop.stop());
beforeEach(async () => {
  await shop.database.kysely.deleteFrom('products').execute();
  await shop.database.kysely.deleteFrom('media').execute();
  for (const folder of ['pictures', 'variants', 'incoming']) {
    await rm(join(shop.dataDir, folder), { recursive: true, force: true });
  }
  shade += 1;
  picture = await png(300, 200, `rgb(${shade},0,0)`);
  another = await png(300, 200, `rgb(${shade},9,0)`);
});

const nameOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

describe('a stored picture', () => {
  test('is kept once by its hash, and read again', async () => {
    const first = await shop.media.store(picture);
    const second = await shop.media.store(picture);
    expect(second).toEqual(first);
    expect(first).toMatchObject({ format: 'png', width: 300, height: 200, bytes: picture.length });
    expect(await shop.media.read(first.hash)).toEqual(picture);
    expect(await shop.files('pictures')).toEqual([nameOf(picture)]);
    expect(await shop.rows()).toBe(1);
  });

  test('is opened only where nobody knows yet what it is', async () => {
    const { inspect } = shop.opened;
    await shop.media.store(picture, { format: 'png', width: 300, height: 200 });
    await shop.media.store(picture);
    expect(shop.opened.inspect).toBe(inspect);
    await shop.media.store(another);
    expect(shop.opened.inspect).toBe(inspect + 1);
  });

  test('that turns out not to be a picture leaves nothing behind', async () => {
    const refusing = shop.another({
      inspect: () => Promise.reject(new VitrineError('BAD_IMAGE', 'not a picture')),
    });
    await expect(refusing.store(Buffer.from('hello'))).rejects.toMatchObject({ code: 'BAD_IMAGE' });
    expect(await shop.rows()).toBe(0);
    expect([...(await shop.files('pictures')), ...(await shop.files('incoming'))]).toEqual([]);
  });

  test('comes back when its file was lost and it is stored again', async () => {
    const { hash } = await shop.media.store(picture);
    await rm(join(shop.dataDir, 'pictures'), { recursive: true });
    await expect(shop.media.read(hash)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await shop.media.store(picture);
    expect(await shop.media.read(hash)).toEqual(picture);
  });

  test('is whole for every reader while many store it at once', async () => {
    const large = Buffer.concat([picture, randomBytes(2_000_000)]);
    const facts = { format: 'png', width: 300, height: 200 } as const;
    const hash = createHash('sha256').update(large).digest();
    let done = false;
    const reading = (async () => {
      while (!done) {
        const read = await shop.media.read(hash).catch((error: unknown) => {
          if (error instanceof VitrineError) return large;
          throw error;
        });
        expect(read.equals(large)).toBe(true);
      }
    })();
    await Promise.all(Array.from({ length: 8 }, () => shop.media.store(large, facts)));
    done = true;
    await reading;
    expect(await shop.files('incoming')).toEqual([]);
  });
});

describe('removing', () => {
  test('takes what no product shows any more, its variants included, and leaves the rest', async () => {
    const gone = await shop.media.store(picture);
    const shared = await shop.media.store(another);
    await shop.media.variant(gone.hash, 100);
    const remove = await shop.show(shared.hash);
    await shop.show(shared.hash);
    await remove();
    await shop.media.removeUnreferenced([gone.hash, shared.hash]);
    expect(await shop.files('pictures')).toEqual([nameOf(another)]);
    expect(await shop.files('variants')).toEqual([]);
    expect(await shop.rows()).toBe(1);
  });

  test('takes a hundred at a time without complaint about those that are not there', async () => {
    const { hash } = await shop.media.store(picture);
    const unknown = Array.from({ length: 100 }, () => randomBytes(32));
    await shop.media.removeUnreferenced([...unknown, hash]);
    await shop.media.removeUnreferenced([]);
    expect(await shop.rows()).toBe(0);
  });

  test('and storing the same picture at once always end with a file where there is a row', async () => {
    const other = shop.another();
    const { hash } = await shop.media.store(picture);
    for (let round = 0; round < 20; round += 1) {
      await Promise.all([
        shop.media.store(picture),
        other.removeUnreferenced([hash]),
        other.store(picture),
        shop.media.removeUnreferenced([hash]),
      ]);
      expect(await shop.files('pictures')).toHaveLength(await shop.rows());
    }
  });
});

describe('a process that is killed while it stores and removes', () => {
  test('leaves no row without its file, and nothing that a sweep does not take', async () => {
    for (const delayMs of [0, 7, 23]) {
      const program = run('test/media/store-forever.ts', shop.environment);
      await program.says(/under way/);
      await setTimeout(delayMs);
      program.child.kill('SIGKILL');
      await program.ended();
    }
    const rows = await shop.database.kysely.selectFrom('media').select('hash').execute();
    expect(rows.length).toBeGreaterThan(30);
    const files = new Set(await shop.files('pictures'));
    expect(rows.filter(({ hash }) => !files.has(hash.toString('hex')))).toEqual([]);
    for (const { hash } of rows) {
      expect(
        createHash('sha256')
          .update(await shop.media.read(hash))
          .digest(),
      ).toEqual(hash);
    }
  });
});

describe('a variant', () => {
  test('is a smaller picture in the next of a few widths, never enlarged', async () => {
    const { hash } = await shop.media.store(picture);
    const small = await shop.media.variant(hash, 50);
    expect(small.path).toMatch(/-100\.webp$/);
    expect((await shop.media.variant(hash, 5000)).path).toMatch(/-1600\.webp$/);
    expect(small.bytes).toBeGreaterThan(0);
  });

  test('is made once, however many ask for it at once', async () => {
    const { hash } = await shop.media.store(picture);
    const { resize } = shop.opened;
    const answers = await Promise.all(Array.from({ length: 20 }, () => shop.media.variant(hash, 200)));
    await shop.media.variant(hash, 200);
    expect(new Set(answers.map((answer) => answer.path)).size).toBe(1);
    expect(shop.opened.resize).toBe(resize + 1);
  });

  test('is made a few at a time', async () => {
    let now = 0;
    let most = 0;
    const slow = shop.another({
      async resize() {
        now += 1;
        most = Math.max(most, now);
        await setTimeout(10);
        now -= 1;
        return Buffer.from('webp');
      },
    });
    const stored = await Promise.all(
      Array.from(
        { length: 12 },
        async (_, i) => await shop.media.store(await png(9, 9, `rgb(${i},${shade},7)`)),
      ),
    );
    await Promise.all(stored.map(({ hash }) => slow.variant(hash, 100)));
    expect(most).toBe(4);
  });

  test('of a picture that is removed meanwhile is not left behind', async () => {
    const { hash } = await shop.media.store(picture);
    const slow = shop.another({
      async resize() {
        await shop.media.removeUnreferenced([hash]);
        return Buffer.from('webp');
      },
    });
    await expect(slow.variant(hash, 100)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await shop.files('variants')).toEqual([]);
  });

  test('of an unknown picture is NOT_FOUND, and a failure is not remembered', async () => {
    await expect(shop.media.variant(randomBytes(32), 100)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { hash } = await shop.media.store(picture);
    let attempts = 0;
    const flaky = shop.another({
      async resize() {
        attempts += 1;
        if (attempts === 1) throw new VitrineError('OVERLOADED', 'restarting');
        return Buffer.from('webp');
      },
    });
    await expect(flaky.variant(hash, 100)).rejects.toMatchObject({ code: 'OVERLOADED' });
    expect(await flaky.variant(hash, 100)).toMatchObject({ bytes: 4 });
  });
});

describe('a sweep', () => {
  test('takes pictures that no product has shown for an hour, and only those', async () => {
    const shown = await shop.media.store(picture);
    await shop.show(shown.hash);
    await shop.media.store(another);
    await shop.media.sweep();
    expect(await shop.rows()).toBe(2);
    await shop.age();
    await shop.media.sweep();
    expect(await shop.files('pictures')).toEqual([nameOf(picture)]);
  });

  test('leaves a picture alone that was stored again within the hour', async () => {
    await shop.media.store(picture);
    await shop.age();
    await shop.media.store(picture);
    await shop.media.sweep();
    expect(await shop.rows()).toBe(1);
  });

  test('takes files without a row once they are an hour old, and half-written ones', async () => {
    const { hash } = await shop.media.store(picture);
    await shop.media.variant(hash, 100);
    const hex = 'ab'.repeat(32);
    const orphans = [
      join(shop.dataDir, 'pictures', 'ab', 'ab', hex),
      join(shop.dataDir, 'variants', 'ab', 'ab', `${hex}-100.webp`),
      join(shop.dataDir, 'incoming', 'half'),
    ];
    for (const path of orphans) {
      await mkdir(join(path, '..'), { recursive: true });
      await writeFile(path, 'x');
    }
    await shop.media.sweep();
    expect(await shop.files('pictures')).toHaveLength(2);
    expect(await shop.files('incoming')).toHaveLength(1);
    await shop.show((await shop.media.store(picture)).hash);
    await shop.age();
    await shop.media.sweep();
    expect(await shop.files('pictures')).toEqual([nameOf(picture)]);
    expect(await shop.files('variants')).toEqual([`${nameOf(picture)}-100.webp`]);
    expect(await shop.files('incoming')).toEqual([]);
    expect(await shop.rows()).toBe(1);
  });
});
