import pg from 'pg';
import { expect, test } from 'vitest';
import type { Result } from '../../src/indexing/outcome.ts';
import { createWriter } from '../../src/indexing/writer.ts';
import { silent } from '../helpers/database.ts';

function resultOf(imageId: bigint): Result {
  const claim = {
    imageId,
    productId: 1n,
    sourceUrl: null,
    mediaHash: null,
    bytes: null,
    validators: { etag: null, lastModified: null },
    state: 'PENDING' as const,
    scope: null,
    lastReason: null,
    holder: '00000000-0000-0000-0000-000000000000',
    attempts: 1,
  };
  return { claim, outcome: { kind: 'indexed', vector: new Float32Array([1, 0]), stored: null } };
}

function refusal(code: string): Error {
  const error = new pg.DatabaseError('refused', 0, 'error');
  error.code = code;
  return error;
}

test.each(['22000', '23503'])(
  'one result that the database refuses (%s) does not hold up the others',
  async (code) => {
    const written: bigint[] = [];
    const writer = createWriter(async (results) => {
      if (results.some(({ claim }) => claim.imageId === 2n)) throw refusal(code);
      written.push(...results.map(({ claim }) => claim.imageId));
    }, silent);
    await Promise.all([1n, 2n, 3n].map((id) => writer.write(resultOf(id))));
    await writer.write(resultOf(4n));
    expect(written).toEqual([1n, 3n, 4n]);
    await writer.stop();
  },
);

test('what could not be written because the database was away is written once it is back', async () => {
  let isAway = true;
  const written: bigint[] = [];
  const writer = createWriter(async (results) => {
    if (isAway) {
      isAway = false;
      throw refusal('57P01');
    }
    written.push(...results.map(({ claim }) => claim.imageId));
  }, silent);
  await Promise.all([1n, 2n].map((id) => writer.write(resultOf(id))));
  expect(written).toEqual([1n, 2n]);
  await writer.stop();
});
