import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { createRandom, type Random } from '../../bench/random.ts';
import { type Figurine, readFigurines } from '../../src/sync/figurines.ts';
import { byColours } from './colours.ts';
import type { Query, QuerySet } from './queries.ts';
import { misspelt, pick } from './typos.ts';

/** Those that Unicode's names are there for. */
const languages = ['de', 'es', 'fr', 'it', 'ja', 'ko', 'nl', 'pl', 'pt', 'ru', 'uk', 'zh'];
const drawings = new URL('../../test/fixtures/noto/', import.meta.url);
const require = createRequire(import.meta.url);

/** Questions about the demo catalogue, the same at every call. */
export async function readDemoSets(): Promise<QuerySet[]> {
  const figurines = await readFigurines();
  const products = figurines.map(({ product }) => product);
  const titles = products.map((product) => ({ text: product.title, product: product.externalId }));
  const random = createRandom(1);
  const typos = titles.flatMap(({ text, product }) => {
    const slipped = misspelt(text, random);
    return slipped === undefined ? [] : [{ text: slipped, product }];
  });
  return [
    { name: 'names', queries: byText(titles) },
    { name: 'typos', queries: byText(typos) },
    { name: 'tags', queries: byTags(products, random) },
    ...(await Promise.all(languages.map(async (language) => names(language, products)))),
    { name: 'drawings', queries: await byDrawings(products) },
    { name: 'colours', queries: byColours(products) },
  ];
}

type Product = Figurine['product'];

/** One question a text: where products share it, each of them is right. */
function byText(asked: readonly { readonly text: string; readonly product: string }[]): Query[] {
  const relevant = new Map<string, string[]>();
  for (const { text, product } of asked) {
    const key = text.toLowerCase();
    relevant.set(key, [...(relevant.get(key) ?? []), product]);
  }
  return [...relevant].map(([text, products]) => ({ question: { text }, relevant: products }));
}

/** Two keywords that the title lacks; right is whatever has both. */
function byTags(products: readonly Product[], random: Random): Query[] {
  const tagged = products.map(({ externalId, title, attributes }) => {
    const tags = (attributes ?? []).flatMap(({ name, value }) =>
      name === 'tag' ? [value.toLowerCase()] : [],
    );
    const name = title.toLowerCase();
    return { externalId, title: name, tags, words: new Set([...name.split(/\P{L}+/u), ...tags]) };
  });
  const asked = tagged.flatMap(({ title, tags }) => {
    const hidden = tags.filter((tag) => !title.includes(tag));
    if (hidden.length < 2) return [];
    const one = pick(hidden, random);
    const other = pick(
      hidden.filter((tag) => tag !== one),
      random,
    );
    return tagged
      .filter(({ words }) => words.has(one) && words.has(other))
      .map(({ externalId }) => ({ text: `${one} ${other}`, product: externalId }));
  });
  return byText(unique(asked));
}

function unique(asked: readonly { readonly text: string; readonly product: string }[]) {
  return [...new Map(asked.map((one) => [`${one.product} ${one.text}`, one])).values()];
}

const emojisForm = z.array(z.object({ hexcode: z.string(), label: z.string() }));

/** The names that Unicode has for the figurines in a language. */
async function names(language: string, products: readonly Product[]): Promise<QuerySet> {
  const file = require.resolve(`emojibase-data/${language}/data.json`);
  const emojis = emojisForm.parse(JSON.parse(await readFile(file, 'utf8')));
  const labels = new Map(emojis.map(({ hexcode, label }) => [idOf(hexcode), label]));
  const asked = products.flatMap(({ externalId }) => {
    const text = labels.get(externalId);
    return text === undefined ? [] : [{ text, product: externalId }];
  });
  return { name: `names ${language}`, queries: byText(asked) };
}

/** The same objects as another artist drew them: Noto Emoji. */
async function byDrawings(products: readonly Product[]): Promise<Query[]> {
  const known = new Set(products.map(({ externalId }) => externalId));
  const files = (await readdir(drawings)).filter((file) => known.has(idOf(file.replace('.png', ''))));
  return files.sort().map((file) => ({
    question: { photo: fileURLToPath(new URL(file, drawings)) },
    relevant: [idOf(file.replace('.png', ''))],
  }));
}

/** The externalId of the figurine with these code points. */
function idOf(hexcode: string): string {
  const points = hexcode.toLowerCase().split('-');
  return `demo-${points.filter((point) => point !== 'fe0f').join('-')}`;
}
