import { z } from 'zod';
import { amount, currency, httpUrl, optionalText, parse, rowId, text } from './parse.ts';
import type { NewImage, ProductKey } from './types.ts';

export const maxImagesPerProduct = 50;
export const maxUpsertLines = 1000;
const maxAttributes = 200;
const hashBytes = 32;

const externalId = text(1, 200);
const title = text(1, 500);

const image = z
  .object({
    sourceUrl: httpUrl.nullish(),
    mediaHash: z.custom<Buffer>((value) => Buffer.isBuffer(value) && value.length === hashBytes).nullish(),
  })
  .transform(({ sourceUrl, mediaHash }, context): NewImage => {
    if (mediaHash) return sourceUrl ? { mediaHash, sourceUrl } : { mediaHash };
    if (sourceUrl) return { sourceUrl };
    context.addIssue('a picture is given by its URL or as a stored one');
    return z.NEVER;
  });

const optionalFields = {
  description: optionalText(20_000),
  brand: optionalText(200),
  category: optionalText(500),
  price: z.object({ amount, currency }).nullish(),
  url: httpUrl.nullish(),
  inStock: z.boolean({ error: 'true or false is asked for' }).nullish(),
  attributes: z
    .array(z.object({ name: text(1, 100), value: text(1, 1000) }), { error: 'a list is asked for' })
    .max(maxAttributes, { error: `at most ${maxAttributes} attributes are taken` })
    .nullish(),
  images: z
    .array(image, { error: 'a list is asked for' })
    .max(maxImagesPerProduct, { error: `at most ${maxImagesPerProduct} pictures are taken` })
    .transform(withoutRepeats)
    .nullish(),
};

const product = z.object({ externalId, title, ...optionalFields });
const patch = z.object({ externalId: externalId.optional(), title: title.optional(), ...optionalFields });
const key = z.union([z.object({ id: rowId }), z.object({ externalId })], {
  error: 'a product is named by its id or its externalId',
});

/** A product or a patch that has been checked: undefined keeps, null clears. */
export type ValidPatch = z.output<typeof patch>;
export type ValidProduct = z.output<typeof product>;

export const parseProduct = (value: unknown, at: readonly string[]): ValidProduct =>
  parse(product, value, at);
export const parsePatch = (value: unknown, at: readonly string[]): ValidPatch => parse(patch, value, at);
export const parseKey = (value: unknown, at: readonly string[]): ProductKey => parse(key, value, at);
export const parseImage = (value: unknown, at: readonly string[]): NewImage => parse(image, value, at);
export const parsePosition = (value: unknown): number | undefined =>
  parse(
    z
      .int({ error: 'a whole number from 1 is asked for' })
      .min(1, { error: '1 is the first position' })
      .optional(),
    value,
    ['position'],
  );

/** What makes two pictures of one product the same one, as far as one can tell without fetching them. */
export function imageKey(image: {
  readonly sourceUrl?: string | null;
  readonly mediaHash?: Buffer | null;
}): string {
  return image.mediaHash ? `hash ${image.mediaHash.toString('hex')}` : `url ${image.sourceUrl}`;
}

/** Feeds name the same picture twice now and then: it counts where it comes first. */
function withoutRepeats(images: NewImage[]): NewImage[] {
  const keys = images.map(imageKey);
  return images.filter((_image, index) => keys.indexOf(keys[index] ?? '') === index);
}
