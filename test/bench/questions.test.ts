import sharp from 'sharp';
import { expect, test } from 'vitest';
import { relabel, wordsOf } from '../../bench/questions.ts';
import { readPhoto } from '../../bench/site.ts';

test('the photo is what a phone sends, scaled', async () => {
  const photo = await readPhoto();
  expect(photo.length).toBeGreaterThan(150_000);
  expect(photo.length).toBeLessThan(250_000);
  expect(await sharp(photo).metadata()).toMatchObject({ format: 'jpeg', width: 1024, height: 1024 });
});

test('a relabelled picture has other bytes and the same pixels', async () => {
  const photo = await readPhoto();
  const relabelled = relabel(photo, 'question 12');
  expect(relabelled.equals(photo)).toBe(false);
  const [before, after] = await Promise.all([photo, relabelled].map((jpeg) => sharp(jpeg).raw().toBuffer()));
  expect(after?.equals(before ?? Buffer.alloc(0))).toBe(true);
});

test('no two searches of a run ask the same words', () => {
  const words = Array.from({ length: 10_000 }, (_, index) => wordsOf(index));
  expect(new Set(words).size).toBe(words.length);
});
