import { memo } from 'react';
import { Link } from 'wouter';
import { Picture } from '../../../shared/picture.tsx';
import { useLanguage } from '../../../wording/wording.ts';
import type { ProductsPaneRowFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useWords } from '../../words.ts';
import { productPath } from '../paths.ts';
import { Standing } from '../standing.tsx';

export const productRow = graphql(`
  fragment ProductsPaneRow on Product {
    id
    externalId
    title
    brand
    category
    inStock
    price { amount currency }
    mainImage { url(width: 120) }
    images { id indexing { state error { code } } }
  }
`);

export type Row = ProductsPaneRowFragment;

/** A product of the list: a row of a table where there is room, a card else. */
export const ProductRow = memo(function ProductRow({ product }: { readonly product: Row }) {
  const { products: words } = useWords();
  const { format } = useLanguage();
  const { id, title, externalId, brand, category, price, inStock, mainImage, images } = product;
  return (
    <li className="products-row">
      <Picture src={mainImage?.url} alt="" />
      <div className="products-name">
        <Link href={productPath(id)} className="products-title" dir="auto">
          {title}
        </Link>
        <p className="quiet products-small" dir="auto">
          {[externalId, brand].filter(Boolean).join(' · ')}
        </p>
      </div>
      <p className="products-category" dir="auto">
        {category}
      </p>
      <p className="products-number">
        {price ? format.money(price) : <span className="quiet">{words.noPrice}</span>}
      </p>
      <p className={inStock ? undefined : 'quiet'}>{inStock ? words.inStock : words.outOfStock}</p>
      <Standing images={images} />
    </li>
  );
});
