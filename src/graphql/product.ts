import type { Attribute, Money, Product, ProductImage } from '../catalog/types.ts';
import { VitrineError } from '../errors.ts';
import { builder } from './builder.ts';
import { bigintOf } from './node.ts';
import { pictureUrl } from './pictures.ts';

const maxWidth = 4096;
const defaultWidth = 400;

const MoneyRef = builder.objectRef<Money>('Money').implement({
  description: 'An amount in a currency.',
  fields: (t) => ({
    amount: t.expose('amount', { type: 'Decimal' }),
    currency: t.exposeString('currency', { description: 'ISO 4217, such as EUR.' }),
  }),
});

const AttributeRef = builder.objectRef<Attribute>('Attribute').implement({
  description: 'Something that a shop says of a product; a name may come several times.',
  fields: (t) => ({
    name: t.exposeString('name'),
    value: t.exposeString('value'),
  }),
});

export const ProductImageRef = builder.objectRef<ProductImage>('ProductImage');
builder.node(ProductImageRef, {
  description: 'One picture of a product.',
  id: { resolve: (image) => image.id },
  loadOne: (id, { loaders }) => {
    const own = bigintOf(id);
    return own === undefined ? null : loaders.image.load(own);
  },
  fields: (t) => ({
    position: t.exposeInt('position', { description: '1 is the main picture.' }),
    sourceUrl: t.expose('sourceUrl', {
      type: 'URL',
      nullable: true,
      description: 'Where it came from; null for an uploaded one.',
    }),
    url: t.field({
      type: 'URL',
      description:
        'A picture that a page can show, at most `width` pixels wide (1 to 4,096), made on demand and cached; until it is fetched, where it comes from.',
      args: { width: t.arg.int({ defaultValue: defaultWidth }) },
      resolve: ({ mediaHash, sourceUrl }, args, { publicUrl }) => {
        const width = args.width ?? defaultWidth;
        if (width < 1 || width > maxWidth) {
          const message = `width: 1 to ${maxWidth} pixels can be asked for.`;
          throw new VitrineError('BAD_USER_INPUT', message, { path: ['width'] });
        }
        if (mediaHash !== null) return pictureUrl(publicUrl, mediaHash, width);
        if (sourceUrl !== null) return sourceUrl;
        throw new Error('a picture has neither bytes nor a source');
      },
    }),
    width: t.exposeInt('width', { nullable: true, description: 'Pixels; null until it is fetched.' }),
    height: t.exposeInt('height', { nullable: true, description: 'Pixels; null until it is fetched.' }),
  }),
});

export const ProductRef = builder.objectRef<Product>('Product');
builder.node(ProductRef, {
  description: 'A thing for sale.',
  id: { resolve: (product) => product.id },
  loadOne: (id, { loaders }) => {
    const own = bigintOf(id);
    return own === undefined ? null : loaders.products.load(own);
  },
  fields: (t) => ({
    externalId: t.exposeString('externalId', { description: "The shop's own id, unique." }),
    title: t.exposeString('title'),
    description: t.exposeString('description', { nullable: true }),
    brand: t.exposeString('brand', { nullable: true }),
    category: t.exposeString('category', { nullable: true }),
    price: t.expose('price', { type: MoneyRef, nullable: true }),
    url: t.expose('url', { type: 'URL', nullable: true, description: 'Where the shop shows it.' }),
    inStock: t.exposeBoolean('inStock'),
    attributes: t.field({
      type: [AttributeRef],
      description: 'Anything else the shop knows, filterable by name.',
      resolve: ({ attributes }) => [...attributes],
    }),
    images: t.field({
      type: [ProductImageRef],
      description: 'Main picture first.',
      resolve: async ({ id }, _args, { loaders }) => [...(await loaders.images.load(id))],
    }),
    mainImage: t.field({
      type: ProductImageRef,
      nullable: true,
      description: 'Its first picture; null where it has none.',
      resolve: async ({ id }, _args, { loaders }) => (await loaders.images.load(id))[0] ?? null,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      description: 'When something of it was last changed; sending the same again changes nothing.',
    }),
  }),
});
