import { maxUpsertLines } from '../catalog/input.ts';
import type { ProductInput as NewProduct, UpsertLine } from '../catalog/types.ts';
import { VitrineError } from '../errors.ts';
import { builder } from './builder.ts';
import { Conflict, ImageFailure, NotFound } from './errors.ts';
import { readNamedImages } from './image-input.ts';
import { ProductRef } from './product.ts';
import { ProductInput } from './product-inputs.ts';
import { productOf, written } from './product-mutations.ts';

/** A line with what the answer says of it beside its result. */
interface AnsweredLine {
  readonly index: number;
  readonly externalId: string;
  readonly result: UpsertLine;
}

const UpsertStatusEnum = builder.enumType('UpsertStatus', {
  description: 'What became of a line.',
  values: {
    CREATED: { description: 'There was none with that externalId.' },
    UPDATED: { description: 'Something of it changed.' },
    UNCHANGED: { description: 'It was like that already; nothing was written.' },
    FAILED: { description: 'Nothing was changed; `result` says why.' },
  } as const,
});

const UpsertLineRef = builder.objectRef<AnsweredLine>('UpsertLine').implement({
  description: 'What became of one product of an upsert.',
  fields: (t) => ({
    index: t.exposeInt('index', { description: 'Where it stood in `inputs`, from 0.' }),
    externalId: t.exposeString('externalId'),
    status: t.field({ type: UpsertStatusEnum, resolve: ({ result }) => result.status }),
    result: t.field({
      type: ProductRef,
      description: 'The product, or why it failed.',
      errors: {
        types: [Conflict, ImageFailure, NotFound],
        union: { name: 'UpsertLineResult' },
        result: { name: 'UpsertLineSuccess' },
        dataField: { name: 'product' },
      },
      resolve: async ({ result, externalId }, _args, { loaders }) => {
        if (result.status === 'FAILED') throw result.error;
        const product = await loaders.products.load(result.productId);
        if (product !== null) return product;
        throw new VitrineError('NOT_FOUND', `${externalId} was deleted by someone else meanwhile.`);
      },
    }),
  }),
});

builder.mutationField('upsertProducts', (t) =>
  t.field({
    type: [UpsertLineRef],
    description:
      'Creates or changes up to 1,000 products by externalId. A line that fails leaves the others as they are, and one that changes nothing writes nothing.',
    args: { inputs: t.arg({ type: [ProductInput], required: true }) },
    errors: { dataField: { name: 'lines', description: 'One for each of `inputs`, in their order.' } },
    resolve: async (_root, { inputs }, context) => {
      if (inputs.length > maxUpsertLines) {
        const message = `inputs: at most ${maxUpsertLines} products are taken at once; send the others in another call.`;
        throw new VitrineError('BAD_USER_INPUT', message, { path: ['inputs'] });
      }
      readNamedImages(
        inputs.flatMap(({ images }) => images ?? []),
        context,
      );
      const products: (NewProduct | VitrineError)[] = [];
      for (const [index, input] of inputs.entries()) {
        const product = productOf(input, ['inputs', String(index)], context);
        products.push(await product.catch(asLine));
      }
      const results = await written(context, (catalog) => catalog.upsertProducts(products));
      return results.map((result, index) => ({ index, externalId: inputs[index]?.externalId ?? '', result }));
    },
  }),
);

/** A picture that can't be used fails its line alone; what is no fault of the line fails the call. */
function asLine(error: unknown): VitrineError {
  if (error instanceof VitrineError && error.code !== 'DATABASE_UNAVAILABLE') return error;
  throw error;
}
