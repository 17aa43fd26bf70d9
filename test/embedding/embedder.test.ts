import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Embedder } from '../../src/embedding/types.ts';
import { cosine, drawing, newEmbedder } from './helpers.ts';

let embedder: Embedder;

beforeAll(async () => {
  embedder = await newEmbedder();
  await embedder.embedText('warm', { waitMs: 60_000 });
});
afterAll(() => embedder.stop());

test('an equal upload and an equal text are embedded once', async () => {
  const upload = () => embedder.embedImage(Buffer.from(drawing('1f3b8')));
  const [first, second] = await Promise.all([upload(), upload()]);
  expect(second).toBe(first);
  expect(await upload()).toBe(first);
  const word = await embedder.embedText('guitar');
  expect(await embedder.embedText('guitar')).toBe(word);
  expect(await embedder.embedText('Gitarre')).not.toBe(word);
});

test('a picture gives the same vector alone and among many', async () => {
  const codes = ['1f34e', '1f355', '1f3a8', '1f3b8', '1f418', '1f436', '1f45f', '1f4f7'];
  const bulk = { priority: 'bulk' } as const;
  const alone: Float32Array[] = [];
  for (const code of codes) alone.push((await embedder.embedImage(drawing(code), bulk)).vector);
  const together = await Promise.all(codes.map((code) => embedder.embedImage(drawing(code), bulk)));
  together.forEach(({ vector }, index) => {
    expect(cosine(vector, alone[index] ?? new Float32Array())).toBeGreaterThan(0.99999);
  });
});

test('many texts in one call give what each gives alone, in their order', async () => {
  const texts = Array.from({ length: 64 }, (_, at) => ['guitar', 'pizza', 'red dress', ''][at % 4] ?? '');
  const together = await embedder.embedTexts(texts, { priority: 'bulk' });
  expect(together).toHaveLength(64);
  for (const [at, text] of texts.entries()) {
    expect(cosine(together[at] ?? new Float32Array(), await embedder.embedText(text))).toBeGreaterThan(
      0.99999,
    );
  }
});

test('interactive overtakes bulk', async () => {
  const done: string[] = [];
  const bulk = Array.from({ length: 12 }, async () => {
    await embedder.embedImage(drawing('1f697'), { priority: 'bulk' });
    done.push('bulk');
  });
  const interactive = embedder.embedImage(drawing('1f6b2')).then(() => done.push('interactive'));
  await Promise.all([...bulk, interactive]);
  expect(done.indexOf('interactive')).toBeLessThan(6);
});

test('a caller that leaves is rejected with its own reason, and the others get theirs', async () => {
  const caller = new AbortController();
  const others = ['1f34e', '1f355'].map((code) => embedder.embedImage(drawing(code), { priority: 'bulk' }));
  const left = embedder.embedImage(drawing('1f418'), { priority: 'bulk', signal: caller.signal });
  caller.abort(new Error('gone home'));
  await expect(left).rejects.toThrow('gone home');
  for (const { vector } of await Promise.all(others)) expect(vector).toHaveLength(256);
});

test('more at once than it takes are told to come back', async () => {
  const all = await Promise.allSettled(
    Array.from({ length: 150 }, () => embedder.embedImage(drawing('1f436'), { priority: 'bulk' })),
  );
  const refused = all.filter((result) => result.status === 'rejected').map(({ reason }) => reason);
  expect(refused.length).toBeGreaterThan(0);
  for (const reason of refused) expect(reason).toMatchObject({ code: 'OVERLOADED', retryAfterSeconds: 1 });
  expect((await embedder.embedImage(drawing('1f436'), { priority: 'bulk' })).vector).toHaveLength(256);
});
