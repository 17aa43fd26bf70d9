import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { ProductInput } from '../catalog/types.ts';

/** A product of the demo and the file of its picture. */
export interface Figurine {
  readonly product: ProductInput;
  readonly path: string;
}

/** What is for sale, in this order: things first; no flags, no letters or arrows, nothing twice in skin tones. */
const groups = [
  'animals-nature',
  'food-drink',
  'travel-places',
  'activities',
  'objects',
  'smileys-emotion',
  'people-body',
  'symbols',
];
const leftOut = new Set(['alphanum', 'arrow', 'currency', 'gender', 'keycap', 'math', 'punctuation']);

const emojisForm = z.array(
  z.object({
    hexcode: z.string(),
    label: z.string(),
    tags: z.array(z.string()).default([]),
    order: z.number().optional(),
    group: z.number().optional(),
    subgroup: z.number().optional(),
  }),
);
const namesForm = z.array(z.object({ key: z.string(), message: z.string(), order: z.number() }));
const messagesForm = z.object({ groups: namesForm, subgroups: namesForm });

const require = createRequire(import.meta.url);

/**
 * The demo's products: 3D figurines, with names and tags from Unicode's emoji data. The same at every call.
 * Pictures: Fluent Emoji by Microsoft, MIT. Names: emojibase, MIT.
 */
export async function readFigurines(): Promise<readonly Figurine[]> {
  const folder = join(dirname(require.resolve('@lobehub/fluent-emoji-3d/package.json')), 'assets');
  const files = new Map((await readdir(folder)).map((file) => [bareCode(file.replace('.webp', '')), file]));
  const emojis = emojisForm.parse(await readJson('emojibase-data/en/data.json'));
  const messages = messagesForm.parse(await readJson('emojibase-data/en/messages.json'));
  const groupOf = new Map(messages.groups.map((group) => [group.order, group]));
  // two kinds of food have one number there; all that bears it is of the later kind
  const subgroupOf = new Map(messages.subgroups.map((subgroup) => [subgroup.order, subgroup]));

  return emojis
    .flatMap((emoji) => {
      const code = bareCode(emoji.hexcode);
      const file = files.get(code);
      const group = groupOf.get(emoji.group ?? -1);
      const subgroup = subgroupOf.get(emoji.subgroup ?? -1);
      if (file === undefined || group === undefined || subgroup === undefined) return [];
      if (!groups.includes(group.key) || leftOut.has(subgroup.key)) return [];
      const product: ProductInput = {
        externalId: `demo-${code}`,
        title: capitalized(emoji.label),
        description: `A 3D figurine: ${emoji.label}. Demo product; the price is made up.`,
        category: categoryName(subgroup),
        price: madeUpPrice(code),
        attributes: [
          { name: 'group', value: group.message },
          ...emoji.tags.map((tag) => ({ name: 'tag', value: tag })),
        ],
      };
      return [
        { product, path: join(folder, file), rank: groups.indexOf(group.key), order: emoji.order ?? 0 },
      ];
    })
    .toSorted((a, b) => a.rank - b.rank || a.order - b.order)
    .map(({ product, path }) => ({ product, path }));
}

async function readJson(specifier: string): Promise<unknown> {
  return JSON.parse(await readFile(require.resolve(specifier), 'utf8'));
}

/** Code points in lower case without the variation selector, which not every list writes. */
function bareCode(hexcode: string): string {
  return hexcode
    .toLowerCase()
    .split('-')
    .filter((point) => point !== 'fe0f')
    .join('-');
}

function categoryName({ key, message }: { readonly key: string; readonly message: string }): string {
  // these names are written to be read under 'smileys': 'with hats'
  return key.startsWith('face-') ? `Faces, ${message}` : capitalized(message);
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** 4.90 to 49.90, the same at every call. */
function madeUpPrice(code: string): { readonly amount: string; readonly currency: string } {
  const euros = 4 + (createHash('sha256').update(code).digest().readUInt32BE() % 46);
  return { amount: `${euros}.90`, currency: 'EUR' };
}
