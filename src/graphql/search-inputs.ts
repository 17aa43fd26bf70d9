import type { PhotoSource, SearchRequest } from '../search/types.ts';
import { builder } from './builder.ts';
import { pageOf } from './connection.ts';
import type { Context } from './context.ts';
import { ImageInput } from './image-input.ts';
import { localBigint } from './node.ts';
import { filterOf, type ProductFilterInput } from './product-inputs.ts';

export const PhotoQuery = builder.inputType('PhotoQuery', {
  description: 'A photo to search with.',
  fields: (t) => ({ image: t.field({ type: ImageInput, required: true }) }),
});

export const SearchOptions = builder.inputType('SearchOptions', {
  description: 'How the answer is put together.',
  fields: (t) => ({
    minScore: t.float({ description: 'Results below this cosine similarity, -1 to 1, are left out.' }),
  }),
});

interface SearchArguments {
  readonly filter?: typeof ProductFilterInput.$inferInput | null | undefined;
  readonly options?: typeof SearchOptions.$inferInput | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/**
 * What the arguments of a search ask for.
 * @throws {VitrineError} BAD_USER_INPUT with the path of the argument
 */
export function searchRequestOf(args: SearchArguments, { signal }: Pick<Context, 'signal'>): SearchRequest {
  const filter = filterOf(args.filter);
  const minScore = args.options?.minScore;
  return {
    ...pageOf(args),
    signal,
    ...(filter && { filter }),
    ...(typeof minScore === 'number' && { minScore }),
  };
}

/**
 * A photo as the domain wants it; an upload is read only where its bytes are needed.
 * @throws {VitrineError} BAD_USER_INPUT where the id is none of a picture
 */
export function photoSourceOf(
  { image: { upload, url, productImage } }: typeof PhotoQuery.$inferInput,
  path: readonly string[],
  { parts: { config } }: Pick<Context, 'parts'>,
): PhotoSource {
  if (upload) return { read: () => upload.readBytes(config.MAX_UPLOAD_MB * 1_000_000) };
  if (url) return { url };
  return { imageId: localBigint('ProductImage', productImage ?? '', [...path, 'image', 'productImage']) };
}
