import { untouched } from '../indexing/standing.ts';
import type { ImageIndexing, IndexingError } from '../indexing/types.ts';
import { builder } from './builder.ts';
import { ImageIndexStateEnum, IndexingErrorCodeEnum } from './index-status-enums.ts';
import { ProductImageRef } from './product.ts';

export const IndexingErrorRef = builder.objectRef<IndexingError>('IndexingError').implement({
  description: 'One reason, stable for programs, with words for people.',
  fields: (t) => ({
    code: t.expose('code', { type: IndexingErrorCodeEnum }),
    message: t.exposeString('message'),
    retryable: t.exposeBoolean('retryable', { description: 'Whether the same picture can succeed later.' }),
  }),
});

const ImageIndexingRef = builder.objectRef<ImageIndexing>('ImageIndexing').implement({
  description: 'Where a picture stands under the active model.',
  fields: (t) => ({
    state: t.expose('state', { type: ImageIndexStateEnum }),
    error: t.expose('error', {
      type: IndexingErrorRef,
      nullable: true,
      description: 'Why the last attempt failed; null where none has, or one has succeeded since.',
    }),
    attempts: t.exposeInt('attempts', { description: 'How often it was tried.' }),
    indexedAt: t.expose('indexedAt', { type: 'DateTime', nullable: true }),
  }),
});

builder.objectField(ProductImageRef, 'indexing', (t) =>
  t.field({
    type: ImageIndexingRef,
    description: 'Where it stands, or why it has no vector.',
    resolve: async (image, _args, { loaders }) => (await loaders.indexing.load(image.id)) ?? untouched,
  }),
);
