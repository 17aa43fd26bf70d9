import { memo } from 'react';
import { Loading } from '../../shared/skeleton.tsx';
import { useLanguage } from '../../wording/wording.ts';
import type { FacetsOf } from '../enquiry.ts';
import { chosenValues } from '../filter.ts';
import type { SearchFacetFragment } from '../gql/graphql.ts';
import { readFragment } from '../gql/index.ts';
import { printView, type View } from '../view.ts';
import { useWords } from '../words.ts';
import { Facet, SearchFacet } from './facet.tsx';
import './facets.css';
import { Price } from './price.tsx';

interface FacetsProps {
  /** Null until they are counted. */
  readonly facets: FacetsOf | null;
  readonly view: View;
  readonly onView: (view: View) => void;
}

const attributePrefix = 'attributes.';

/** All that results can be narrowed by. */
export const Facets = memo(function Facets({ facets: masked, view, onView }: FacetsProps) {
  const { facets: words } = useWords();
  const { format } = useLanguage();
  if (masked === null) return <Loading lines={6} />;
  const facets = masked.map((one) => readFragment(SearchFacet, one));
  const inStock = facets.find(({ name }) => name === 'inStock')?.values.find(({ value }) => value === 'true');
  const price = facets.find(({ name }) => name === 'price');
  const values = facets.filter(
    ({ name, values }) =>
      name !== 'inStock' && name !== 'price' && (values.length > 1 || chosenValues(view, name).length > 0),
  );
  const named = (name: 'category' | 'brand') => values.find((one) => one.name === name);
  const attributes = values.filter(({ name }) => name.startsWith(attributePrefix));
  const show = (facet: SearchFacetFragment | undefined, heading: string) =>
    facet && <Facet key={facet.name} facet={facet} heading={heading} view={view} onView={onView} />;
  return (
    <div className="facets">
      <label className="facet-value facet-stock">
        <input
          type="checkbox"
          checked={view.inStock}
          onChange={() => onView({ ...view, inStock: !view.inStock })}
        />
        <span className="facet-name">{words.onlyInStock}</span>
        {inStock && <span className="facet-count">{format.number(inStock.count)}</span>}
      </label>
      {show(named('category'), words.names.category)}
      {show(named('brand'), words.names.brand)}
      {show(price && price.values.length > 1 ? price : undefined, words.names.price)}
      {price && (price.values.length > 0 || view.price) && (
        <Price key={printView(view)} currency={currencyOf(price)} view={view} onView={onView} />
      )}
      {attributes.map((facet) => show(facet, facet.name.slice(attributePrefix.length)))}
    </div>
  );
});

function currencyOf({ values }: SearchFacetFragment): string {
  const currencies = new Set(values.flatMap(({ price }) => price?.currency ?? []));
  const [only = ''] = currencies;
  return currencies.size === 1 ? only : '';
}
