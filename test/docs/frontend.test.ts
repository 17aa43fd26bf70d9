import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { blocksOf } from './blocks.ts';

const manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  overrides: z.record(z.string(), z.string()),
});
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

test('a front end of one’s own is made of the versions that the pages are made of', () => {
  const text = blocksOf(read('docs/frontend.md')).find(({ label }) => label === 'package.json')?.text;
  const shop = manifest.parse(JSON.parse(text ?? ''));
  const ours = manifest.parse(JSON.parse(read('package.json')));
  expect({ ...ours.dependencies, ...ours.devDependencies }).toMatchObject({
    ...shop.dependencies,
    ...shop.devDependencies,
  });
  expect(shop.overrides).toEqual(ours.overrides);
});
