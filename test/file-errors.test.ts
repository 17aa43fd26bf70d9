import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { fullDiskInWords } from '../src/file-errors.ts';

const full = '/dev/full';

test.skipIf(!existsSync(full))('a full disk is told in words', async () => {
  const error: unknown = await writeFile(full, 'x').catch((thrown: unknown) => thrown);
  expect(fullDiskInWords(error)).toMatchObject({
    code: 'OVERLOADED',
    message: expect.stringMatching(/disk .* full/),
    retryAfterSeconds: 60,
    cause: error,
  });
});

test('what else goes wrong stays what it is', () => {
  const error = Object.assign(new Error('EIO'), { code: 'EIO' });
  expect(fullDiskInWords(error)).toBe(error);
});
