import type { Counts, IndexedModel, IndexStatus } from '../indexing/types.ts';
import { builder } from './builder.ts';
import { changesOf } from './changes.ts';
import { forgetLoaded } from './context.ts';
import { IndexingErrorCodeEnum } from './index-status-enums.ts';
import { shared } from './shared.ts';
import { type IndexView, readIndex } from './watched.ts';

const ImageCountsRef = builder.objectRef<Counts>('ImageCounts').implement({
  description: 'How many pictures there are, and where they stand.',
  fields: (t) => ({
    total: t.exposeInt('total'),
    indexed: t.exposeInt('indexed'),
    pending: t.exposeInt('pending'),
    failed: t.exposeInt('failed'),
  }),
});

const TextCountsRef = builder.objectRef<Counts>('TextCounts').implement({
  description: 'How many titles and descriptions there are, those of a product as one, and where they stand.',
  fields: (t) => ({
    total: t.exposeInt('total'),
    indexed: t.exposeInt('indexed', { description: 'Those that text search finds by their meaning.' }),
    pending: t.exposeInt('pending'),
    failed: t.exposeInt('failed', {
      description: 'Those that the model refused; they are found by their words.',
    }),
  }),
});

export const FailureCountRef = builder.objectRef<IndexStatus['failures'][number]>('FailureCount').implement({
  description: 'How many pictures failed for one reason.',
  fields: (t) => ({
    code: t.expose('code', { type: IndexingErrorCodeEnum }),
    count: t.exposeInt('count'),
  }),
});

const ModelStateEnum = builder.enumType('ModelState', {
  description: 'Where a model stands on this server.',
  values: {
    NOT_INSTALLED: {
      description: 'Its vectors are kept, and this server does not run it, or can not: its log says why.',
    },
    LOADING: { description: 'It starts, or starts again.' },
    READY: { description: 'It answers.' },
  } as const,
});

export const EmbeddingModelRef = builder.objectRef<IndexedModel>('EmbeddingModel');
builder.node(EmbeddingModelRef, {
  description: 'What turns pictures and words into vectors.',
  id: { resolve: (model) => model.id },
  loadOne: async (id, { parts }) =>
    (await parts.indexer.models()).find((model) => String(model.id) === id) ?? null,
  fields: (t) => ({
    name: t.exposeString('name'),
    version: t.exposeString('version'),
    dimensions: t.exposeInt('dimensions'),
    languages: t.stringList({
      description: 'BCP 47 tags of the languages whose words it knows; empty where it is not installed.',
      resolve: (model) => [...model.languages],
    }),
    state: t.expose('state', { type: ModelStateEnum }),
    active: t.exposeBoolean('active', { description: 'Whether its vectors are the ones that are searched.' }),
    images: t.field({
      type: ImageCountsRef,
      complexity: 20,
      resolve: shared((model, _args, { parts }) => parts.indexer.countImages(model.id)),
    }),
  }),
});

export const IndexStatusRef = builder.objectRef<IndexView>('IndexStatus').implement({
  description: 'How much of the catalogue search finds.',
  fields: (t) => ({
    products: t.exposeInt('products', { description: 'All there are.' }),
    productsWithoutImages: t.exposeInt('productsWithoutImages', {
      description: 'Those without any picture.',
    }),
    productsWithVectors: t.exposeInt('productsWithVectors', {
      description: 'Those with at least one vector of the active model: search finds them.',
    }),
    coverage: t.exposeFloat('coverage', {
      description: 'productsWithVectors over the products that have a picture; 1 where none has.',
    }),
    images: t.expose('images', { type: ImageCountsRef }),
    texts: t.expose('texts', { type: TextCountsRef }),
    failures: t.field({
      type: [FailureCountRef],
      description: 'Failed pictures by reason; reasons that no picture has are left out.',
      resolve: (status) => [...status.failures],
    }),
    activeModel: t.expose('activeModel', {
      type: EmbeddingModelRef,
      nullable: true,
      description: 'The model whose vectors are searched; null where none has run yet.',
    }),
  }),
});

builder.queryField('indexStatus', (t) =>
  t.field({
    type: IndexStatusRef,
    description: 'How indexing stands.',
    complexity: 20,
    resolve: (_root, _args, { parts }) => readIndex(parts),
  }),
);

builder.queryField('models', (t) =>
  t.field({
    type: [EmbeddingModelRef],
    description: 'The models whose vectors are kept, the active one first.',
    resolve: async (_root, _args, { parts }) => [...(await parts.indexer.models())],
  }),
);

builder.subscriptionField('indexStatus', (t) =>
  t.field({
    type: IndexStatusRef,
    description: 'How indexing stands: at once, then whenever it changes, at most four times a second.',
    complexity: 20,
    subscribe: (_root, _args, { watched, signal }) => changesOf(watched.index.watch(), signal),
    resolve(index, _args, { loaders }) {
      forgetLoaded(loaders);
      return index;
    },
  }),
);
